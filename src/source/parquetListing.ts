/** Scalars and turn counts of a row group without its text. */
import { parquetSchema, type SchemaTree } from 'hyparquet';

import type { FileMetaData } from './hyparquetTypes';
import type { DecodedColumns } from './parquetDecode';
import type { DatasetColumns, ListingScalar } from './parquetSchema';
import type { ListingBatch } from './types';

export function listingLeaves({ roleLeaf, scalars }: DatasetColumns): ReadonlySet<string> {
  return new Set([...Object.values(scalars), ...(roleLeaf === undefined ? [] : [roleLeaf])]);
}

/**
 * How many containers stand between a row and the elements of its list in the undecoded leaf: one per
 * optional or repeated level above and including the first repeated one.
 */
export function listDepth(metadata: FileMetaData, leaf: string): number {
  let node: SchemaTree | undefined = parquetSchema(metadata);
  let depth = 0;
  for (const name of leaf.split('.')) {
    node = node.children.find(({ element }) => element.name === name);
    if (!node) return 0;
    if (node.element.repetition_type === 'REPEATED') return depth;
    if (node.element.repetition_type === 'OPTIONAL') depth += 1;
  }
  return 0;
}

function countTurns(value: unknown, depth: number): number {
  if (!Array.isArray(value)) return 0;
  if (depth === 0) return value.length;
  return countTurns(value[0], depth - 1);
}

export function buildListing(
  { columns: decoded }: DecodedColumns,
  columns: DatasetColumns,
  depth: number,
  firstRow: number,
  rowCount: number,
): ListingBatch {
  const texts = (name: ListingScalar) => toTexts(decoded.get(columns.scalars[name] ?? ''), rowCount);
  const roles = decoded.get(columns.roleLeaf ?? '') ?? [];
  return {
    firstRow,
    ids: texts('id'),
    tasks: texts('task'),
    categories: texts('category'),
    subcategories: texts('subcategory'),
    turnCounts: Array.from({ length: rowCount }, (_, row) => countTurns(roles[row], depth)),
  };
}

function toTexts(values: readonly unknown[] | undefined, rowCount: number): (string | undefined)[] {
  return Array.from({ length: rowCount }, (_, row) => {
    const value = values?.[row];
    if (value === undefined || value === null) return undefined;
    // A flat column holds strings, numbers, dates or bytes.
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  });
}
