import { splitRange } from './byteRanges';
import { prefetched } from './prefetched';
import { sliceSegments } from './segments';
import type { RangeCache } from './rangeCache';

/** Consecutive bytes of a file; `bytesRead` counts to their end. */
export interface Piece {
  readonly bytes: Uint8Array;
  readonly bytesRead: number;
}

const PIECE = 4 * 1024 * 1024;

/** The file from `start` to its end; the next piece is under way while one is parsed. */
export async function* readPieces(
  file: RangeCache,
  start: number,
  signal?: AbortSignal,
): AsyncGenerator<Piece> {
  const ranges = splitRange({ start, end: file.byteLength }, PIECE);
  for await (const [range, segments] of prefetched(ranges, (range) =>
    file.readAll([range], { keep: false, signal }),
  )) {
    signal?.throwIfAborted();
    yield { bytes: sliceSegments(segments, range), bytesRead: range.end };
  }
}
