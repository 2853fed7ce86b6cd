/**
 * Rows → one parquet file, a row group at a time. As the hub's writer: text leaves PLAIN and uncompressed in pages of about
 * 1 MB, flat columns snappy and by dictionary, offset index, no column index. Different: data pages are version 2 (all that this
 * writer has), so a row never spans pages.
 */
import { fileWriter, ParquetWriter } from 'hyparquet-writer';
import { gzipSync } from 'node:zlib';
import { SCHEMA, type ShardRow } from '../demo/shard';
import type { Layout } from './layout';

const FEATURES = JSON.stringify({
  info: {
    features: {
      id: { dtype: 'string', _type: 'Value' },
      conversations: [
        { from: { dtype: 'string', _type: 'Value' }, value: { dtype: 'string', _type: 'Value' } },
      ],
      tools: { dtype: 'string', _type: 'Value' },
      category: { dtype: 'string', _type: 'Value' },
      subcategory: { dtype: 'string', _type: 'Value' },
      task: { dtype: 'string', _type: 'Value' },
    },
  },
});

const PAGE_BYTES = 1 << 20;

export interface ShardFile {
  readonly path: string;
  readonly firstRow: number;
  readonly rows: number;
  readonly rowsPerGroup: number;
}

export async function writeShard(
  { path, firstRow, rows, rowsPerGroup }: ShardFile,
  { pageIndex, gzip }: Layout,
  make: (row: number) => ShardRow,
): Promise<void> {
  const writer = new ParquetWriter({
    writer: fileWriter(path),
    schema: SCHEMA,
    codec: gzip ? 'GZIP' : 'SNAPPY',
    compressors: { GZIP: (bytes) => gzipSync(bytes, { level: 6 }) },
    kvMetadata: [{ key: 'huggingface', value: FEATURES }],
    createdBy: 'retrace fullscale',
  });
  for (let start = 0; start < rows; start += rowsPerGroup) {
    const count = Math.min(rowsPerGroup, rows - start);
    const group = Array.from({ length: count }, (_, at) => make(firstRow + start + at));
    const flat = (name: Exclude<keyof ShardRow, 'conversations'>) => ({
      name,
      data: group.map((row) => row[name]),
      offsetIndex: pageIndex,
    });
    const text = {
      name: 'conversations',
      data: group.map((row) => row.conversations),
      encoding: 'PLAIN',
      codec: gzip ? 'GZIP' : 'UNCOMPRESSED',
      statistics: false,
      offsetIndex: pageIndex,
    } as const;
    const columnData = [flat('id'), text, flat('tools'), flat('category'), flat('subcategory'), flat('task')];
    await writer.write({ columnData, rowGroupSize: count, pageSize: PAGE_BYTES });
  }
  await writer.finish();
}
