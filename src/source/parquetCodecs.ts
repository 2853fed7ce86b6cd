import { snappyUncompress, type Compressors } from 'hyparquet';

import { AppError } from '../lib/AppError';
import type { RowGroup } from './hyparquetTypes';

/** Uncompressed page, checked before memory is taken for it: a few KB of input can claim 2 GB. */
const PAGE_LIMIT = 256 * 1024 * 1024;

type Decompress = NonNullable<Compressors['SNAPPY']>;

const snappy: Decompress = (input, outputLength) => {
  const output = new Uint8Array(outputLength);
  snappyUncompress(input, output);
  return output;
};

/** The decompressors these groups need. gzip, zstd, brotli and lz4 are loaded only when a column uses them. */
export async function loadCompressors(groups: readonly RowGroup[]): Promise<Compressors> {
  const codecs = new Set(groups.flatMap(({ columns }) => columns.map((column) => column.meta_data?.codec)));
  codecs.delete('UNCOMPRESSED');
  codecs.delete(undefined);
  const others = [...codecs].some((codec) => codec !== 'SNAPPY')
    ? (await import('hyparquet-compressors')).compressors
    : {};
  const all: Compressors = { ...others, SNAPPY: snappy };
  return Object.fromEntries(Object.entries(all).map(([codec, decompress]) => [codec, guarded(decompress)]));
}

function guarded(decompress: Decompress): Decompress {
  return (input, outputLength) => {
    if (!(outputLength >= 0 && outputLength <= PAGE_LIMIT)) {
      throw new AppError(
        'PARQUET_LIMIT',
        `a page claims ${outputLength} bytes uncompressed; the limit is 256 MB`,
      );
    }
    return decompress(input, outputLength);
  };
}
