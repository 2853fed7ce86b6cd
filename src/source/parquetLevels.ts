/**
 * Run lengths of levels and dictionary indexes, checked before the decoder believes them: it would write
 * 2^31 values for four damaged bytes (seen: 1 damaged file in 100 never came back).
 */

/** Writers may pad the last run to a multiple of 8 values. */
const PADDING = 64;

/** Why the runs in `[start, end)` cannot hold `count` values of `bitWidth` bits; undefined when they can. */
export function findBadRun(
  bytes: Uint8Array,
  start: number,
  end: number,
  bitWidth: number,
  count: number,
): string | undefined {
  let at = start;
  let seen = 0;
  while (seen < count && at < end) {
    const { value: header, next } = readVarint(bytes, at);
    at = next;
    if (header & 1) {
      const groups = header >>> 1;
      seen += groups * 8;
      at += groups * bitWidth;
    } else {
      seen += header >>> 1;
      at += (bitWidth + 7) >> 3;
      if (seen > count + PADDING) return `a run of ${header >>> 1} values among ${count}`;
    }
  }
  return seen < count ? `${seen} of ${count} levels or indexes` : undefined;
}

function readVarint(bytes: Uint8Array, start: number): { readonly value: number; readonly next: number } {
  let value = 0;
  let at = start;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at] ?? 0;
    at += 1;
    value |= (byte & 0x7f) << shift;
    if (!(byte & 0x80) || shift > 28) return { value: value >>> 0, next: at };
  }
}

export interface LevelLayout {
  readonly valueCount: number;
  readonly maxRepetition: number;
  readonly maxDefinition: number;
  /** Values are indexes into a dictionary. */
  readonly indexed: boolean;
}

/** Data page V1, unpacked: two length-prefixed level blocks, then the values. */
export function findBadLevels(page: Uint8Array, layout: LevelLayout): string | undefined {
  const { maxRepetition, maxDefinition, valueCount, indexed } = layout;
  let at = 0;
  for (const level of [maxRepetition, maxDefinition]) {
    if (level === 0) continue;
    if (at + 4 > page.length) return 'no room for its levels';
    const length = new DataView(page.buffer, page.byteOffset + at, 4).getUint32(0, true);
    at += 4;
    if (at + length > page.length) return `levels of ${length} bytes in a page of ${page.length}`;
    const bad = findBadRun(page, at, at + length, bitWidthOf(level), valueCount);
    if (bad !== undefined) return bad;
    at += length;
  }
  return indexed ? findBadIndexes(page, at, valueCount) : undefined;
}

/** One byte of width, then runs. How many values are null is not known here: only excess is an error. */
export function findBadIndexes(page: Uint8Array, start: number, valueCount: number): string | undefined {
  const width = page[start] ?? 0;
  if (width > 32) return `dictionary indexes of ${width} bits`;
  const bad = findBadRun(page, start + 1, page.length, width, valueCount);
  return bad?.startsWith('a run') ? bad : undefined;
}

export function bitWidthOf(maxLevel: number): number {
  return 32 - Math.clz32(maxLevel);
}
