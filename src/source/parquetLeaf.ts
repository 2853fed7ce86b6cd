/** Bytes of one column chunk, or of some of its pages → the values of its leaf, through hyparquet. */
import type { Compressors } from 'hyparquet';
import { readColumn } from 'hyparquet/src/column.js';
import { getMaxDefinitionLevel, getMaxRepetitionLevel, getTreePath } from 'hyparquet/src/schema.js';
import { flatten } from 'hyparquet/src/utils.js';

import { AppError } from '../lib/AppError';
import { formatCount } from '../lib/text';
import type { ByteRange } from './byteRanges';
import type { ColumnChunk, ParquetParsers, SchemaTree } from './hyparquetTypes';
import { joinBytes } from './joinBytes';
import { checkPages, type UnpackedChecks } from './parquetPages';
import { sliceSegments, type Segment } from './segments';

/** What to read of a column chunk: all of it, or its dictionary and the pages around one row. */
export interface PlannedChunk {
  readonly column: ColumnChunk;
  /** In the order of the file. */
  readonly ranges: readonly ByteRange[];
  /** Row of the group with which the data pages begin. */
  readonly firstRow: number;
  readonly whole: boolean;
}

export interface LeafRequest {
  readonly tree: SchemaTree;
  readonly chunk: PlannedChunk;
  readonly segments: readonly Segment[];
  readonly compressors: Compressors;
  readonly parsers: ParquetParsers;
  /** Rows of the group. */
  readonly rowStart: number;
  readonly rowEnd: number;
}

/** Exactly `rowEnd - rowStart` values, nested as the levels say; throws a plain Error that says what is wrong. */
export function decodeLeaf(request: LeafRequest): unknown[] {
  const { tree, chunk, segments, rowStart, rowEnd, parsers } = request;
  const { meta_data: meta } = chunk.column;
  if (!meta) throw new Error('the column has no metadata');
  const schemaPath = getTreePath(tree, meta.path_in_schema);
  const element = schemaPath.at(-1)?.element;
  if (!element) throw new Error('the column is not in the schema');
  const bytes = joinBytes(chunk.ranges.map((range) => sliceSegments(segments, range)));
  const checks = checkBytes(bytes, chunk, schemaPath);
  const compressors = checkedCompressors(request.compressors, checks);
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
  const select = {
    groupStart: 0,
    selectStart: rowStart - chunk.firstRow,
    selectEnd: rowEnd - chunk.firstRow,
  };
  const decoder = { pathInSchema: meta.path_in_schema, element, schemaPath, parsers, ...meta, compressors };
  const { data, skipped } = readColumn(reader, { ...select, groupRows: rowEnd - rowStart }, decoder);
  const first = select.selectStart - skipped;
  const values: unknown[] = Array.from(flatten(data).slice(first, first + rowEnd - rowStart));
  if (first < 0 || values.length !== rowEnd - rowStart) {
    throw new Error(`${values.length} of ${rowEnd - rowStart} rows`);
  }
  checkExpansion(values, bytes.length);
  return values;
}

/**
 * Characters of the values of a column: a value of a dictionary is held once however often it is meant, but is parsed each
 * time (20 KB can mean a million rows of 1 MB). Row groups of 1 GB exist; text that stands in the file is never refused.
 */
const EXPANSION_LIMIT = 2 ** 32;

function checkExpansion(values: readonly unknown[], byteLength: number): void {
  let total = 0;
  const add = (value: unknown): void => {
    if (typeof value === 'string') total += value.length;
    else if (Array.isArray(value)) for (const item of value) add(item);
  };
  for (const value of values) add(value);
  if (total <= EXPANSION_LIMIT) return;
  throw new AppError(
    'PARQUET_LIMIT',
    `${formatCount(byteLength)} bytes stand for ${formatCount(total)} characters; the limit is ${formatCount(EXPANSION_LIMIT)}`,
  );
}

function checkBytes(
  bytes: Uint8Array,
  { column, whole }: PlannedChunk,
  schemaPath: SchemaTree[],
): UnpackedChecks {
  const { meta_data: meta } = column;
  const levels = {
    maxRepetition: getMaxRepetitionLevel(schemaPath),
    maxDefinition: getMaxDefinitionLevel(schemaPath),
  };
  const checked = checkPages(bytes, levels, meta?.codec !== 'UNCOMPRESSED');
  if (typeof checked === 'string') throw new Error(checked);
  if (whole && checked.valueCount !== Number(meta?.num_values)) {
    throw new Error(`its pages hold ${checked.valueCount} values, the footer says ${meta?.num_values}`);
  }
  return checked.checks;
}

/** The decoder unpacks page by page; each is checked right after. */
function checkedCompressors(compressors: Compressors, checks: UnpackedChecks): Compressors {
  return Object.fromEntries(
    Object.entries(compressors).map(([codec, decompress]) => [
      codec,
      (input: Uint8Array, outputLength: number) => {
        const unpacked = decompress(input, outputLength);
        const bad = checks.get(input.byteOffset)?.(unpacked);
        if (bad !== undefined) throw new Error(bad);
        return unpacked;
      },
    ]),
  );
}
