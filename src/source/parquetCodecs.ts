import { snappyUncompress, type Compressors } from 'hyparquet';

import type { ColumnChunk } from './hyparquetTypes';

type Decompress = NonNullable<Compressors['SNAPPY']>;

const snappy: Decompress = (input, outputLength) => {
  const output = new Uint8Array(outputLength);
  snappyUncompress(input, output);
  return output;
};

/** The decompressors these chunks need: gzip, zstd, brotli and lz4 are loaded only when a column uses them. */
export async function loadCompressors(columns: readonly ColumnChunk[]): Promise<Compressors> {
  const others = columns.some(
    ({ meta_data: meta }) => meta?.codec !== 'UNCOMPRESSED' && meta?.codec !== 'SNAPPY',
  );
  return { ...(others && (await import('hyparquet-compressors')).compressors), SNAPPY: snappy };
}
