/**
 * Rows → the bytes of one parquet shard. Row groups are small and the text column has one data page per row with an offset
 * index, so that a single trajectory costs its own page. Snappy, because its compressor here is plain JavaScript: the bytes
 * are the same on every machine (zlib's are not).
 */
import { parquetWriteBuffer } from 'hyparquet-writer';

export interface ShardTurn {
  readonly from: string | null;
  readonly value: string | null;
}

export interface ShardRow {
  readonly id: string;
  readonly conversations: readonly ShardTurn[];
  readonly tools: string;
  readonly category: string;
  readonly subcategory: string;
  readonly task: string;
}

type SchemaElement = NonNullable<Parameters<typeof parquetWriteBuffer>[0]['schema']>[number];

const text = (name: string): SchemaElement => ({
  name,
  type: 'BYTE_ARRAY',
  converted_type: 'UTF8',
  logical_type: { type: 'STRING' },
  repetition_type: 'OPTIONAL',
});

/** The published columns: flat strings, and `conversations` as a list of structs. */
export const SCHEMA: SchemaElement[] = [
  { name: 'schema', num_children: 6 },
  text('id'),
  {
    name: 'conversations',
    repetition_type: 'OPTIONAL',
    num_children: 1,
    converted_type: 'LIST',
    logical_type: { type: 'LIST' },
  },
  { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
  { name: 'element', repetition_type: 'OPTIONAL', num_children: 2 },
  text('from'),
  text('value'),
  text('tools'),
  text('category'),
  text('subcategory'),
  text('task'),
];

const ROWS_PER_GROUP = 20;
/** Every conversation is larger (the system turn alone is), so every row gets its own page. */
const PAGE_BYTES = 2048;
/** Room for the six `tools` strings; the text of the turns must not go into one: a dictionary is read whole. */
const LARGEST_DICTIONARY = 120_000;

export function buildShard(rows: readonly ShardRow[]): Uint8Array {
  const column = (name: Exclude<keyof ShardRow, 'conversations'>) => ({
    name,
    data: rows.map((r) => r[name]),
  });
  const buffer = parquetWriteBuffer({
    schema: SCHEMA,
    columnData: [
      column('id'),
      { name: 'conversations', data: rows.map((r) => r.conversations) },
      column('tools'),
      column('category'),
      column('subcategory'),
      column('task'),
    ],
    codec: 'SNAPPY',
    rowGroupSize: ROWS_PER_GROUP,
    dictionarySize: LARGEST_DICTIONARY,
    pageSize: PAGE_BYTES,
    createdBy: 'retrace demo',
  });
  return new Uint8Array(buffer);
}
