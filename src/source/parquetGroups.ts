import type { ColumnChunk, FileMetaData, RowGroup } from './hyparquetTypes';
import type { ByteRange } from './byteRanges';

/** A row group with its place among the rows of the file. */
export interface PlacedGroup {
  readonly index: number;
  readonly firstRow: number;
  readonly rowCount: number;
  readonly group: RowGroup;
}

export function placeGroups({ row_groups: groups }: FileMetaData): PlacedGroup[] {
  let firstRow = 0;
  return groups.map((group, index) => {
    const rowCount = Number(group.num_rows);
    const placed = { index, firstRow, rowCount, group };
    firstRow += rowCount;
    return placed;
  });
}

export function groupOfRow(groups: readonly PlacedGroup[], row: number): PlacedGroup | undefined {
  return groups.find(({ firstRow, rowCount }) => row >= firstRow && row < firstRow + rowCount);
}

export function leafOf(column: ColumnChunk): string {
  return column.meta_data?.path_in_schema.join('.') ?? '';
}

/** Dictionary page and data pages of a column chunk, the way the reader itself computes them. */
export function chunkRange({ meta_data: meta }: ColumnChunk): ByteRange {
  const start = Number(meta?.dictionary_page_offset || meta?.data_page_offset || 0n);
  return { start, end: start + Number(meta?.total_compressed_size ?? 0n) };
}

export function offsetIndexRange(column: ColumnChunk): ByteRange | undefined {
  const { offset_index_offset: offset, offset_index_length: length } = column;
  return offset && length ? { start: Number(offset), end: Number(offset) + length } : undefined;
}
