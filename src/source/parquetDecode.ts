/** Bytes at hand → columns. Nothing here reads the file: ranges were planned and fetched before. */
import { parquetSchema } from 'hyparquet';
import { assembleNested } from 'hyparquet/src/assemble.js';
import { DEFAULT_PARSERS } from 'hyparquet/src/convert.js';

import { AppError } from '../lib/AppError';
import type { ParquetParsers, SchemaTree } from './hyparquetTypes';
import { loadCompressors } from './parquetCodecs';
import { corruptError, messageOf } from './parquetFooter';
import { leafOf } from './parquetGroups';
import { decodeLeaf } from './parquetLeaf';
import type { DecodeRequest } from './packedRows';
import { createTextDecoding, type TextDecoding } from './parquetText';

export interface DecodedColumns {
  /** Each with exactly `rowEnd - rowStart` values. */
  readonly columns: ReadonlyMap<string, readonly unknown[]>;
  readonly text: TextDecoding;
}

/** Leaves before assembly, as nested arrays by dotted path: enough to count list elements. */
export async function decodeLeaves(request: DecodeRequest): Promise<DecodedColumns> {
  const text = createTextDecoding();
  return { columns: await readLeaves(request, { ...DEFAULT_PARSERS, ...text.parsers }), text };
}

/** Top-level columns. */
export async function decodeColumns(request: DecodeRequest): Promise<DecodedColumns> {
  const text = createTextDecoding();
  const parsers: ParquetParsers = { ...DEFAULT_PARSERS, ...text.parsers };
  const leaves = await readLeaves(request, parsers);
  const columns = new Map<string, readonly unknown[]>();
  for (const column of parquetSchema(request.metadata).children) {
    const { name } = column.element;
    const values =
      column.children.length === 0 ? leaves.get(name) : assemble(request, column, leaves, parsers);
    if (values) columns.set(name, values);
  }
  return { columns, text };
}

async function readLeaves(request: DecodeRequest, parsers: ParquetParsers): Promise<Map<string, unknown[]>> {
  const { chunks, segments, metadata, group } = request;
  const compressors = await loadCompressors(chunks.map(({ column }) => column));
  const tree = parquetSchema(metadata);
  const rowStart = request.rowStart - group.firstRow;
  const rowEnd = request.rowEnd - group.firstRow;
  return new Map(
    chunks.map((chunk) => {
      const leaf = leafOf(chunk.column);
      const work = () => decodeLeaf({ tree, chunk, segments, compressors, parsers, rowStart, rowEnd });
      return [leaf, named(request, leaf, work)];
    }),
  );
}

/** Names file, row group and column in whatever goes wrong inside. */
function named<T>({ fileName, group }: DecodeRequest, column: string, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    const fact = `column ${column} of row group ${group.index} cannot be decoded (${messageOf(thrown)})`;
    if (!(thrown instanceof AppError)) throw corruptError(fileName, fact, thrown);
    throw new AppError(thrown.code, `${fileName}: ${fact}`, {
      cause: thrown,
      details: { name: fileName, column },
    });
  }
}

function assemble(
  request: DecodeRequest,
  column: SchemaTree,
  leaves: ReadonlyMap<string, unknown[]>,
  parsers: ParquetParsers,
): unknown[] | undefined {
  const { name } = column.element;
  const own = new Map([...leaves].filter(([leaf]) => leaf.startsWith(`${name}.`)));
  if (own.size === 0) return undefined;
  return named(request, name, () => {
    assembleNested(own, column, parsers);
    const values = own.get(name);
    const count = request.rowEnd - request.rowStart;
    if (values?.length !== count) throw new Error(`${values?.length ?? 0} of ${count} rows`);
    return values;
  });
}
