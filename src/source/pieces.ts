import { splitRange, type ByteRange } from './byteRanges';
import { prefetched } from './prefetched';
import type { RangeCache } from './rangeCache';
import { sliceSegments } from './segments';

/** Consecutive bytes of a file; `bytesRead` counts to their end. */
export interface Piece {
  readonly bytes: Uint8Array;
  readonly bytesRead: number;
}

/** Enough to see the first records; kept, because opening a file reads it and the first pass again. */
const FIRST_PIECE = 256 * 1024;
/** Of a file read, and of lines worked on, at a time. */
export const PIECE = 4 * 1024 * 1024;

/** The file from `start` to its end; the next piece is under way while one is parsed. */
export async function* readPieces(
  file: RangeCache,
  start: number,
  signal?: AbortSignal,
): AsyncGenerator<Piece> {
  const fetchRange = ({ start, end }: ByteRange, signal: AbortSignal) =>
    file.readAll([{ start, end }], { keep: end - start <= FIRST_PIECE, signal });
  const first = { start, end: Math.min(start + FIRST_PIECE, file.byteLength) };
  const rest = splitRange({ start: first.end, end: file.byteLength }, PIECE);
  if (first.start === first.end) return;
  // The first alone: who only wants to see what this is should not pay for 4 MB more.
  yield { bytes: sliceSegments(await file.readAll([first], { signal }), first), bytesRead: first.end };
  for await (const [range, segments] of prefetched(rest, fetchRange, signal)) {
    signal?.throwIfAborted();
    yield { bytes: sliceSegments(segments, range), bytesRead: range.end };
  }
}
