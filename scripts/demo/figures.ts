/** Figures of the built shards, read back from the parquet bytes: what the tests assert and `demo:build` prints. */
import { parquetMetadataAsync, parquetReadObjects, type AsyncBuffer } from 'hyparquet';
import type { ShardRow } from './shard';

/** A file in memory that counts what is read from it. */
export interface CountedBuffer extends AsyncBuffer {
  bytesRead: number;
  requests: number;
}

export function countedBuffer(bytes: Uint8Array): CountedBuffer {
  const counted: CountedBuffer = {
    byteLength: bytes.byteLength,
    bytesRead: 0,
    requests: 0,
    slice(start: number, end = bytes.byteLength) {
      const part = bytes.slice(start, end);
      counted.bytesRead += part.byteLength;
      counted.requests += 1;
      return part.buffer;
    },
  };
  return counted;
}

export async function readRows(bytes: Uint8Array): Promise<ShardRow[]> {
  // The shard's schema is asserted in demo.test.ts; these are its rows.
  return (await parquetReadObjects({ file: countedBuffer(bytes) })) as unknown as ShardRow[];
}

export interface RowCost {
  readonly bytes: number;
  readonly requests: number;
  readonly row: ShardRow | undefined;
}

/** Named, because without names hyparquet fetches neighbouring columns in one run, across the large text column. */
const COLUMNS = ['id', 'conversations', 'tools', 'category', 'subcategory', 'task'];

/** What a cold link to one trajectory reads: the footer, then one row by the page index. */
export async function readOneRow(bytes: Uint8Array, row: number): Promise<RowCost> {
  const file = countedBuffer(bytes);
  // A first read of 64 KiB from the end instead of hyparquet's 512 KiB: the footers are far smaller.
  const metadata = await parquetMetadataAsync(file, { initialFetchSize: 65_536 });
  const rows = await parquetReadObjects({
    file,
    metadata,
    rowStart: row,
    rowEnd: row + 1,
    columns: COLUMNS,
    useOffsetIndex: true,
  });
  return { bytes: file.bytesRead, requests: file.requests, row: rows[0] as unknown as ShardRow | undefined };
}

export interface Figures {
  readonly rows: number;
  readonly turns: number;
  readonly gptTurns: number;
  readonly calls: number;
  readonly callingSteps: number;
  readonly parallelSteps: number;
  readonly thinkWords: number;
  readonly withoutAnswer: number;
  readonly withFailure: number;
  readonly categories: Readonly<Record<string, number>>;
  readonly subcategories: readonly string[];
}

const CALLS = /^<tool_call>\n/gm;
const THINK = /<think>\n([\s\S]*?)\n?<\/think>/g;
const FAILED =
  /"success": false|"exit_code": [1-9]|"status": "error"|"error": "|Traceback \(most recent|exit: [1-9]/;

export function figuresOf(rows: readonly ShardRow[]): Figures {
  const turns = rows.flatMap((r) => r.conversations);
  const gpt = turns.filter((x) => x.from === 'gpt').map((x) => x.value ?? '');
  const widths = gpt.map((x) => [...x.matchAll(CALLS)].length);
  const words = (text: string): number => text.split(/\s+/).filter(Boolean).length;
  const categories: Record<string, number> = {};
  for (const r of rows) categories[r.category] = (categories[r.category] ?? 0) + 1;
  return {
    rows: rows.length,
    turns: turns.length,
    gptTurns: gpt.length,
    calls: widths.reduce((a, b) => a + b, 0),
    callingSteps: widths.filter((w) => w > 0).length,
    parallelSteps: widths.filter((w) => w > 1).length,
    thinkWords: gpt.reduce(
      (sum, x) => sum + [...x.matchAll(THINK)].reduce((n, m) => n + words(m[1] ?? ''), 0),
      0,
    ),
    withoutAnswer: rows.filter(
      (r) =>
        r.conversations.at(-1)?.from !== 'gpt' || /<tool_call>/.test(r.conversations.at(-1)?.value ?? ''),
    ).length,
    withFailure: rows.filter((r) =>
      r.conversations.some((x) => x.from === 'tool' && FAILED.test(x.value ?? '')),
    ).length,
    categories,
    subcategories: [...new Set(rows.map((r) => r.subcategory))].toSorted(),
  };
}
