/**
 * Run lengths of levels and dictionary indexes, checked before the decoder believes them: it would write
 * 2^31 values for four damaged bytes (seen: 1 damaged file in 100 never came back).
 */

import { deltaBinaryUnpack } from 'hyparquet/src/delta.js';

/** Bytes that the values of a page may come to when each repeats the one before: as many as an unpacked page may have. */
const TEXT_LIMIT = 256 * 1024 * 1024;

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
  /** Of the values; undefined where the header has none that is known. */
  readonly encoding: string | undefined;
}

/** Data page V1, unpacked: two length-prefixed level blocks, then the values. */
export function findBadLevels(page: Uint8Array, layout: LevelLayout): string | undefined {
  const { maxRepetition, maxDefinition, valueCount } = layout;
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
  return findBadValues(page, at, layout);
}

/** What the decoder of an encoding takes at its word. */
export function findBadValues(
  page: Uint8Array,
  start: number,
  { encoding = '', valueCount }: Pick<LevelLayout, 'encoding' | 'valueCount'>,
): string | undefined {
  if (encoding === 'RLE_DICTIONARY' || encoding === 'PLAIN_DICTIONARY')
    return findBadIndexes(page, start, valueCount);
  if (encoding === 'DELTA_BYTE_ARRAY') return findBadPrefixes(page, start, valueCount);
  return encoding.startsWith('DELTA') ? findBadDeltas(page, start, valueCount) : undefined;
}

/** Blocks of a wrong size send the decoder back to where it was. */
function findBadDeltas(page: Uint8Array, start: number, valueCount: number): string | undefined {
  const block = readVarint(page, start);
  const miniblocks = readVarint(page, block.next);
  const count = readVarint(page, miniblocks.next);
  if (block.value > 65_536 || miniblocks.value < 1 || block.value % (8 * miniblocks.value) !== 0)
    return `deltas in blocks of ${block.value} values and ${miniblocks.value} parts`;
  return count.value > valueCount ? `${count.value} deltas among ${valueCount} values` : undefined;
}

/** Each value repeats a part of the one before: a few bytes can claim any amount of text. */
function findBadPrefixes(page: Uint8Array, start: number, valueCount: number): string | undefined {
  const reader = { view: new DataView(page.buffer, page.byteOffset, page.byteLength), offset: start };
  let total = 0;
  let longest = 0;
  const lengths: Int32Array[] = [];
  for (let list = 0; list < 2; list += 1) {
    const bad = findBadDeltas(page, reader.offset, valueCount);
    if (bad !== undefined) return bad;
    const miniblocks = readVarint(page, readVarint(page, reader.offset).next);
    const { value: count } = readVarint(page, miniblocks.next);
    const values = new Int32Array(count);
    if (count > 0) deltaBinaryUnpack(reader, count, values);
    lengths.push(values);
  }
  const [prefixes = new Int32Array(0), suffixes = new Int32Array(0)] = lengths;
  for (const [index, prefix] of prefixes.entries()) {
    const suffix = suffixes[index] ?? 0;
    if (prefix < 0 || suffix < 0 || prefix > longest) return `a value repeats ${prefix} bytes of ${longest}`;
    longest = prefix + suffix;
    total += longest;
    if (total > TEXT_LIMIT)
      return `values that repeat each other make more than ${TEXT_LIMIT} bytes of a page`;
  }
  return undefined;
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
