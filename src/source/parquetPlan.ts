/** Which bytes some rows need, computed from offset indexes before anything is read. */
import { readOffsetIndex, type OffsetIndex } from 'hyparquet';

import { joinRanges, type ByteRange } from './byteRanges';
import type { ColumnChunk } from './hyparquetTypes';
import { corruptError, messageOf } from './parquetFooter';
import { chunkRange, leafOf, offsetIndexRange, type PlacedGroup } from './parquetGroups';
import type { PlannedChunk } from './parquetLeaf';
import { findBadThrift } from './parquetThrift';
import { sliceSegments, type Segment } from './segments';

export function indexRanges({ group }: PlacedGroup): ByteRange[] {
  return group.columns.flatMap((column) => offsetIndexRange(column) ?? []);
}

/** All of each chunk; of some leaves only, when they are named. */
export function planGroup({ group }: PlacedGroup, leaves?: ReadonlySet<string>): PlannedChunk[] {
  const columns = leaves ? group.columns.filter((column) => leaves.has(leafOf(column))) : group.columns;
  return columns.map(planChunk);
}

function planChunk(column: ColumnChunk): PlannedChunk {
  return { column, ranges: [chunkRange(column)], firstRow: 0, whole: true };
}

/** Rows of a group, counted in it, `[start, end)`. */
export interface RowSpan {
  readonly start: number;
  readonly end: number;
}

/** Dictionary, if there is one, and the pages that hold the rows; the whole chunk where there is no index and no scan. */
export function planRows(
  fileName: string,
  placed: PlacedGroup,
  span: RowSpan,
  indexes: readonly Segment[],
  scans?: ReadonlyMap<ColumnChunk, { readonly pages: PageLocations }>,
): PlannedChunk[] {
  return placed.group.columns.map((column) => {
    const pages = pagesOf(fileName, column, indexes) ?? scans?.get(column)?.pages;
    return pages === undefined
      ? planChunk(column)
      : planPages(fileName, column, pages, span, placed.rowCount);
  });
}

/** Spans of about `byteLength` unpacked bytes, cut where pages of the largest column begin: none of them is read twice. */
export function splitGroup(
  fileName: string,
  { group, rowCount }: PlacedGroup,
  byteLength: number,
  indexes: readonly Segment[],
): RowSpan[] {
  const sizeOf = ({ meta_data: meta }: ColumnChunk) => Number(meta?.total_uncompressed_size ?? 0n);
  const largest = group.columns.reduce((a, b) => (sizeOf(b) > sizeOf(a) ? b : a));
  const pages = pagesOf(fileName, largest, indexes) ?? [];
  const total = group.columns.reduce((sum, column) => sum + sizeOf(column), 0);
  const perUnit = (rowCount * byteLength) / Math.max(1, total);
  const starts = [0];
  for (const { first_row_index: first } of pages) {
    const row = Number(first);
    if (row - (starts.at(-1) ?? 0) >= perUnit && row < rowCount) starts.push(row);
  }
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? rowCount }));
}

function pagesOf(
  fileName: string,
  column: ColumnChunk,
  indexes: readonly Segment[],
): PageLocations | undefined {
  const indexAt = offsetIndexRange(column);
  return indexAt && parseOffsetIndex(fileName, column, sliceSegments(indexes, indexAt));
}

export function rangesOf(chunks: readonly PlannedChunk[]): ByteRange[] {
  return chunks.flatMap(({ ranges }) => ranges);
}

/** Pages of one column chunk, five values each. */
const INDEX_LIMITS = { depth: 8, items: 8_000_000 };

type PageLocations = OffsetIndex['page_locations'];

function parseOffsetIndex(fileName: string, column: ColumnChunk, bytes: Uint8Array): PageLocations {
  try {
    const bad = findBadThrift(bytes, 0, INDEX_LIMITS);
    if (bad !== undefined) throw new Error(bad);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const { page_locations: pages } = readOffsetIndex({ view, offset: 0 });
    if (pages.length > 0) return pages;
  } catch (cause) {
    throw corruptError(
      fileName,
      `the offset index of ${leafOf(column)} cannot be read (${messageOf(cause)})`,
      cause,
    );
  }
  throw corruptError(fileName, `the offset index of ${leafOf(column)} is empty`);
}

function planPages(
  fileName: string,
  column: ColumnChunk,
  pages: PageLocations,
  span: RowSpan,
  rowCount: number,
): PlannedChunk {
  const chunk = chunkRange(column);
  const wanted = pages.filter(({ first_row_index: first }, index) => {
    const next = pages[index + 1];
    return Number(first) < span.end && span.start < (next ? Number(next.first_row_index) : rowCount);
  });
  const ranges = wanted.map(({ offset, compressed_page_size: length }) => ({
    start: Number(offset),
    end: Number(offset) + length,
  }));
  const firstData = Number(pages[0]?.offset ?? chunk.start);
  const outside = ranges.some(({ start, end }) => start < firstData || end > chunk.end || end < start);
  if (ranges.length === 0 || outside || firstData < chunk.start) {
    throw corruptError(fileName, `the offset index of ${leafOf(column)} points outside its column`);
  }
  const dictionary = firstData > chunk.start ? [{ start: chunk.start, end: firstData }] : [];
  const firstRow = Number(wanted[0]?.first_row_index ?? 0);
  return { column, ranges: joinRanges([...dictionary, ...ranges], 0), firstRow, whole: false };
}
