/**
 * A parquet file as a TraceFile: footer, listing without the text, one row by page index, all rows by row
 * group. Owns the last decoded row group (files without a page index). It must not know HTTP or turns.
 */
import { AppError } from '../lib/AppError';
import type { ByteRange } from './byteRanges';
import type { ColumnChunk, FileMetaData } from './hyparquetTypes';
import type { DecodeRequest, PackedRows } from './packedRows';
import { decodeColumns, decodeLeaves } from './parquetDecode';
import { grouped, readFooter } from './parquetFooter';
import {
  chunkRange,
  groupOfRow,
  leafOf,
  offsetIndexRange,
  placeGroups,
  type PlacedGroup,
} from './parquetGroups';
import { buildListing, listDepth, listingLeaves } from './parquetListing';
import type { PlannedChunk } from './parquetLeaf';
import { indexRanges, planGroup, planRows, rangesOf, splitGroup, type RowSpan } from './parquetPlan';
import { buildRows } from './parquetRows';
import { isPassed, SCAN_PIECE, scanPast, startScan, type ColumnScan } from './parquetScan';
import { findDatasetColumns, type DatasetColumns } from './parquetSchema';
import type { RangeCache } from './rangeCache';
import { prefetched } from './prefetched';
import type { Segment } from './segments';
import type { AloneRead, FileFacts, ListingBatch, RawBatch, RawRow, RowUnit, TraceFile } from './types';

/**
 * Unpacked bytes of a unit: a few are in memory at once, and each becomes about three times as much while it is parsed. With
 * the page it ends in, uncompressed as the hub writes it, it is still one request (`rangeCache` PIECE).
 */
const UNIT_BYTES = 7 * 1024 * 1024;

interface OpenParquet {
  readonly file: RangeCache;
  readonly metadata: FileMetaData;
  readonly groups: readonly PlacedGroup[];
  readonly columns: DatasetColumns;
  readonly unitBytes: number;
  /** The row group decoded last for a row that has no page index; rows near it are then free. */
  kept?: KeptGroup | undefined;
  /** Columns without an offset index that were walked for a single row. */
  readonly scans: Map<ColumnChunk, ColumnScan>;
}

interface KeptGroup {
  readonly group: number;
  readonly rows: Promise<readonly RawRow[]>;
}

export async function openParquet(
  file: RangeCache,
  extraFacts: Partial<FileFacts>,
  signal?: AbortSignal,
  unitBytes = UNIT_BYTES,
): Promise<TraceFile> {
  const metadata = await readFooter(file, signal);
  const columns = findDatasetColumns(file.name, metadata);
  const groups = placeGroups(metadata);
  const open: OpenParquet = { file, metadata, columns, unitBytes, groups, scans: new Map() };
  const facts: FileFacts = {
    name: file.name,
    format: 'parquet',
    byteLength: file.byteLength,
    version: file.version,
    rowCount: Number(metadata.num_rows),
    rowGroups: open.groups.length,
    pageIndex: open.groups.every((group) => hasTextIndex(open, group)),
    codecs: Object.fromEntries(
      (groups[0]?.group.columns ?? []).map((column) => [leafOf(column), column.meta_data?.codec ?? '?']),
    ),
    largestRowGroupBytes: Math.max(
      0,
      ...open.groups.map((group) => rangesLength(rangesOf(planGroup(group)))),
    ),
    ...extraFacts,
  };
  return {
    facts,
    ...(columns.roleLeaf !== undefined && { readListing: (signal) => readListing(open, signal) }),
    readRow: (row, signal, alone) => readRow(open, row, signal, alone),
    rowCost: (row) => rowCost(open, row),
    readUnits: (signal) => readUnits(open, signal),
    readRows: (signal) => readRows(open, signal),
  };
}

function rangesLength(ranges: readonly ByteRange[]): number {
  return ranges.reduce((sum, { start, end }) => sum + end - start, 0);
}

/** True when each text leaf can be read by page, or is no larger than one. */
function hasTextIndex({ columns }: OpenParquet, { group }: PlacedGroup): boolean {
  const text = group.columns.filter(
    (column) => columns.conversationLeaves.includes(leafOf(column)) && leafOf(column) !== columns.roleLeaf,
  );
  return text.every((column) => offsetIndexRange(column) !== undefined || isSmall(column));
}

/** Some writers leave the index out where there is one page. The hub's pages are of this size. */
function isSmall(column: ColumnChunk): boolean {
  const { start, end } = chunkRange(column);
  return end - start <= 1024 * 1024;
}

async function* readListing(open: OpenParquet, signal?: AbortSignal): AsyncGenerator<ListingBatch> {
  const { columns, file, metadata } = open;
  const leaves = listingLeaves(columns);
  const depth = listDepth(metadata, columns.roleLeaf ?? '');
  const fetchGroup = (group: PlacedGroup, signal: AbortSignal) =>
    file.readAll(rangesOf(planGroup(group, leaves)), { signal });
  for await (const [group, segments] of prefetched(open.groups, fetchGroup, signal)) {
    const decoded = await decodeLeaves(decodeRequest(open, group, planGroup(group, leaves), segments));
    signal?.throwIfAborted();
    yield buildListing(decoded, columns, depth, group.firstRow, group.rowCount);
  }
}

/** All rows of the group. */
function decodeRequest(
  { file, metadata }: OpenParquet,
  group: PlacedGroup,
  chunks: readonly PlannedChunk[],
  segments: readonly Segment[],
): DecodeRequest {
  const { firstRow: rowStart, rowCount } = group;
  return { fileName: file.name, metadata, group, chunks, segments, rowStart, rowEnd: rowStart + rowCount };
}

async function readRow(
  open: OpenParquet,
  row: number,
  signal?: AbortSignal,
  alone?: AloneRead,
): Promise<RawRow> {
  const group = groupOfRow(open.groups, row);
  if (!group) throw rowNotFound(open, row);
  const hasIndex = hasTextIndex(open, group);
  const isScanned = !hasIndex && alone !== undefined && open.kept?.group !== group.index && isLarge(group);
  if (!hasIndex && !isScanned) return readRowOfGroup(open, group, row, signal);
  const { file, columns, metadata, scans } = open;
  const { rowCount } = group;
  const at = row - group.firstRow;
  for (const column of isScanned ? scannedColumns(group) : []) {
    const scan = scans.get(column) ?? startScan(column);
    scans.set(column, scan);
    await scanPast(scan, { file, metadata, column, rowCount, onBytes: alone?.onBytes, signal }, at);
  }
  const indexes = await file.readAll(indexRanges(group), { signal });
  const chunks = planRows(file.name, group, { start: at, end: at + 1 }, indexes, scans);
  const request = decodeRequest(open, group, chunks, await file.readAll(rangesOf(chunks), { signal }));
  const decoded = await decodeColumns({ ...request, rowStart: row, rowEnd: row + 1 });
  return firstOf(buildRows(decoded, columns, row, 1), open, row);
}

/** Below, a row group is read and kept whole: its other rows are then free. */
const KEPT_GROUP_BYTES = 16 * 1024 * 1024;

function isLarge(group: PlacedGroup): boolean {
  return rangesLength(rangesOf(planGroup(group))) > KEPT_GROUP_BYTES;
}

function scannedColumns({ group }: PlacedGroup): readonly ColumnChunk[] {
  return group.columns.filter((column) => offsetIndexRange(column) === undefined && !isSmall(column));
}

/** Rows are taken to be of equal size: what lies before the row and was not walked yet, and the piece read ahead. */
function rowCost(open: OpenParquet, row: number): number {
  const group = groupOfRow(open.groups, row);
  if (!group || hasTextIndex(open, group) || open.kept?.group === group.index) return 0;
  if (!isLarge(group)) return rangesLength(rangesOf(planGroup(group)));
  const at = row - group.firstRow;
  return scannedColumns(group).reduce((sum, column) => {
    const scan = open.scans.get(column) ?? startScan(column);
    if (isPassed(scan, column, at)) return sum;
    const { start, end } = chunkRange(column);
    const until = Math.min(end, start + ((end - start) * (at + 1)) / group.rowCount + SCAN_PIECE);
    return sum + Math.max(0, Math.round(until - scan.nextOffset));
  }, 0);
}

function rowNotFound({ file, metadata }: OpenParquet, row: number): AppError {
  return new AppError(
    'ROW_NOT_FOUND',
    `${file.name} has ${grouped(Number(metadata.num_rows))} rows; there is no row ${row}`,
    {
      details: { name: file.name, row, rowCount: Number(metadata.num_rows) },
    },
  );
}

function firstOf(rows: readonly RawRow[], open: OpenParquet, row: number): RawRow {
  const [found] = rows;
  if (!found) throw rowNotFound(open, row);
  return found;
}

async function readRowOfGroup(
  open: OpenParquet,
  group: PlacedGroup,
  row: number,
  signal?: AbortSignal,
): Promise<RawRow> {
  const { kept } = open;
  const shared = kept?.group === group.index ? kept : undefined;
  const mine = shared ?? { group: group.index, rows: loadGroup(open, group, signal) };
  open.kept = mine;
  try {
    return firstOf((await mine.rows).slice(row - group.firstRow), open, row);
  } catch (thrown) {
    if (open.kept === mine) open.kept = undefined;
    signal?.throwIfAborted();
    // Whoever began to load it has left; this reader still wants it.
    if (shared && !(thrown instanceof AppError)) return readRowOfGroup(open, group, row, signal);
    throw thrown;
  }
}

async function loadGroup(open: OpenParquet, group: PlacedGroup, signal?: AbortSignal): Promise<RawRow[]> {
  const segments = await open.file.readAll(rangesOf(planGroup(group)), { keep: false, signal });
  return decodeGroup(open, group, segments);
}

async function decodeGroup(
  open: OpenParquet,
  group: PlacedGroup,
  segments: readonly Segment[],
): Promise<RawRow[]> {
  const decoded = await decodeColumns(decodeRequest(open, group, planGroup(group), segments));
  return buildRows(decoded, open.columns, group.firstRow, group.rowCount);
}

async function* readRows(open: OpenParquet, signal?: AbortSignal): AsyncGenerator<RawBatch> {
  const fetchGroup = (group: PlacedGroup, signal: AbortSignal) =>
    open.file.readAll(rangesOf(planGroup(group)), { keep: false, signal });
  let bytesRead = 0;
  for await (const [group, segments] of prefetched(open.groups, fetchGroup, signal)) {
    const rows = await decodeGroup(open, group, segments);
    signal?.throwIfAborted();
    bytesRead += rangesLength(rangesOf(planGroup(group)));
    yield { rows, bytesRead };
  }
}

async function* readUnits(open: OpenParquet, signal?: AbortSignal): AsyncGenerator<RowUnit> {
  for (const group of open.groups) {
    const groupBytes = rangesLength(rangesOf(planGroup(group)));
    const spans = await spansOf(open, group, signal);
    for (const span of spans) {
      const rowCount = span.end - span.start;
      yield {
        firstRow: group.firstRow + span.start,
        rowCount,
        byteLength: Math.round((groupBytes * rowCount) / Math.max(1, group.rowCount)),
        load: (signal) => loadUnit(open, group, spans.length === 1 ? undefined : span, signal),
      };
    }
  }
}

async function spansOf(open: OpenParquet, group: PlacedGroup, signal?: AbortSignal): Promise<RowSpan[]> {
  const whole = { start: 0, end: group.rowCount };
  if (group.rowCount === 0) return [];
  if (Number(group.group.total_byte_size) < 1.5 * open.unitBytes || !hasTextIndex(open, group))
    return [whole];
  const indexes = await open.file.readAll(indexRanges(group), { signal });
  return splitGroup(open.file.name, group, open.unitBytes, indexes);
}

/** `span` undefined = the whole group. */
async function loadUnit(
  { file, metadata, columns }: OpenParquet,
  group: PlacedGroup,
  span: RowSpan | undefined,
  signal?: AbortSignal,
): Promise<PackedRows> {
  const chunks =
    span === undefined
      ? planGroup(group)
      : planRows(file.name, group, span, await file.readAll(indexRanges(group), { signal }));
  const segments = await file.readAll(rangesOf(chunks), { keep: false, signal });
  const { start, end } = span ?? { start: 0, end: group.rowCount };
  const request: DecodeRequest = {
    fileName: file.name,
    // of the metadata only the schema is needed, and a footer can be large
    metadata: { ...metadata, row_groups: [] },
    group,
    chunks,
    segments,
    rowStart: group.firstRow + start,
    rowEnd: group.firstRow + end,
  };
  return { kind: 'group', request, columns };
}

/** What `loadUnit` packed → rows. */
export async function decodeGroupRows(
  request: DecodeRequest,
  columns: DatasetColumns,
): Promise<readonly RawRow[]> {
  const decoded = await decodeColumns(request);
  return buildRows(decoded, columns, request.rowStart, request.rowEnd - request.rowStart);
}
