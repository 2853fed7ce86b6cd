import { AppError } from '../lib/AppError';
import { missingRanges, type ByteRange } from './byteRanges';

/** Bytes of a file at hand. */
export interface Segment extends ByteRange {
  readonly bytes: Uint8Array;
}

/** The bytes of `range` put together from segments that cover it; a view when one segment is enough. */
export function sliceSegments(segments: readonly Segment[], range: ByteRange): Uint8Array {
  const whole = segments.find(({ start, end }) => start <= range.start && range.end <= end);
  if (whole) return whole.bytes.subarray(range.start - whole.start, range.end - whole.start);
  const gaps = missingRanges(range, segments);
  if (gaps.length > 0) {
    throw new AppError('UNKNOWN', `bytes ${range.start}–${range.end} were not fetched`);
  }
  const out = new Uint8Array(range.end - range.start);
  copySegments(segments, range, out);
  return out;
}

/** What the segments have of `range`, put to its place in `out`, which is as long. */
export function copySegments(segments: readonly Segment[], range: ByteRange, out: Uint8Array): void {
  for (const { start, end, bytes } of segments) {
    const from = Math.max(start, range.start);
    const to = Math.min(end, range.end);
    if (from < to) out.set(bytes.subarray(from - start, to - start), from - range.start);
  }
}
