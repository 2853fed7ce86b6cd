import { describe, expect, it } from 'vitest';

import { testRows, writeColumns, writeTestParquet } from '../testing/parquetFiles';
import { bytesSource } from './localSource';
import { fileFromRangeSource, openBytes } from './open';
import type { RawRow, TraceFile } from './types';

async function allRows(file: TraceFile): Promise<RawRow[]> {
  const rows: RawRow[] = [];
  for await (const batch of file.readRows()) rows.push(...batch.rows);
  return rows;
}

const records = (rows: readonly RawRow[]) =>
  rows.map((row) => (row.kind === 'record' ? row.record : row.reason));

async function listing(file: TraceFile) {
  const batches = [];
  for await (const batch of file.readListing?.() ?? []) batches.push(batch);
  return batches;
}

describe('a parquet file', () => {
  const rows = testRows(50, 300);
  const layouts = {
    'several row groups, pages, index': writeTestParquet(rows, { rowGroupSize: 20, pageSize: 1000 }),
    'no index': writeTestParquet(rows, { rowGroupSize: 20, pageSize: 1000, offsetIndex: false }),
    'one row group': writeTestParquet(rows, {}),
    uncompressed: writeTestParquet(rows, { codec: 'UNCOMPRESSED', pageSize: 1000 }),
    'element named item': writeTestParquet(rows, { elementName: 'item', rowGroupSize: 20 }),
    'element named array_element': writeTestParquet(rows, { elementName: 'array_element', pageSize: 1000 }),
    'row groups of one': writeTestParquet(rows.slice(0, 3), { rowGroupSize: 1 }),
  };

  describe.each(Object.entries(layouts))('%s', (_, bytes) => {
    it('gives all rows, in order', async () => {
      const file = await openBytes('x.parquet', bytes);
      const read = await allRows(file);
      expect(records(read)).toEqual(rows.slice(0, read.length));
      expect(read).toHaveLength(file.facts.rowCount ?? 0);
    });

    it('gives single rows', async () => {
      const file = await openBytes('x.parquet', bytes);
      for (let row = 0; row < (file.facts.rowCount ?? 0); row += 1) {
        expect(records([await file.readRow(row)])).toEqual([rows[row]]);
      }
      await expect(file.readRow(50)).rejects.toMatchObject({ code: 'ROW_NOT_FOUND' });
    });

    it('lists scalars and turn counts', async () => {
      const file = await openBytes('x.parquet', bytes);
      const batches = await listing(file);
      const expected = rows.slice(0, file.facts.rowCount);
      expect(batches.flatMap(({ ids }) => ids)).toEqual(expected.map(({ id }) => id));
      expect(batches.flatMap(({ subcategories }) => subcategories)).toEqual(
        expected.map(({ subcategory }) => subcategory),
      );
      expect(batches.flatMap(({ turnCounts }) => turnCounts)).toEqual(
        expected.map(({ conversations }) => conversations.length),
      );
    });
  });
});

const STRING = { type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' } as const;

const STRUCT_OF_LISTS = [
  { name: 'root', num_children: 1 },
  { name: 'conversations', repetition_type: 'OPTIONAL', num_children: 2 },
  ...['from', 'value'].flatMap((name) => [
    { name, repetition_type: 'OPTIONAL', converted_type: 'LIST', num_children: 1 } as const,
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 } as const,
    { name: 'element', ...STRING },
  ]),
] as const;

const LIST_OF_STRUCTS = [
  { name: 'root', num_children: 1 },
  { name: 'conversations', repetition_type: 'OPTIONAL', converted_type: 'LIST', num_children: 1 },
  { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
  { name: 'element', repetition_type: 'OPTIONAL', num_children: 2 },
  { name: 'from', ...STRING },
  { name: 'value', ...STRING },
] as const;

describe('a file without page index', () => {
  const large = testRows(60, 40_000);
  const bytes = writeTestParquet(large, { rowGroupSize: 30, offsetIndex: false });

  it('says what a row costs, and reads a row group once', async () => {
    const counted = bytesSource('x', bytes);
    let read = 0;
    const file = await fileFromRangeSource({
      ...counted,
      read: (offset, length, signal) => {
        read += length;
        return counted.read(offset, length, signal);
      },
    });
    expect(file.facts).toMatchObject({ pageIndex: false, largestRowGroupBytes: expect.any(Number) });
    const before = read;
    const left = new AbortController();
    const all = [file.readRow(3, left.signal), file.readRow(4), file.readRow(29)];
    expect(records(await Promise.all(all))).toEqual([large[3], large[4], large[29]]);
    expect(read - before).toBeLessThanOrEqual(file.facts.largestRowGroupBytes ?? 0);
  });

  it('goes on for the others when the first reader leaves', async () => {
    const file = await openBytes('x', bytes);
    const left = new AbortController();
    const first = file.readRow(3, left.signal);
    const second = file.readRow(4);
    left.abort();
    await expect(first).rejects.toThrow(/abort/i);
    expect(await second).toMatchObject({ record: large[4] });
  });
});

describe('physical variants', () => {
  it('takes a struct of lists', async () => {
    const conversations = [
      { from: ['human', 'gpt'], value: ['a', 'b'] },
      { from: [], value: [] },
    ];
    const schema = [...STRUCT_OF_LISTS];
    const file = await openBytes(
      'x.parquet',
      writeColumns([{ name: 'conversations', data: conversations }], { schema }),
    );
    expect((await listing(file)).flatMap(({ turnCounts }) => turnCounts)).toEqual([2, 0]);
    expect(records(await allRows(file))).toEqual([
      {
        conversations: [
          { from: 'human', value: 'a' },
          { from: 'gpt', value: 'b' },
        ],
      },
      { conversations: [] },
    ]);
  });

  it('takes JSON text, and messages with roles', async () => {
    const messages = [JSON.stringify([{ role: 'user', content: 'hi' }]), 'not json'];
    const file = await openBytes(
      'x.parquet',
      writeColumns([{ name: 'messages', data: messages, type: 'STRING' }]),
    );
    expect(file.readListing).toBeUndefined();
    expect(records(await allRows(file))).toEqual([
      { messages: [{ role: 'user', content: 'hi' }] },
      { messages: 'not json' },
    ]);
  });

  it('keeps null turns, null lists and null values', async () => {
    const conversations = [
      null,
      [],
      [
        { from: null, value: 'x' },
        { from: 'gpt', value: null },
      ],
    ];
    const schema = [...LIST_OF_STRUCTS];
    const file = await openBytes(
      'x.parquet',
      writeColumns([{ name: 'conversations', data: conversations }], { schema }),
    );
    const [first, second, third] = records(await allRows(file));
    expect([first, second]).toEqual([{ conversations: null }, { conversations: [] }]);
    expect(third).toEqual({
      conversations: [
        { from: null, value: 'x' },
        { from: 'gpt', value: null },
      ],
    });
    expect((await listing(file)).flatMap(({ turnCounts }) => turnCounts)).toEqual([0, 0, 2]);
  });

  it('notes text that is not UTF-8, keeps what is', async () => {
    const bad = new Uint8Array([0x61, 0xff, 0x62]);
    const text = new TextEncoder();
    const file = await openBytes(
      'x.parquet',
      writeColumns([
        { name: 'conversations', data: [[{ from: 'gpt', value: 'a' }], [{ from: 'gpt', value: 'b' }]] },
        { name: 'task', data: [bad, text.encode('real \uFFFD')], type: 'BYTE_ARRAY' },
      ]),
    );
    const [first, second] = await allRows(file);
    expect(first).toMatchObject({
      record: { task: 'a\uFFFDb' },
      notes: ['column task holds bytes that are not UTF-8'],
    });
    expect(second).toMatchObject({ record: { task: 'real \uFFFD' } });
    expect(second).not.toHaveProperty('notes');
  });

  it('keeps integers beyond 2^53', async () => {
    const file = await openBytes(
      'x.parquet',
      writeColumns([
        { name: 'conversations', data: [[{ from: 'gpt', value: 'a' }]] },
        { name: 'n', data: [9007199254740993n] },
      ]),
    );
    expect(records(await allRows(file))).toMatchObject([{ n: 9007199254740993n }]);
  });
});

describe('a file that is no dataset', () => {
  const good = writeTestParquet(testRows(3));
  const longFooter = good.slice();
  new DataView(longFooter.buffer).setUint32(longFooter.length - 8, 0x7fffffff, true);
  const ascii = (text: string) => new TextEncoder().encode(text);

  it.each([
    ['empty', new Uint8Array(0), 'FILE_EMPTY', '0 bytes'],
    ['3 bytes', ascii('PAR'), 'NOT_A_DATASET', '3 bytes'],
    ['only PAR1', ascii('PAR1'), 'PARQUET_NO_FOOTER', '4 bytes are too few'],
    ['footer longer than the file', longFooter, 'PARQUET_NO_FOOTER', 'claims 2,147,483,647 bytes'],
    ['truncated', good.slice(0, -10), 'PARQUET_NO_FOOTER', 'not "PAR1"'],
    ['web page', ascii('\n <!DOCTYPE html><html>'), 'NOT_A_DATASET', 'web page'],
    ['zip', ascii('PK\u0003\u0004xxxx'), 'NOT_A_DATASET', 'ZIP'],
    ['other columns', writeColumns([{ name: 'a', data: ['x'] }]), 'MISSING_COLUMN', 'there are: a'],
    ['other keys', ascii('{"a":1}\n{"b":2}\n'), 'MISSING_COLUMN', 'there are: a, b'],
  ])('%s', async (_, bytes, code, fact) => {
    await expect(openBytes('x', bytes)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(fact),
    });
  });

  it('damaged inside a page names the row group', async () => {
    const bytes = good.slice();
    bytes.fill(0xff, 10, 200);
    const file = await openBytes('x.parquet', bytes);
    await expect(allRows(file)).rejects.toMatchObject({ code: 'PARQUET_CORRUPT' });
  });
});
