/** hyparquet exports few of its types by name; the others are parts of those. */
import type { FileMetaData, RowGroup, SchemaTree } from 'hyparquet';
import type { readColumn } from 'hyparquet/src/column.js';

export type { FileMetaData, RowGroup, SchemaTree };
export type ColumnChunk = RowGroup['columns'][number];
export type ColumnDecoder = Parameters<typeof readColumn>[2];
export type ParquetParsers = ColumnDecoder['parsers'];
