/** The pages of a column chunk, walked and checked before they are decoded. */
import { parquetHeader } from 'hyparquet/src/column.js';

import { AppError } from '../lib/AppError';
import { formatCount } from '../lib/text';
import { createCrc32 } from '../lib/crc32';
import { bitWidthOf, findBadLevels, findBadRun, findBadValues } from './parquetLevels';
import { findBadThrift } from './parquetThrift';

/** Uncompressed page, checked before memory is taken for it: a few KB of input can claim 2 GB. */
export const PAGE_LIMIT = 256 * 1024 * 1024;
/** Values of one page; real pages hold 20,000 rows at most. */
const VALUE_COUNT_LIMIT = 2 ** 24;
/** Of a column chunk, over all of its pages: a page of 30 bytes can hold 2^24 nulls, and 256 MB in a few KB. */
const CHUNK_VALUE_LIMIT = 2 ** 26;
const CHUNK_LIMIT = 2 ** 31;
/** Statistics are text without bound, but few. */
export const HEADER_LIMITS = { depth: 8, items: 1000 };

export interface PageLevels {
  readonly maxRepetition: number;
  readonly maxDefinition: number;
}

/** What is left to check once the page is unpacked, by the offset at which its packed bytes begin. */
export type UnpackedChecks = ReadonlyMap<number, (unpacked: Uint8Array) => string | undefined>;

export interface CheckedPages {
  readonly checks: UnpackedChecks;
  /** Values of all data pages. */
  readonly valueCount: number;
}

export type PageHeader = ReturnType<typeof parquetHeader>;

/** A sentence that says what is wrong, or what is to be checked later. */
export function checkPages(bytes: Uint8Array, levels: PageLevels, packed: boolean): CheckedPages | string {
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
  const checks = new Map<number, (unpacked: Uint8Array) => string | undefined>();
  let valueCount = 0;
  let unpacked = 0;
  // One byte more than the pages is tolerated by the decoder as well.
  while (reader.offset < bytes.length - 1) {
    const wrong = findBadThrift(bytes, reader.offset, HEADER_LIMITS);
    if (wrong !== undefined) return `a page header cannot be read: ${wrong}`;
    const header = parquetHeader(reader);
    const start = reader.offset;
    const page = bytes.subarray(start, start + header.compressed_page_size);
    const bad = checkPageHeader(header, page.length) ?? checkCrc(header, page);
    if (bad !== undefined) return bad;
    const later = laterCheck(header, levels);
    const immediate = packed ? checkV2Levels(header, levels, page) : later?.check(page.subarray(later.skip));
    if (immediate !== undefined) return immediate;
    if (packed && later) checks.set(bytes.byteOffset + start + later.skip, later.check);
    valueCount += valueCountOf(header);
    unpacked += header.uncompressed_page_size;
    if (valueCount > CHUNK_VALUE_LIMIT || unpacked > CHUNK_LIMIT) throw tooMuch(valueCount, unpacked);
    reader.offset = start + page.length;
  }
  return { checks, valueCount };
}

function tooLarge(length: number): AppError {
  return new AppError('PARQUET_LIMIT', `a page claims ${length} bytes uncompressed; the limit is 256 MB`);
}

function tooMuch(valueCount: number, byteLength: number): AppError {
  const claim = `its pages claim ${formatCount(valueCount)} values and ${formatCount(byteLength)} bytes uncompressed`;
  return new AppError(
    'PARQUET_LIMIT',
    `${claim} so far; the limits are ${formatCount(CHUNK_VALUE_LIMIT)} and ${formatCount(CHUNK_LIMIT)}`,
  );
}

function valueCountOf({ data_page_header: v1, data_page_header_v2: v2 }: PageHeader): number {
  return v1?.num_values ?? v2?.num_values ?? 0;
}

/** What is wrong with it. A damaged header lacks fields: a missing length makes the decoder read at NaN for ever. */
export function checkPageHeader(header: PageHeader, available: number): string | undefined {
  const { compressed_page_size: packed, uncompressed_page_size: unpacked, data_page_header_v2: v2 } = header;
  if (unpacked > PAGE_LIMIT) throw tooLarge(unpacked);
  const data = header.data_page_header ?? v2;
  const dictionary = header.dictionary_page_header;
  if (header.type.startsWith('DATA_PAGE') !== (data !== undefined)) return 'a page header is incomplete';
  const count = (dictionary ?? data)?.num_values;
  const lengths = v2
    ? [v2.repetition_levels_byte_length, v2.definition_levels_byte_length, v2.num_rows, v2.num_nulls]
    : [];
  if (![packed, unpacked, count, ...lengths].every(isCount) || (data && data.encoding === undefined)) {
    return 'a page header is incomplete';
  }
  if (available !== packed) return `a page of ${packed} bytes where ${available} are left`;
  if ((count ?? 0) > VALUE_COUNT_LIMIT)
    return `a page claims ${formatCount(count ?? 0)} values; the limit is ${formatCount(VALUE_COUNT_LIMIT)}`;
  const levels = v2 ? v2.repetition_levels_byte_length + v2.definition_levels_byte_length : 0;
  if (levels > packed) return `levels of ${levels} bytes in a page of ${packed}`;
  return undefined;
}

function isCount(value: number | undefined): boolean {
  return Number.isInteger(value) && Number(value) >= 0;
}

function checkCrc({ crc }: PageHeader, page: Uint8Array): string | undefined {
  if (crc === undefined) return undefined;
  const sum = createCrc32();
  sum.update(page);
  return sum.result().value === crc >>> 0 ? undefined : 'the checksum of a page is wrong';
}

interface LaterCheck {
  /** Bytes of the page that are never packed (levels of V2). */
  readonly skip: number;
  readonly check: (unpacked: Uint8Array) => string | undefined;
}

function laterCheck(header: PageHeader, levels: PageLevels): LaterCheck | undefined {
  const { data_page_header: v1, data_page_header_v2: v2 } = header;
  if (v1) {
    const layout = { ...levels, valueCount: v1.num_values, encoding: v1.encoding };
    return { skip: 0, check: (page) => findBadLevels(page, layout) };
  }
  if (!v2) return undefined;
  const skip = v2.repetition_levels_byte_length + v2.definition_levels_byte_length;
  return {
    skip,
    check: (page) => findBadValues(page, 0, { valueCount: v2.num_values, encoding: v2.encoding }),
  };
}

function checkV2Levels(
  { data_page_header_v2: v2 }: PageHeader,
  levels: PageLevels,
  page: Uint8Array,
): string | undefined {
  if (!v2) return undefined;
  const {
    repetition_levels_byte_length: first,
    definition_levels_byte_length: second,
    num_values: count,
  } = v2;
  const check = (level: number, from: number, to: number) =>
    level > 0 ? findBadRun(page, from, to, bitWidthOf(level), count) : undefined;
  return check(levels.maxRepetition, 0, first) ?? check(levels.maxDefinition, first, first + second);
}
