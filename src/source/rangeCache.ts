/**
 * Remembers the last ranges read (head, tail, small pages) within a byte budget, and joins neighbouring
 * ranges into one read. It must not know what the bytes mean.
 */
import { joinRanges, missingRanges, splitRange, type ByteRange } from './byteRanges';
import { copySegments, sliceSegments, type Segment } from './segments';
import type { RangeSource } from './types';

/** Head (16 KiB) + tail (256 KiB) + the pages of a few rows (~1 MB each in the hub's layout). */
const BUDGET = 8 * 1024 * 1024;
/** Larger segments are row groups on their way through; keeping them would push everything else out. */
const KEEP_AT_MOST = 2 * 1024 * 1024;
const PIECE = 8 * 1024 * 1024;

export interface RangeCache extends RangeSource {
  /**
   * Reads several ranges in as few requests as sensible. `keep: false` for data read once: it is read into one buffer, as
   * large as the ranges, which is the caller's alone.
   */
  readAll(ranges: readonly ByteRange[], options?: ReadAllOptions): Promise<readonly Segment[]>;
  /** Puts bytes in that came with another answer (the probe of an opener). */
  remember(start: number, bytes: Uint8Array): void;
}

export interface ReadAllOptions {
  readonly keep?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

export function cachedSource(source: RangeSource): RangeCache {
  /** Oldest first. */
  let held: Segment[] = [];

  function remember(start: number, bytes: Uint8Array): void {
    if (bytes.length === 0 || bytes.length > KEEP_AT_MOST) return;
    held.push({ start, end: start + bytes.length, bytes });
    let total = held.reduce((sum, { bytes: { length } }) => sum + length, 0);
    while (total > BUDGET) total -= held.shift()?.bytes.length ?? total;
  }

  function touch(used: readonly Segment[]): void {
    held = [...held.filter((segment) => !used.includes(segment)), ...used];
  }

  async function fetchPiece(
    { start, end }: ByteRange,
    signal: AbortSignal | undefined,
    into?: Uint8Array,
  ): Promise<Segment> {
    const bytes = await source.read(start, end - start, signal, into);
    // not every source has a buffer to fill
    if (into !== undefined && bytes !== into) into.set(bytes);
    return { start, end, bytes };
  }

  async function readAll(ranges: readonly ByteRange[], { keep = true, signal }: ReadAllOptions = {}) {
    const used = held.filter((have) =>
      ranges.some((range) => have.start < range.end && range.start < have.end),
    );
    touch(used);
    const wanted = joinRanges(ranges.flatMap((range) => missingRanges(range, used)));
    // Joining may have covered bytes at hand again; they are fetched twice rather than in two requests.
    const pieces = wanted.flatMap((range) => splitRange(range, PIECE));
    if (!keep) return readOnce(joinRanges(ranges), pieces, used, signal);
    const fetched = await Promise.all(pieces.map((piece) => fetchPiece(piece, signal)));
    for (const { start, bytes } of fetched) remember(start, bytes);
    return [...fetched, ...used];
  }

  /** `spans` one after another in one buffer; each piece lies inside one of them. */
  async function readOnce(
    spans: readonly ByteRange[],
    pieces: readonly ByteRange[],
    used: readonly Segment[],
    signal: AbortSignal | undefined,
  ): Promise<readonly Segment[]> {
    const buffer = new Uint8Array(spans.reduce((sum, { start, end }) => sum + end - start, 0));
    let at = 0;
    const own = spans.map(({ start, end }): Segment => {
      const bytes = buffer.subarray(at, at + end - start);
      at += bytes.length;
      copySegments(used, { start, end }, bytes);
      return { start, end, bytes };
    });
    await Promise.all(pieces.map((piece) => fetchPiece(piece, signal, sliceSegments(own, piece))));
    return own;
  }

  return {
    name: source.name,
    byteLength: source.byteLength,
    version: source.version,
    remember,
    readAll,
    async read(offset, length, signal) {
      const range = { start: offset, end: offset + length };
      return sliceSegments(await readAll([range], { signal }), range);
    },
  };
}
