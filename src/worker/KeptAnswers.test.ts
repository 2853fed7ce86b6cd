/** A dataset's questions asked twice over one storage: the second time without an engine, and never an answer that is not true any more. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Answers, Engine, type Question, type Questions } from '../engine';
import { FIGURE_NAMES } from '../engine/figures';
import { openBytes } from '../source';
import { fakeDirectory, type FakeDirectory } from '../testing/fakeDirectory';
import { inlinePool } from '../testing/inlineWorker';
import { openNodeHost } from '../testing/nodeHost';
import { NO_FILTER, OUTCOME_RULES, withFacet, type ListQuery } from '../trace';
import { DatasetFile } from './DatasetFile';
import { IndexCache } from './IndexCache';
import { IndexStore } from './IndexStore';
import { KeptAnswers } from './KeptAnswers';

const demo = readFileSync('public/demo/kimi.parquet');
const signal = new AbortController().signal;
const engines: Engine[] = [];
afterAll(() => Promise.all(engines.map((engine) => engine.close())));

const ALL: ListQuery = { filter: NO_FILTER, rule: 'structured' };
const NARROW: ListQuery = {
  ...ALL,
  filter: withFacet(NO_FILTER, 'triage', { include: ['keep'], exclude: [] }),
};

interface Visit {
  readonly index: IndexStore;
  readonly file: DatasetFile;
}

/** Lists and indexes the demo; `hasEngine` false: whoever needs one is refused. */
async function visit(storage: FakeDirectory, { version = 'v1', hasEngine = true } = {}): Promise<Visit> {
  const open = async (): Promise<Engine> => {
    if (!hasEngine) throw new Error('no engine here');
    const engine = await Engine.open(await openNodeHost());
    engines.push(engine);
    return engine;
  };
  const cache = new IndexCache(async () => storage);
  const kept = new KeptAnswers(cache, () => (file.wholeKey === undefined ? undefined : [file.wholeKey]));
  const index = new IndexStore(open, () => undefined, kept);
  const file: DatasetFile = new DatasetFile(
    {
      name: 'kimi.parquet',
      config: 'kimi',
      open: async () => {
        const opened = await openBytes('kimi.parquet', demo);
        return { ...opened, facts: { ...opened.facts, version } };
      },
    },
    {
      src: 'demo:kimi',
      file: 0,
      index,
      pool: inlinePool(),
      cache,
      changed: () => undefined,
      progressed: () => undefined,
      whenOnline: async () => false,
    },
  );
  await file.list(signal);
  return { index, file };
}

async function read({ file }: Visit): Promise<void> {
  if (file.stage !== 'ready') await file.index(signal, () => Promise.resolve());
  expect(file.stage).toBe('ready');
}

/** Everything that is asked of an index, but lists of matches. */
async function askAll(index: Questions): Promise<unknown> {
  const answers: unknown[] = [
    await index.configTotals(),
    await index.recorded(),
    await index.countedRun([0]),
  ];
  for (const rule of OUTCOME_RULES) {
    const query = { ...ALL, rule };
    answers.push(await index.facets(query), await index.ranges(query));
    for (const name of FIGURE_NAMES) answers.push(await index.figure(name, query));
  }
  return answers;
}

function pathOfAnswers(storage: FakeDirectory): string | undefined {
  return [...storage.files().keys()].find((path) => path.endsWith('answers.json'));
}

async function untilKept(storage: FakeDirectory): Promise<string> {
  await vi.waitFor(() => expect(pathOfAnswers(storage)).toBeDefined(), 50_000);
  return pathOfAnswers(storage) ?? '';
}

describe('a second visit', () => {
  const left = fakeDirectory();
  let storage: FakeDirectory;
  let first: unknown;
  beforeAll(async () => {
    const visited = await visit(left);
    await read(visited);
    first = await visited.index.ask(askAll);
    await untilKept(left);
    visited.index.close();
  }, 120_000);
  beforeEach(() => {
    storage = fakeDirectory(left);
  });

  it('is answered without an engine, each question as before', async () => {
    const again = await visit(storage, { hasEngine: false });
    await read(again);
    expect(await again.index.ask(askAll)).toEqual(first);
    await expect(again.index.ask((index) => index.facets(NARROW))).rejects.toThrow('no engine here');
  });

  it('of a changed file is asked anew', async () => {
    const again = await visit(storage, { version: 'v2', hasEngine: false });
    await read(again);
    await expect(again.index.ask(askAll)).rejects.toThrow('no engine here');
  });

  it('is asked anew where what was kept is damaged', async () => {
    const path = await untilKept(storage);
    const bytes = storage.files().get(path);
    const at = bytes?.findLastIndex((byte) => byte >= 0x31 && byte <= 0x38) ?? -1;
    bytes?.set([(bytes[at] ?? 0) + 1], at);
    const again = await visit(storage, { hasEngine: false });
    await read(again);
    await expect(again.index.ask(askAll)).rejects.toThrow('no engine here');
  });

  it('with other marks asks about marks anew, and about nothing else', async () => {
    const again = await visit(storage, { hasEngine: false });
    await read(again);
    again.index.setMarks([{ file: 0, row: 3, verdict: 'keep' }]);
    await expect(again.index.ask((index) => index.facets(ALL))).rejects.toThrow('no engine here');
    expect(await again.index.ask((index) => index.ranges(ALL))).toBeDefined();
    again.index.setMarks([]);
    expect(await again.index.ask(askAll)).toEqual(first);
  });
});

it('of a file that is not read to its end nothing is kept', async () => {
  const own = fakeDirectory();
  const visited = await visit(own);
  const before = await visited.index.ask((index) => index.figure('tools', ALL));
  await read(visited);
  const after = await visited.index.ask((index) => index.figure('tools', ALL));
  expect(after).not.toEqual(before);
  await untilKept(own);
  const again = await visit(own, { hasEngine: false });
  await read(again);
  expect(await again.index.ask((index) => index.figure('tools', ALL))).toEqual(after);
  visited.index.close();
});

describe('answers', () => {
  const question = (sql: string): Question => ({ sql, parameters: [] });
  const table = (cells: readonly unknown[]) => ({
    numRows: cells.length,
    schema: { fields: [{ name: 'a' }] },
    getChildAt: () => ({ get: (row: number) => cells[row] }),
  });

  it('come back with their parameters only, and survive JSON', () => {
    const answers = new Answers();
    const cells = [1, 2n, 'x', null, true, -0.5, 2n ** 60n];
    expect(answers.add({ sql: 'SELECT $1', parameters: ['p'] }, '', table(cells))).toBe(true);
    const read = Answers.fromJson(answers.toJson());
    expect(read.get({ sql: 'SELECT $1', parameters: ['q'] }, '')).toBeUndefined();
    const found = read.get({ sql: 'SELECT $1', parameters: ['p'] }, '');
    expect(cells.map((_, row) => found?.getChildAt(0)?.get(row))).toEqual([
      1,
      2,
      'x',
      null,
      true,
      -0.5,
      String(2n ** 60n),
    ]);
  });

  it('are not kept when they are of a session, too long, or more than JSON can say', () => {
    const answers = new Answers();
    expect(answers.add(question('SELECT count(*) FROM text_hits'), '', table([1]))).toBe(false);
    expect(
      answers.add(question('SELECT "row" FROM t'), '', table(Array.from({ length: 2_001 }, () => 1))),
    ).toBe(false);
    expect(answers.add(question('SELECT 1e999'), '', table([Number.POSITIVE_INFINITY]))).toBe(false);
  });

  it('are bounded: those not asked for longest go first', () => {
    const answers = new Answers();
    const cells = Array.from({ length: 1_999 }, (_, at) => at);
    for (let at = 0; at < 20; at += 1) answers.add(question(`SELECT ${at}`), '', table(cells));
    expect(answers.get(question('SELECT 0'), '')).toBeDefined();
    answers.add(question('SELECT 20'), '', table(cells));
    expect(answers.get(question('SELECT 0'), '')).toBeDefined();
    expect(answers.get(question('SELECT 1'), '')).toBeUndefined();
  });

  it.each([
    '',
    'null',
    '{}',
    '[1]',
    '[["a"]]',
    '[["a",{"names":["x"],"columns":[]}]]',
    '[["a",{"names":["x"],"columns":[3]}]]',
  ])('of %j are none', (text) => expect(JSON.parse(Answers.fromJson(text).toJson())).toEqual([]));
});
