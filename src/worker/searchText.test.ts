/** Full text as the worker reads it equals the plain scan of the terminal, over files nobody here wrote too. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openBytes, type TraceFile } from '../source';
import { testRows, writeTestParquet } from '../testing/parquetFiles';
import { realData } from '../testing/realData';
import {
  createRecordFinder,
  parseJsonLine,
  type RowRef,
  type TextHit,
  type TextScope,
  type TextSearch,
} from '../trace';
import type { TextProgress } from './api';
import { fileOrder, queryOrder, type ListOrder } from './listOrder';
import { JOBS } from './jobs';
import { createTextMatcher } from './textMatcher';
import type { WorkerPool } from './WorkerPool';
import { MOST_HITS, searchText, type SearchableFile } from './searchText';

const ROOT = join(import.meta.dirname, '../..');
const DEMO = ['kimi', 'glm-5.1'].map((name) => join(ROOT, `public/demo/${name}.parquet`));
const SIGNAL = new AbortController().signal;

async function filesOf(paths: readonly string[]): Promise<SearchableFile[]> {
  return Promise.all(
    paths.map(async (path) => {
      const bytes = new Uint8Array(readFileSync(path));
      const trace = await openBytes(basename(path), bytes, { parseLine: parseJsonLine });
      let listed = 0;
      for await (const { rows } of trace.readRows()) listed += rows.length;
      return { name: basename(path), listed, open: async (): Promise<TraceFile> => trace };
    }),
  );
}

const search = (text: string, scopes: readonly TextScope[] = [], matchCase = false): TextSearch => ({
  text,
  scopes,
  matchCase,
});

async function run(files: readonly SearchableFile[], sought: TextSearch, order?: ListOrder) {
  const reports: TextProgress[] = [];
  const searched: (RowRef & { readonly hits: number })[] = [];
  const facts = await searchText(
    {
      order: order ?? fileOrder(files.map(({ listed }) => listed)),
      files,
      match: async (records) => records.map(createRecordFinder(sought, MOST_HITS)),
      describe: ({ file, row }: RowRef) => ({ address: `~${file}.${row}`, task: '', config: '' }),
      onSearched: (rows) => searched.push(...rows),
    },
    async (progress) => void reports.push(progress),
    SIGNAL,
  );
  return { facts, reports, searched, found: reports.flatMap(({ found }) => found) };
}

interface ScanJson {
  readonly rows: number;
  readonly hits: number;
  readonly found: readonly { row: number; count: number; hits: readonly TextHit[] }[];
}

function scan(paths: readonly string[], text: string, ...more: readonly string[]): ScanJson {
  const bin = join(ROOT, 'bin/retrace.mjs');
  const { stdout } = spawnSync(process.execPath, [bin, 'find', ...more, '--json', ...paths, text], {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  return JSON.parse(stdout) as ScanJson; // the command's own object
}

const spansOf = (hits: readonly TextHit[]): unknown =>
  hits.slice(0, 20).map(({ turn, block, step, start, end, place, tool }) => ({
    turn,
    block,
    step,
    start,
    end,
    place,
    tool,
  }));
const comparable = (found: ScanJson['found']): unknown =>
  found.map(({ row, count, hits }) => ({ row, count, hits: spansOf(hits) }));

async function expectSame(paths: readonly string[], sought: TextSearch, ...args: readonly string[]) {
  const { facts, found, searched } = await run(await filesOf(paths), sought);
  const plain = scan(paths, sought.text, ...args);
  expect(facts).toMatchObject({
    rowsDone: plain.rows,
    hits: plain.hits,
    trajectories: plain.found.length,
    rowsSkipped: 0,
  });
  expect(comparable(found.map((each) => ({ ...each, row: each.ref.row })))).toEqual(comparable(plain.found));
  // told of every row once, found or not: lists are narrowed by this
  expect(new Set(searched.map(({ file, row }) => `${file}.${row}`)).size).toBe(plain.rows);
  expect(searched.length).toBe(plain.rows);
  expect(searched.filter(({ hits }) => hits > 0).map(({ row, hits }) => ({ row, count: hits }))).toEqual(
    plain.found.map(({ row, count }) => ({ row, count })),
  );
  return facts.hits;
}

describe('full text equals a plain scan', () => {
  it('over the demo', async () => {
    expect(await expectSame(DEMO, search('traceback'))).toBeGreaterThan(0);
    const terminal = search('ERROR', [{ place: 'responses', tool: 'terminal' }, { place: 'think' }]);
    expect(await expectSame(DEMO, terminal, '--in', 'responses:terminal', '--in=think')).toBeGreaterThan(0);
    expect(await expectSame(DEMO, search('I', [], true), '--case')).toBeGreaterThan(1_000);
    const pattern = { ...search('exit_code\\W+[1-9]\\d*'), isRegex: true };
    expect(await expectSame(DEMO, pattern, '--regex')).toBeGreaterThan(0);
    expect(await expectSame(DEMO, search('<b>no such "text"</b>'))).toBe(0);
  });

  it.runIf(realData('hermes') !== undefined)('over real traces', async () => {
    let hits = 0;
    for (const name of ['tau_airline_100.jsonl', 'tau_airline_100_zstd.parquet', 'lucifexia.jsonl']) {
      const paths = [realData(`hermes/${name}`) ?? ''];
      hits += await expectSame(paths, search('flight'));
      hits += await expectSame(paths, search('the', [{ place: 'answers' }]), '--in', 'answers');
    }
    expect(hits).toBeGreaterThan(1_000);
  });
});

describe('what was not searched is told', () => {
  const rows = testRows(40).map((row, index) => ({
    ...row,
    conversations: [{ from: 'human', value: `every row, also ${index}` }],
  }));
  const good = writeTestParquet(rows, { rowGroupSize: 10 });
  const trace = async (): Promise<TraceFile> => openBytes('good.parquet', good);

  it('a file that cannot be read, and the rest is searched', async () => {
    const files: SearchableFile[] = [
      { name: 'gone.parquet', listed: 7, open: () => Promise.reject(new Error('it is gone')) },
      { name: 'good.parquet', listed: 40, open: trace },
    ];
    const { facts, reports, searched } = await run(files, search('e'));
    expect(facts).toMatchObject({ rowsDone: 47, rowCount: 47, rowsSkipped: 7 });
    expect(facts.skipped).toEqual([{ file: 'gone.parquet', row: undefined, reason: 'it is gone' }]);
    expect(facts.trajectories).toBe(40);
    expect(new Set(searched.map(({ file }) => file))).toEqual(new Set([1]));
    expect(reports.at(-1)).toMatchObject({ rowsDone: 47, hits: facts.hits });
  });

  it('a shuffled part of a list is searched whole, in file order', async () => {
    const order = queryOrder(Int32Array.of(0, 0, 0), Int32Array.of(30, 3, 17));
    const { found } = await run([{ name: 'good.parquet', listed: 40, open: trace }], search('e'), order);
    expect(found.map(({ ref }) => ref.row)).toEqual([3, 17, 30]);
  });

  it('an abort ends it', async () => {
    const control = new AbortController();
    const files = [{ name: 'good.parquet', listed: 40, open: trace }];
    const list = {
      order: fileOrder([40]),
      files,
      match: async (records: readonly unknown[]) => records.map(createRecordFinder(search('e'), MOST_HITS)),
      describe: () => ({ address: '', task: '', config: '' }),
    };
    await expect(searchText(list, async () => control.abort(), control.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});

describe('a pattern that takes for ever', () => {
  const records = Array.from({ length: 12 }, (_, row) => ({
    conversations: [{ from: 'human', value: row % 4 === 1 ? 'slow' : 'quick' }],
  }));
  /** Workers that die of the word "slow", as by their time limit. */
  const pool = (asked: number[]): Pick<WorkerPool, 'run'> => ({
    run: async (_kind, load) => {
      const { payload } = await load();
      if (!('records' in payload)) throw new Error('a search was expected');
      asked.push(payload.records.length);
      if (JSON.stringify(payload.records).includes('slow'))
        return { ok: false, error: { code: 'WORKER_DIED', message: 'it took too long', details: {} } };
      return { ok: true, value: await JOBS.search(payload) };
    },
  });
  const matcher = (asked: number[], sought: TextSearch) => createTextMatcher(pool(asked), sought, 20, SIGNAL);

  it('costs only the rows it is slow in', async () => {
    const asked: number[] = [];
    const found = await matcher(asked, { ...search('^q'), isRegex: true })(records);
    expect(found.map(({ kind }) => kind)).toEqual(
      records.map((_, row) => (row % 4 === 1 ? 'bad' : 'searched')),
    );
    expect(found[1]).toMatchObject({ reason: expect.stringMatching(/longer than 1 s/) });
    expect(asked).toEqual([12, ...records.map(() => 1)]);
  });

  it('ends the search where it is slow again and again, not one for a literal text', async () => {
    const match = matcher([], { ...search('^q'), isRegex: true });
    await match(records);
    await expect(match(records)).rejects.toMatchObject({ code: 'TIMED_OUT' });
    const literal = matcher([], search('quick'));
    await literal(records);
    const found = await literal(records);
    expect(found.filter(({ kind }) => kind === 'bad')).toHaveLength(3);
  });
});
