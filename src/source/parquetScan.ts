/**
 * Places of the pages of a column that has no offset index: its pages are walked from the beginning until the wanted
 * row is passed. The places are kept, so that no byte is walked twice; the pages are not, so that memory stays at a
 * piece and a page whatever the row group weighs.
 */
import { parquetSchema, type Compressors, type OffsetIndex } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { decompressPage } from 'hyparquet/src/datapage.js';
import { readRleBitPackedHybrid } from 'hyparquet/src/encoding.js';
import { getMaxDefinitionLevel, getMaxRepetitionLevel, getTreePath } from 'hyparquet/src/schema.js';

import { AppError } from '../lib/AppError';
import { splitRange } from './byteRanges';
import type { ColumnChunk, FileMetaData } from './hyparquetTypes';
import { joinBytes } from './joinBytes';
import { loadCompressors } from './parquetCodecs';
import { corruptError, messageOf } from './parquetFooter';
import { chunkRange, leafOf } from './parquetGroups';
import { bitWidthOf, findBadLevels } from './parquetLevels';
import { checkPageHeader, HEADER_LIMITS, type PageHeader, type PageLevels } from './parquetPages';
import { findBadThrift } from './parquetThrift';
import { prefetched } from './prefetched';
import { sliceSegments } from './segments';
import type { RangeCache } from './rangeCache';

/** Read at a time; the next one is on its way meanwhile. */
export const SCAN_PIECE = 4 * 1024 * 1024;
const FIRST_HEADER = 64 * 1024;

type PageLocations = OffsetIndex['page_locations'];

/** How far a column was walked. */
export interface ColumnScan {
  /** As an offset index would say; each begins where a row begins, so that pages of one row count as one. */
  readonly pages: PageLocations;
  /** Where the next page begins, and how many rows began before it. */
  nextOffset: number;
  rowsBegun: number;
  /** Settles when the walk under way ends: there is one at a time. */
  walk: Promise<unknown>;
}

export interface ScanRequest {
  readonly file: RangeCache;
  readonly metadata: FileMetaData;
  readonly column: ColumnChunk;
  readonly rowCount: number;
  /** Told how many bytes were walked. */
  readonly onBytes: ((count: number) => void) | undefined;
  readonly signal: AbortSignal | undefined;
}

export function startScan(column: ColumnChunk): ColumnScan {
  return { pages: [], nextOffset: chunkRange(column).start, rowsBegun: 0, walk: Promise.resolve() };
}

/** The row, counted in the group, lies in pages whose places are known. */
export function isPassed({ pages, nextOffset }: ColumnScan, column: ColumnChunk, row: number): boolean {
  // one byte more than the pages is tolerated by the decoder as well
  return nextOffset >= chunkRange(column).end - 1 || Number(pages.at(-1)?.first_row_index ?? -1) > row;
}

/** Walks on until the row is passed. Rejects with PARQUET_CORRUPT, PARQUET_LIMIT, or what reading throws. */
export async function scanPast(scan: ColumnScan, request: ScanRequest, row: number): Promise<void> {
  const before = scan.walk.catch(() => undefined);
  const mine = before.then(() => walkPast(scan, request, row));
  scan.walk = mine.catch(() => undefined);
  await mine;
}

async function walkPast(scan: ColumnScan, request: ScanRequest, row: number): Promise<void> {
  const { file, column, metadata, rowCount, onBytes } = request;
  const { end } = chunkRange(column);
  if (isPassed(scan, column, row)) return;
  const path = getTreePath(parquetSchema(metadata), column.meta_data?.path_in_schema ?? []);
  const levels = { maxRepetition: getMaxRepetitionLevel(path), maxDefinition: getMaxDefinitionLevel(path) };
  const compressors = await loadCompressors([column]);
  const bytes = createStream(request, scan.nextOffset, end);
  try {
    while (!isPassed(scan, column, row)) {
      const [header, headerLength] = await readHeader(bytes);
      const length = headerLength + header.compressed_page_size;
      const bad = checkPageHeader(header, Math.min(header.compressed_page_size, bytes.left() - headerLength));
      if (bad !== undefined) throw new Error(bad);
      const page = (await bytes.ahead(length)).subarray(headerLength, length);
      notePage(scan, length, rowsOf(header, page, levels, column, compressors));
      bytes.skip(length);
      onBytes?.(length);
    }
  } catch (thrown) {
    request.signal?.throwIfAborted();
    if (thrown instanceof AppError && thrown.code !== 'PARQUET_LIMIT') throw thrown;
    const fact = `the pages of ${leafOf(column)} cannot be told apart (${messageOf(thrown)})`;
    if (thrown instanceof AppError) {
      throw new AppError(thrown.code, `${file.name}: ${fact}`, {
        cause: thrown,
        details: { name: file.name },
      });
    }
    throw corruptError(file.name, fact, thrown);
  } finally {
    await bytes.close();
  }
  if (scan.nextOffset >= end - 1 && scan.rowsBegun !== rowCount) {
    const fact = `the pages of ${leafOf(column)} hold ${scan.rowsBegun} rows, the footer says ${rowCount}`;
    throw corruptError(file.name, fact);
  }
}

interface PageRows {
  /** Of the rows, how many begin in it; undefined for a page without rows (a dictionary). */
  readonly begun: number | undefined;
  readonly goesOn: boolean;
}

function notePage(scan: ColumnScan, length: number, { begun, goesOn }: PageRows): void {
  const last = scan.pages.at(-1);
  const offset = BigInt(scan.nextOffset);
  if (begun !== undefined) {
    if (last && goesOn) last.compressed_page_size += length;
    else {
      const first_row_index = BigInt(scan.rowsBegun);
      scan.pages.push({ offset, compressed_page_size: length, first_row_index });
    }
    scan.rowsBegun += begun;
  }
  scan.nextOffset += length;
}

/** A row begins where its repetition level is 0. */
function rowsOf(
  header: PageHeader,
  packed: Uint8Array,
  levels: PageLevels,
  { meta_data: meta }: ColumnChunk,
  compressors: Compressors,
): PageRows {
  const { data_page_header: v1, data_page_header_v2: v2 } = header;
  // pages of the second version hold whole rows
  if (v2) return { begun: v2.num_rows, goesOn: false };
  if (!v1) return { begun: undefined, goesOn: false };
  const { num_values: valueCount } = v1;
  if (levels.maxRepetition === 0) return { begun: valueCount, goesOn: false };
  const codec = meta?.codec ?? 'UNCOMPRESSED';
  const page = decompressPage(packed, header.uncompressed_page_size, codec, compressors);
  // values are not looked at here: where they are dictionary indexes, decoding checks them
  const bad = findBadLevels(page, { ...levels, valueCount, encoding: undefined });
  if (bad !== undefined) throw new Error(bad);
  const repetition = new Uint8Array(valueCount);
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
  readRleBitPackedHybrid({ view, offset: 0 }, bitWidthOf(levels.maxRepetition), repetition);
  const begun = repetition.reduce((count, level) => count + (level === 0 ? 1 : 0), 0);
  return { begun, goesOn: (repetition[0] ?? 0) > 0 };
}

/** Headers hold statistics, so their length is not known before they are read. */
async function readHeader(bytes: ByteStream): Promise<readonly [PageHeader, number]> {
  for (let length = FIRST_HEADER; ; length *= 8) {
    const wanted = Math.min(length, bytes.left());
    const held = await bytes.ahead(wanted);
    const reader = { view: new DataView(held.buffer, held.byteOffset, held.byteLength), offset: 0 };
    try {
      const bad = findBadThrift(held, 0, HEADER_LIMITS);
      if (bad !== undefined) throw new Error(`a page header cannot be read: ${bad}`);
      const header = parquetHeader(reader);
      if (reader.offset <= held.length) return [header, reader.offset];
    } catch (thrown) {
      if (wanted === bytes.left()) throw thrown;
    }
    if (wanted === bytes.left()) throw new Error('a page header without an end');
  }
}

interface ByteStream {
  /** At least so many of the next bytes; they stay next until skipped. */
  ahead(length: number): Promise<Uint8Array>;
  skip(length: number): void;
  /** Until the end of the column. */
  left(): number;
  close(): Promise<void>;
}

function createStream({ file, signal }: ScanRequest, start: number, end: number): ByteStream {
  const fetchPiece = async (range: { start: number; end: number }, signal: AbortSignal) =>
    sliceSegments(await file.readAll([range], { keep: false, signal }), range);
  const pieces = prefetched(splitRange({ start, end }, SCAN_PIECE), fetchPiece, signal);
  let held: Uint8Array = new Uint8Array(0);
  let at = start;
  return {
    left: () => end - at,
    async ahead(length) {
      while (held.length < length) {
        const { done, value } = await pieces.next();
        if (done === true) throw new Error(`a page of ${length} bytes where ${held.length} are left`);
        held = held.length === 0 ? value[1] : joinBytes([held, value[1]]);
      }
      return held;
    },
    skip(length) {
      held = held.subarray(length);
      at += length;
    },
    close: async () => void (await pieces.return(undefined)),
  };
}
