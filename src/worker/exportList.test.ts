import { expose, proxy, wrap, type Remote } from 'comlink';
import * as fc from 'fast-check';
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { inlinePool, noCache } from '../testing/inlineWorker';
import { openBytes, type RawRow, type TraceFile } from '../source';
import { RUNS } from '../testing/arbitraries';
import { testRows, writeColumns, writeTestParquet } from '../testing/parquetFiles';
import { NO_FILTER, parseJsonLine, parseRecord, toOpenAiMessages, type ExportForm } from '../trace';
import type { DataWorkerApi, ExportChunk, ExportRequest } from './api';
import { DataWorker } from './DataWorker';
import { exportList, type ExportFile } from './exportList';
import { queryOrder } from './listOrder';

const utf8 = new TextEncoder();
const SIGNAL = new AbortController().signal;

function collector() {
  const chunks: ExportChunk[] = [];
  return {
    chunks,
    take: async (chunk: ExportChunk): Promise<void> => void chunks.push(chunk),
    text: () => Buffer.concat(chunks.map(({ bytes }) => bytes)).toString('utf8'),
    lines: () =>
      Buffer.concat(chunks.map(({ bytes }) => bytes))
        .toString('utf8')
        .split('\n')
        .slice(0, -1),
  };
}

function fileOf(name: string, trace: TraceFile, listed: number, ids: readonly string[] = []): ExportFile {
  return { name, ids, listed, open: async () => trace };
}

async function openLines(text: string, name = 'x.jsonl'): Promise<TraceFile> {
  const bytes = utf8.encode(text);
  return openBytes(name, name.endsWith('.gz') ? new Uint8Array(gzipSync(bytes)) : bytes, {
    parseLine: parseJsonLine,
  });
}

async function rowsOf(trace: TraceFile): Promise<readonly RawRow[]> {
  const rows: RawRow[] = [];
  for await (const batch of trace.readRows()) rows.push(...batch.rows);
  return rows;
}

const refs = (rows: readonly number[], file = 0) =>
  queryOrder(
    Int32Array.from(rows, () => file),
    Int32Array.from(rows),
  );

/** The file's order, and an order like that of a sort. */
const inOrder = (count: number): number[] => Array.from({ length: count }, (_, row) => row);
const shuffled = (count: number): number[] => inOrder(count).sort((a, b) => ((a * 7) % 11) - ((b * 7) % 11));

describe('original rows', () => {
  const records = testRows(30).map((row, index) => ({ ...row, turns: index, ratio: index / 8 }));
  // spacing, escapes and key order of the source survive
  const lines = records.map((row, index) =>
    index % 2 === 0 ? JSON.stringify(row) : ` ${JSON.stringify(row, undefined, 1).replaceAll('\n', ' ')}`,
  );

  it.each(['x.jsonl', 'x.jsonl.gz'])('of %s are its lines, byte for byte, in any order', async (name) => {
    for (const rows of [inOrder(30), shuffled(30), [3, 4, 9], [9, 3]]) {
      const trace = await openLines(`${lines.join('\r\n\n')}\n`, name);
      const got = collector();
      const order = refs(rows);
      const facts = await exportList(
        { form: 'rows', order, files: [fileOf(name, trace, 30)], missing: [] },
        got.take,
        SIGNAL,
      );
      expect(got.lines()).toEqual(rows.map((row) => lines[row]));
      expect(facts.counts).toEqual({ selected: rows.length, written: rows.length, skipped: 0 });
      expect(facts.byteLength).toBe(Buffer.byteLength(got.text()));
      expect(facts.sha256).toBe(createHash('sha256').update(got.text()).digest('hex'));
    }
  });

  it.each([
    ['with a page index', {}],
    ['without', { offsetIndex: false }],
  ])('of parquet %s parse to what the file holds, in any order', async (_name, options) => {
    const rows = testRows(120);
    const bytes = writeTestParquet(rows, { rowGroupSize: 25, pageSize: 400, ...options });
    const trace = await openBytes('x.parquet', bytes);
    const source = await rowsOf(trace);
    for (const wanted of [inOrder(120), shuffled(120), [7, 8, 110]]) {
      const got = collector();
      await exportList(
        { form: 'rows', order: refs(wanted), files: [fileOf('x.parquet', trace, 120)], missing: [] },
        got.take,
        SIGNAL,
      );
      const back = await rowsOf(await openLines(got.text()));
      expect(back.map(parsed)).toEqual(wanted.map((row) => parsed(source[row])));
    }
  });

  it('of parquet keep integers of any size, NaN and Infinity as Python writes them', async () => {
    const trace = await openBytes(
      'x.parquet',
      writeColumns([
        { name: 'conversations', data: [[{ from: 'gpt', value: 'a' }]] },
        { name: 'big', data: [9007199254740993n] },
        { name: 'nan', data: [Number.NaN], type: 'DOUBLE' },
        { name: 'low', data: [Number.NEGATIVE_INFINITY], type: 'DOUBLE' },
      ]),
    );
    const got = collector();
    await exportList(
      { form: 'rows', order: refs([0]), files: [fileOf('x.parquet', trace, 1)], missing: [] },
      got.take,
      SIGNAL,
    );
    expect(got.text()).toContain('"big":9007199254740993,"nan":NaN,"low":-Infinity');
    expect(parseJsonLine(got.text())).toMatchObject({ kind: 'record', record: { nan: Number.NaN } });
  });

  it('parse back equal to their source, whatever the records hold', async () => {
    const record = fc.record(
      {
        id: fc.string(),
        task: fc.string({ unit: 'binary' }),
        conversations: fc.array(
          fc.record({
            from: fc.constantFrom('system', 'human', 'gpt', 'tool', 'x'),
            value: fc.string({ unit: 'binary' }),
          }),
          { minLength: 1, maxLength: 4 },
        ),
        metadata: fc.jsonValue(),
      },
      { requiredKeys: ['conversations'] },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        async (records, asArray) => {
          const text = asArray
            ? JSON.stringify(records)
            : records.map((each) => JSON.stringify(each)).join('\n');
          const trace = await openLines(text, asArray ? 'x.json' : 'x.jsonl');
          const source = await rowsOf(trace);
          const got = collector();
          const wanted = shuffled(records.length);
          await exportList(
            { form: 'rows', order: refs(wanted), files: [fileOf('x', trace, records.length)], missing: [] },
            got.take,
            SIGNAL,
          );
          const back = await rowsOf(await openLines(got.text()));
          expect(back.map(parsed)).toEqual(wanted.map((row) => parsed(source[row])));
        },
      ),
      { ...RUNS, numRuns: Math.min(RUNS.numRuns, 2000) },
    );
  });
});

function parsed(raw: RawRow | undefined): unknown {
  return raw?.kind === 'record' ? parseRecord(raw.record) : raw;
}

describe('rows that cannot be read', () => {
  it('are counted with their reason, and the others are written', async () => {
    const good = JSON.stringify({ id: 'a', conversations: [{ from: 'human', value: 'hi' }] });
    const trace = await openLines(`${good}\n{"nonsense\n{"no":"turns"}\n${good}\n`);
    const expected: Readonly<Record<ExportForm, number>> = { ids: 4, rows: 3, messages: 2 };
    for (const form of ['ids', 'rows', 'messages'] as const) {
      const got = collector();
      const facts = await exportList(
        {
          form,
          order: refs([0, 1, 2, 3]),
          files: [fileOf('x.jsonl', trace, 4)],
          missing: [{ address: 'gone', reason: 'not there' }],
        },
        got.take,
        SIGNAL,
      );
      expect(got.lines()).toHaveLength(expected[form]);
      expect(facts.counts).toEqual({ selected: 5, written: expected[form], skipped: 5 - expected[form] });
      expect(facts.skipped).toHaveLength(5 - expected[form]);
      if (form === 'ids') continue;
      expect(facts.skipped).toContainEqual({
        file: 'x.jsonl',
        row: 1,
        reason: expect.stringContaining('JSON') as string,
      });
    }
  });

  it('do not hide what lies behind a damaged row group', async () => {
    const bytes = writeTestParquet(testRows(40), { rowGroupSize: 10, codec: 'UNCOMPRESSED' });
    const text = Buffer.from(bytes).indexOf('row 12 turn 0');
    // the pages around the text of row 12 become nonsense
    bytes.fill(0xff, text - 400, text);
    const trace = await openBytes('x.parquet', bytes);
    const got = collector();
    const facts = await exportList(
      { form: 'messages', order: refs(inOrder(40)), files: [fileOf('x.parquet', trace, 40)], missing: [] },
      got.take,
      SIGNAL,
    );
    expect(facts.counts.written + facts.counts.skipped).toBe(40);
    expect(facts.counts.skipped).toBeGreaterThan(0);
    expect(got.lines().at(-1)).toContain('"id":"id-39"');
    expect(facts.skipped.filter(({ row = -1 }) => row < 10 || row > 19)).toEqual([]);
    expect(facts.skipped[0]?.reason).toContain('x.parquet');
  });

  it('a lost connection is no bad row: it ends the download', async () => {
    const { facts } = await openLines('{"conversations":[]}\n');
    const trace: TraceFile = {
      facts,
      readRow: () => Promise.reject(new Error('connection lost')),
      readUnits: () => {
        throw new Error('not asked for');
      },
      readRows: () => {
        throw new Error('connection lost');
      },
    };
    const list = { form: 'rows', order: refs([0]), files: [fileOf('x', trace, 1)], missing: [] } as const;
    await expect(exportList(list, collector().take, SIGNAL)).rejects.toThrow('connection lost');
  });
});

describe('through the worker', () => {
  const channel = new MessageChannel();
  const worker = new DataWorker(() => inlinePool(), noCache());
  expose(worker, channel.port1);
  const api: Remote<DataWorkerApi> = wrap(channel.port2);
  afterAll(() => {
    channel.port1.close();
    channel.port2.close();
  });

  const line = (id: string, size = 10): string =>
    JSON.stringify({
      id,
      conversations: [
        { from: 'human', value: 'x'.repeat(size) },
        { from: 'gpt', value: id },
      ],
    });
  const request = (over: Partial<ExportRequest> = {}): ExportRequest => ({
    query: { filter: NO_FILTER, rule: 'structured' },
    form: 'rows',
    ticked: undefined,
    ...over,
  });

  async function open(name: string, text: string): Promise<readonly string[]> {
    // not through the channel: Node's File loses its name there
    const added = await worker.addFiles([new File([text], name)]);
    if (!added.ok) throw new Error(added.error.message);
    const dataset = added.value;
    await new Promise<void>((resolve) => {
      void api.watch(
        dataset,
        proxy(({ isIndexed }) => {
          if (isIndexed) resolve();
        }),
      );
      void api.listPage(dataset, request().query, 0, 1, 0);
    });
    return dataset;
  }

  it('gives bytes, hash, sources and SQL of all that match', async () => {
    const text = `${line('a')}\n${line('b')}\n`;
    const dataset = await open('two.jsonl', text);
    const got = collector();
    const wire = await api.exportList(dataset, request(), proxy(got.take), 1);
    expect(got.text()).toBe(text);
    expect(wire).toMatchObject({
      ok: true,
      value: {
        counts: { selected: 2, written: 2, skipped: 0 },
        sha256: createHash('sha256').update(text).digest('hex'),
        sql: expect.stringContaining('SELECT') as string,
        index: { isComplete: true, rowsListed: 2, rowsIndexed: 2 },
        sources: [
          { file: 0, src: dataset[0], name: 'two.jsonl', format: 'jsonl', byteLength: text.length, rows: 2 },
        ],
      },
    });
  });

  it('gives the ticked rows in the order of the list, and says which are not there', async () => {
    const dataset = await open('three.jsonl', `${line('a')}\n${line('b')}\n${line('c')}\n`);
    const got = collector();
    const ticked = ['c', 'gone', '~0.0'];
    const wire = await api.exportList(dataset, request({ form: 'messages', ticked }), proxy(got.take), 2);
    expect(got.lines().map((each) => (JSON.parse(each) as { id: string }).id)).toEqual(['a', 'c']);
    expect(wire).toMatchObject({ ok: true, value: { counts: { selected: 3, written: 2, skipped: 1 } } });
    const { record } = parseJsonLine(line('a')) as { record: Record<string, unknown> };
    const source = parseRecord(record);
    if (source.kind === 'bad') throw new Error(source.reason);
    expect(JSON.parse(got.lines()[0] ?? '')).toMatchObject({ messages: toOpenAiMessages(source.trajectory) });
  });

  it('makes a chunk only when the one before is taken, and stops when told to', async () => {
    const big = Array.from({ length: 40 }, (_, index) => line(`r${index}`, 200_000)).join('\n');
    const dataset = await open('big.jsonl', big);
    const done: number[] = [];
    let running = 0;
    const take = async (chunk: ExportChunk): Promise<void> => {
      running += 1;
      expect(running).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
      done.push(chunk.rowsDone);
      if (done.length === 2) await api.abort(3);
    };
    const wire = await api.exportList(dataset, request(), proxy(take), 3);
    expect(wire).toMatchObject({ ok: false, error: { code: 'ABORTED' } });
    expect(done.length).toBeLessThanOrEqual(3);
  });

  it('ends when the bytes cannot be taken', async () => {
    const dataset = await open('one.jsonl', `${line('a')}\n`);
    const take = (): Promise<void> => Promise.reject(new Error('disk full'));
    const wire = await api.exportList(dataset, request(), proxy(take), 4);
    expect(wire).toMatchObject({ ok: false, error: { message: 'disk full' } });
  });
});
