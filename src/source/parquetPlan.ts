/** Which bytes one row needs, computed from offset indexes before anything is read. */
import { readOffsetIndex, type OffsetIndex } from 'hyparquet';

import type { ByteRange } from './byteRanges';
import type { ColumnChunk } from './hyparquetTypes';
import { corruptError, messageOf } from './parquetFooter';
import { chunkRange, leafOf, offsetIndexRange, type PlacedGroup } from './parquetGroups';
import { sliceSegments, type Segment } from './segments';

export function indexRanges({ group }: PlacedGroup): ByteRange[] {
  return group.columns.flatMap((column) => offsetIndexRange(column) ?? []);
}

/** Dictionary, if there is one, and the pages that hold the row; the whole chunk where there is no index. */
export function planRow(
  fileName: string,
  placed: PlacedGroup,
  row: number,
  indexes: readonly Segment[],
): ByteRange[] {
  const inGroup = row - placed.firstRow;
  return placed.group.columns.flatMap((column) => {
    const indexAt = offsetIndexRange(column);
    // The reader takes whole chunks when the row is all of its group.
    if (!indexAt || placed.rowCount === 1) return [chunkRange(column)];
    const pages = parseOffsetIndex(fileName, column, sliceSegments(indexes, indexAt));
    return pageRanges(fileName, column, pages, inGroup, placed.rowCount);
  });
}

type PageLocations = OffsetIndex['page_locations'];

function parseOffsetIndex(fileName: string, column: ColumnChunk, bytes: Uint8Array): PageLocations {
  try {
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

function pageRanges(
  fileName: string,
  column: ColumnChunk,
  pages: PageLocations,
  row: number,
  rowCount: number,
): ByteRange[] {
  const chunk = chunkRange(column);
  const wanted = pages.filter(({ first_row_index: first }, index) => {
    const next = pages[index + 1];
    return Number(first) <= row && row < (next ? Number(next.first_row_index) : rowCount);
  });
  const ranges = wanted.map((page) => ({
    start: Number(page.offset),
    end: Number(page.offset) + page.compressed_page_size,
  }));
  const firstData = Number(pages[0]?.offset ?? chunk.start);
  if (firstData > chunk.start) ranges.push({ start: chunk.start, end: firstData });
  const outside = ranges.some(({ start, end }) => start < chunk.start || end > chunk.end || end < start);
  if (ranges.length === 0 || outside) {
    throw corruptError(fileName, `the offset index of ${leafOf(column)} points outside its column`);
  }
  return ranges;
}
