/** hyparquet exports few of its types by name; the others are parts of those. */
import type { FileMetaData, ParquetReadOptions, RowGroup } from 'hyparquet';

export type { FileMetaData, RowGroup };
export type ColumnChunk = RowGroup['columns'][number];
export type ParquetParsers = NonNullable<ParquetReadOptions['parsers']>;
