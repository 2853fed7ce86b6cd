/** Half-open byte ranges `[start, end)` as plain data: planned purely, read afterwards. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** A request costs a round trip (50 ms ≈ 600 KB at 100 Mbit/s): 64 KiB of unwanted bytes are cheaper. */
export const JOIN_GAP = 64 * 1024;

/** Sorted, overlapping or neighbouring ranges joined when at most `gap` unwanted bytes lie between. */
export function joinRanges(ranges: readonly ByteRange[], gap = JOIN_GAP): ByteRange[] {
  const sorted = ranges.filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start);
  const joined: ByteRange[] = [];
  for (const range of sorted) {
    const last = joined.at(-1);
    if (last && range.start <= last.end + gap) {
      joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    } else joined.push(range);
  }
  return joined;
}

/** What of `wanted` is in none of `held` (any order, may overlap). */
export function missingRanges(wanted: ByteRange, held: readonly ByteRange[]): ByteRange[] {
  const missing: ByteRange[] = [];
  let { start } = wanted;
  for (const have of [...held].sort((a, b) => a.start - b.start)) {
    if (have.end <= start || have.start >= wanted.end) continue;
    if (have.start > start) missing.push({ start, end: have.start });
    start = Math.max(start, have.end);
  }
  if (start < wanted.end) missing.push({ start, end: wanted.end });
  return missing;
}

/** Pieces of at most `size`: a dropped connection costs a piece, not the whole. */
export function splitRange({ start, end }: ByteRange, size: number): ByteRange[] {
  const pieces: ByteRange[] = [];
  for (let at = start; at < end; at += size) pieces.push({ start: at, end: Math.min(at + size, end) });
  return pieces;
}
