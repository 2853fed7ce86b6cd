import { parquetWriteBuffer } from 'hyparquet-writer';

type WriteOptions = Parameters<typeof parquetWriteBuffer>[0];

export interface TestTurn {
  readonly from: string;
  readonly value: string;
}

export interface TestRow {
  readonly id: string;
  readonly conversations: readonly TestTurn[];
  readonly tools: string;
  readonly category: string;
  readonly subcategory: string;
  readonly task: string;
}

/** Rows of 1–5 turns whose text names row and turn; `chars` of filler each, so that pages split. */
export function testRows(count: number, chars = 40): TestRow[] {
  return Array.from({ length: count }, (_, row) => ({
    id: `id-${row}`,
    conversations: Array.from({ length: (row % 5) + 1 }, (_, turn) => ({
      from: turn % 2 === 0 ? 'human' : 'gpt',
      value: `row ${row} turn ${turn} ${filler(row * 7 + turn, chars)} ünï 🙂`,
    })),
    tools: '[]',
    category: `category ${row % 3}`,
    subcategory: `sub ${row % 5}`,
    task: `task ${row}`,
  }));
}

/** Hardly compressible, the same every time. */
function filler(seed: number, length: number): string {
  let state = seed * 2654435761 + 12345;
  let text = '';
  while (text.length < length) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    text += state.toString(36);
  }
  return text.slice(0, length);
}

const STRING = { type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' } as const;

export interface TestFileOptions extends Partial<Omit<WriteOptions, 'columnData' | 'schema'>> {
  readonly pageSize?: number;
  readonly offsetIndex?: boolean;
  readonly elementName?: string;
}

/** The layout of the published shards: `list<struct<from, value>>` and flat strings. */
export function writeTestParquet(rows: readonly TestRow[], options: TestFileOptions = {}): Uint8Array {
  const { pageSize, offsetIndex = true, elementName = 'element', ...rest } = options;
  const flat = (['id', 'tools', 'category', 'subcategory', 'task'] as const).map((name) => ({
    name,
    data: rows.map((row) => row[name]),
    offsetIndex,
  }));
  const [id, ...others] = flat;
  const conversations = { name: 'conversations', data: rows.map((row) => row.conversations), offsetIndex };
  const schema = [
    { name: 'root', num_children: 6 },
    { name: 'id', ...STRING },
    { name: 'conversations', repetition_type: 'OPTIONAL', converted_type: 'LIST', num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: elementName, repetition_type: 'OPTIONAL', num_children: 2 },
    { name: 'from', ...STRING },
    { name: 'value', ...STRING },
    { name: 'tools', ...STRING },
    { name: 'category', ...STRING },
    { name: 'subcategory', ...STRING },
    { name: 'task', ...STRING },
  ] as const;
  const columnData = [...(id ? [id] : []), conversations, ...others];
  const buffer = parquetWriteBuffer({
    columnData,
    schema: [...schema],
    ...(pageSize !== undefined && { pageSize }),
    ...rest,
  });
  return new Uint8Array(buffer);
}

/** Any columns, schema guessed by the writer. */
export function writeColumns(
  columnData: WriteOptions['columnData'],
  options: Partial<WriteOptions> = {},
): Uint8Array {
  return new Uint8Array(parquetWriteBuffer({ columnData, ...options }));
}
