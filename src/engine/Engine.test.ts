/** Every count of the engine against a plain computation over the parsed trajectories: not the same SQL twice. */
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBytes } from '../source';
import { realData } from '../testing/realData';
import { openNodeHost } from '../testing/nodeHost';
import {
  computeAttention,
  computeMetrics,
  FACET_KEYS,
  NO_FILTER,
  OUTCOME_RULES,
  RANGE_KEYS,
  parseRecord,
  withFacet,
  withRange,
  writeSearch,
  type FacetKey,
  type ListQuery,
  type OutcomeRule,
  type RangeKey,
  type Trajectory,
  type TrajectoryMetrics,
  type TextSearch,
  type TrajectoryFilter,
  nameTextSearch,
} from '../trace';
import { Engine } from './Engine';
import { toBins } from './figureQueries';
import { toIndexRows } from './rows';
import type { TableRow } from './tables';

interface Known {
  readonly file: number;
  readonly row: number;
  readonly config: string;
  readonly trajectory: Trajectory;
  readonly metrics: TrajectoryMetrics;
  /** Listed, but its conversation was not read yet. */
  readonly isIndexed: boolean;
}

const known: Known[] = [];
let engine: Engine;

async function addFile(file: number, config: string, bytes: Uint8Array): Promise<void> {
  for await (const batch of (await openBytes(config, bytes)).readRows()) {
    for (const raw of batch.rows) {
      const parsed = raw.kind === 'record' ? parseRecord(raw.record) : undefined;
      if (parsed?.kind !== 'trajectory') continue;
      known.push({
        file,
        row: raw.row,
        config,
        trajectory: parsed.trajectory,
        metrics: computeMetrics(parsed.trajectory),
        isIndexed: known.length % 7 !== 3,
      });
    }
  }
}

async function insertAll(): Promise<void> {
  await engine.insert(
    'listing',
    known.map(({ file, row, config, trajectory: { id, task, category, subcategory, turns } }) => ({
      file,
      row,
      id: id === '' ? undefined : id,
      task,
      config,
      category,
      subcategory,
      turns: turns.length,
    })),
  );
  const indexed = known.filter((one) => one.isIndexed);
  const rows = indexed.map(({ file, row, trajectory }) => toIndexRows(trajectory, { file, row }));
  for (const name of ['trajectory', 'step', 'call', 'response', 'block', 'finding'] as const) {
    await engine.insert(
      name,
      rows.flatMap((each): readonly TableRow<typeof name>[] => each[name]),
    );
  }
}

beforeAll(async () => {
  await addFile(0, 'kimi', readFileSync('public/demo/kimi.parquet'));
  await addFile(1, 'glm-5.1', readFileSync('public/demo/glm-5.1.parquet'));
  const tau = realData('hermes/tau_airline_100.parquet');
  if (tau !== undefined) await addFile(2, 'tau', readFileSync(tau));
  engine = await Engine.open(await openNodeHost());
  await insertAll();
  const marks = known.map(({ file, row }) => ({ file, row, verdict: verdictOf({ file, row }) }));
  await engine.replaceTriage(marks.map((mark) => ({ ...mark, verdict: 'drop' })));
  // only the latest marks count
  await engine.replaceTriage(marks.filter(({ verdict }) => verdict !== 'none'));
  const found = known.flatMap(({ file, row }) => {
    const hits = hitsOf({ file, row });
    return hits === undefined ? [] : [{ file, row, hits }];
  });
  const insertHits = (search: TextSearch, more: number) =>
    engine.insert(
      'text_hits',
      found.map((one) => ({ ...one, hits: one.hits + more, search: nameTextSearch(search) })),
    );
  await insertHits(SOUGHT, 1);
  await engine.dropTextHits(nameTextSearch(SOUGHT));
  await insertHits(SOUGHT, 0);
  await insertHits({ ...SOUGHT, matchCase: true }, 1);
}, 120_000);

afterAll(() => engine.close());

function responses({ turns }: Trajectory): readonly { kind: string; failed: Record<OutcomeRule, boolean> }[] {
  return turns.flatMap((turn) =>
    turn.blocks.flatMap((block) =>
      block.kind === 'tool_response'
        ? [
            {
              kind: block.outcome.structured.kind,
              failed: {
                structured: block.outcome.structured.failed,
                batch_runner: block.outcome.batch_runner.failed,
                tutorial: turn.tutorialFlagged === true,
              },
            },
          ]
        : [],
    ),
  );
}

const SOUGHT: TextSearch = {
  text: `'; DELETE FROM listing; --`,
  scopes: [{ place: 'think' }],
  matchCase: false,
};

/** What full text found in a row; undefined = not searched. */
function hitsOf({ file, row }: { readonly file: number; readonly row: number }): number | undefined {
  return [0, 3, undefined, 1, 0, 0, 7][(2 * file + row) % 7];
}

/** Some rows are marked. */
function verdictOf({ file, row }: { readonly file: number; readonly row: number }): string {
  return ['keep', 'drop', 'unsure', 'none', 'none'][(file + row) % 5] ?? 'none';
}

/** The values a trajectory has for a facet. */
function valuesOf(one: Known, key: FacetKey, rule: OutcomeRule): readonly string[] {
  const { trajectory, config, isIndexed } = one;
  if (key === 'config') return [config];
  if (key === 'cat') return [trajectory.category];
  if (key === 'sub') return [trajectory.subcategory];
  if (key === 'triage') return [verdictOf(one)];
  if (!isIndexed) return [];
  const { recorded, findings } = trajectory;
  switch (key) {
    case 'tool':
      return [...new Set(trajectory.steps.flatMap((step) => step.calls.map((call) => call.name)))];
    case 'outcome':
      return [
        ...new Set(
          responses(trajectory).map(({ kind, failed }) =>
            rule === 'structured' ? kind : failed[rule] ? 'failed' : 'ok',
          ),
        ),
      ];
    case 'finding':
      return [...new Set(findings.map((finding) => finding.kind))];
    case 'model':
      return [typeof recorded['model'] === 'string' ? recorded['model'] : ''];
    case 'state':
      return [
        recorded['completed'] === true ? 'completed' : recorded['completed'] === false ? 'incomplete' : '',
      ];
  }
}

function numberOf({ metrics }: Known, key: RangeKey, rule: OutcomeRule): number {
  const values: Record<RangeKey, number> = {
    turns: metrics.turns,
    steps: metrics.steps,
    calls: metrics.toolCalls,
    width: metrics.maxParallelWidth,
    failures: metrics.responsesFailed[rule],
    think: metrics.thinkWords,
    chars: metrics.chars,
  };
  return values[key];
}

function matches(one: Known, { filter, rule, text }: ListQuery, without?: string): boolean {
  if (text !== undefined && without !== 'text') {
    const hits = hitsOf(one);
    if (hits === undefined || hits > 0 === text.isExcluded) return false;
  }
  const task = one.trajectory.task.toLowerCase();
  if (
    without !== 'q' &&
    !filter.q
      .toLowerCase()
      .split(/\s+/)
      .every((word) => task.includes(word))
  )
    return false;
  for (const key of FACET_KEYS) {
    const clause = filter.facets[key];
    if (clause === undefined || without === key) continue;
    if (!['config', 'cat', 'sub', 'triage'].includes(key) && !one.isIndexed) return false;
    const values = valuesOf(one, key, rule);
    const has = (value: string): boolean => values.includes(value);
    const isAll = key === 'tool' && filter.toolMode === 'all';
    if (clause.include.length > 0 && !(isAll ? clause.include.every(has) : clause.include.some(has)))
      return false;
    if (clause.exclude.some(has)) return false;
  }
  for (const [key, range] of Object.entries(filter.ranges)) {
    if (without === key) continue;
    if (key !== 'turns' && !one.isIndexed) return false;
    const value = numberOf(one, key as RangeKey, rule); // a key of ranges
    if (value < (range.min ?? 0) || value > (range.max ?? Number.POSITIVE_INFINITY)) return false;
  }
  return true;
}

function countValues(query: ListQuery, key: FacetKey): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const one of known) {
    if (!matches(one, query, key)) continue;
    for (const value of valuesOf(one, key, query.rule)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const { include = [], exclude = [] } = query.filter.facets[key] ?? {};
  for (const value of [...include, ...exclude]) if (!counts.has(value)) counts.set(value, 0);
  return counts;
}

async function check(query: ListQuery): Promise<void> {
  const expected = known.filter((one) => matches(one, query)).map(({ file, row }) => `${file}.${row}`);
  const { sort: _sort, ...unsorted } = query;
  const order = await engine.order(unsorted);
  expect([...order.files].map((file, index) => `${file}.${order.rows[index]}`)).toEqual(expected);
  const facets = await engine.facets(query);
  for (const key of FACET_KEYS) {
    expect(new Map(facets[key].map(({ value, count }) => [value, count]))).toEqual(countValues(query, key));
  }
  const category = await engine.figure('category', query);
  const length = await engine.figure('length', query);
  const tools = await engine.figure('tools', query);
  expect(new Map(category.bars.map(({ value, count }) => [value, count]))).toEqual(
    countValues({ ...query, filter: withFacet(query.filter, 'cat', { include: [], exclude: [] }) }, 'cat'),
  );
  const inLength = known.filter((one) => matches(one, query, 'turns'));
  expect(length.count).toBe(inLength.length);
  expect(length.bins.reduce((sum, bin) => sum + bin.failed, 0)).toBe(
    inLength.filter((one) => one.isIndexed && numberOf(one, 'failures', query.rule) > 0).length,
  );
  const inTools = known.filter((one) => one.isIndexed && matches(one, query, 'tool'));
  expect(tools.calls).toBe(inTools.reduce((sum, one) => sum + numberOf(one, 'calls', query.rule), 0));
  const ofTools = countValues(
    { ...query, filter: withFacet(query.filter, 'tool', { include: [], exclude: [] }) },
    'tool',
  );
  expect(new Map(tools.bars.map(({ tool, trajectories }) => [tool, trajectories]))).toEqual(ofTools);
  await checkInsights(query);
  await checkRanges(query);
  for (const { key, count } of await engine.withoutEach(query)) {
    expect(count).toBe(known.filter((one) => matches(one, query, key)).length);
  }
}

async function checkRanges(query: ListQuery): Promise<void> {
  const figures = await engine.ranges(query);
  for (const key of RANGE_KEYS) {
    const has = known.filter((one) => key === 'turns' || one.isIndexed);
    const all = has.map((one) => numberOf(one, key, query.rule));
    const { low, high, bins = [] } = figures[key] ?? {};
    expect([low, high]).toEqual([Math.min(...all), Math.max(...all)]);
    const values = has.filter((one) => matches(one, query, key)).map((one) => numberOf(one, key, query.rule));
    expect(bins.map(({ count }) => count)).toEqual(
      bins.map(({ from, to }) => values.filter((value) => value >= from && value <= to).length),
    );
    // without gaps: no value falls between two bins
    expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(values.length);
    expect(bins.length).toBeLessThanOrEqual(27);
  }
}

function countsOf(bars: readonly { value: string; count: number }[]): ReadonlyMap<string, number> {
  return new Map(bars.map(({ value, count }) => [value, count]));
}

async function checkInsights(query: ListQuery): Promise<void> {
  const subcategory = await engine.figure('subcategory', query);
  const width = await engine.figure('width', query);
  const failures = await engine.figure('failures', query);
  const findings = await engine.figure('findings', query);
  const without = (key: FacetKey): ListQuery => ({
    ...query,
    filter: withFacet(query.filter, key, { include: [], exclude: [] }),
  });
  expect(countsOf(subcategory.bars)).toEqual(countValues(without('sub'), 'sub'));
  expect(countsOf(findings.bars)).toEqual(countValues(without('finding'), 'finding'));
  const ofOutcomes = new Map(countValues(without('outcome'), 'outcome'));
  ofOutcomes.delete('ok');
  expect(new Map(failures.bars.map(({ value, trajectories }) => [value, trajectories]))).toEqual(ofOutcomes);
  const judged = known.filter((one) => one.isIndexed && matches(one, query, 'outcome'));
  const failed = judged.map((one) => numberOf(one, 'failures', query.rule));
  expect(failures).toMatchObject({
    trajectories: judged.length,
    failing: failed.filter((count) => count > 0).length,
    failures: failed.reduce((sum, count) => sum + count, 0),
    calls: judged.reduce((sum, one) => sum + numberOf(one, 'calls', query.rule), 0),
  });
  const widths = new Map<number, number>();
  for (const one of known.filter((each) => each.isIndexed && matches(each, query, 'width'))) {
    for (const { calls } of one.trajectory.steps)
      widths.set(calls.length, (widths.get(calls.length) ?? 0) + 1);
  }
  expect(new Map(width.bars.map((bar) => [bar.width, bar.steps]))).toEqual(widths);
}

const valueArbitrary = fc.oneof(
  fc.constantFrom(
    'kimi',
    'glm-5.1',
    'Agent Tools',
    'Terminal & Coding',
    'terminal',
    'read_file',
    'patch',
    'ok',
    'exit_code',
    'failed',
    'gpt-4o',
    '',
  ),
  fc.constantFrom("'; DROP TABLE listing; --", '%', '_', '"', '\\', 'x" OR 1=1', '$1'),
);
const clauseArbitrary = fc
  .tuple(fc.uniqueArray(valueArbitrary, { maxLength: 3 }), fc.nat({ max: 3 }))
  .map(([values, cut]) => ({ include: values.slice(0, cut), exclude: values.slice(cut) }));
const filterArbitrary: fc.Arbitrary<TrajectoryFilter> = fc
  .record({
    q: fc.constantFrom('', '', '', 'the', 'rate limiter', "it's", '%', 'in THE'),
    facets: fc.uniqueArray(fc.tuple(fc.constantFrom(...FACET_KEYS), clauseArbitrary), {
      maxLength: 3,
      selector: ([key]) => key,
    }),
    toolMode: fc.constantFrom('any' as const, 'all' as const),
    ranges: fc.array(
      fc.tuple(
        fc.constantFrom(
          'turns' as const,
          'calls' as const,
          'failures' as const,
          'width' as const,
          'think' as const,
        ),
        fc.nat({ max: 30 }),
        fc.nat({ max: 60 }),
      ),
      { maxLength: 2 },
    ),
  })
  .map(({ q, facets, toolMode, ranges }) => {
    let filter: TrajectoryFilter = { ...NO_FILTER, q, toolMode };
    for (const [key, clause] of facets) filter = withFacet(filter, key, clause);
    for (const [key, min, span] of ranges) filter = withRange(filter, key, { min, max: min + span });
    return filter;
  });

describe('the engine', () => {
  it.each(OUTCOME_RULES)('counts everything unfiltered under the rule %s', (rule) =>
    check({ filter: NO_FILTER, rule }),
  );

  it('agrees with a plain computation for any filter', async () => {
    await fc.assert(
      fc.asyncProperty(
        filterArbitrary,
        fc.constantFrom(...OUTCOME_RULES),
        fc.option(fc.boolean(), { nil: undefined }),
        (filter, rule, isExcluded) =>
          check({
            filter,
            rule,
            ...(isExcluded !== undefined && { text: { search: SOUGHT, isExcluded } }),
          }),
      ),
      { seed: 5, numRuns: process.env['DEEP'] === undefined ? 30 : 1_000 },
    );
  }, 900_000);

  it.each([
    ['everything', NO_FILTER],
    ['one config', withFacet(NO_FILTER, 'config', { include: ['kimi'], exclude: [] })],
  ])('narrowed by full text, %s: counts follow, and what was not searched is known', async (_, filter) => {
    for (const isExcluded of [false, true]) {
      const query: ListQuery = { filter, rule: 'structured', text: { search: SOUGHT, isExcluded } };
      await check(query);
      const listed = known.filter((one) => matches(one, query, 'text'));
      expect(await engine.textCoverage(query, { search: SOUGHT, isExcluded })).toEqual({
        listed: listed.length,
        searched: listed.filter((one) => hitsOf(one) !== undefined).length,
      });
    }
    // another search found nothing here
    const two = { ...SOUGHT, text: 'never sought' };
    const none = await engine.order({ filter, rule: 'structured', text: { search: two, isExcluded: false } });
    expect(none.files.length).toBe(0);
  });

  it('orders by attention, what is not indexed last', async () => {
    const { files, rows } = await engine.order({
      filter: NO_FILTER,
      rule: 'structured',
      sort: { key: 'attention', direction: 'desc' },
    });
    const score = (index: number): number => {
      const one = known.find(({ file, row }) => file === files[index] && row === rows[index]);
      return one?.isIndexed === true ? computeAttention(one.trajectory).score : -1;
    };
    const scores = [...files].map((_, index) => score(index));
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(scores.at(-1)).toBe(-1);
  });

  it('keeps to itself: no extension, no file, no setting', async () => {
    const host = await openNodeHost();
    const locked = await Engine.open(host);
    await expect(host.run("SELECT * FROM read_parquet('public/demo/kimi.parquet')")).rejects.toThrow(
      /Catalog|Permission|disabled/,
    );
    await expect(host.run("SELECT * FROM read_csv('package.json')")).rejects.toThrow(/Permission|disabled/);
    await expect(host.run('SET enable_external_access = true')).rejects.toThrow(/lock|Cannot/);
    await locked.close();
  });
});

describe('hostile values', () => {
  const path = realData('corpora/blns/blns.json');
  // its documented form: an array of strings
  const naughty = path === undefined ? [] : (JSON.parse(readFileSync(path, 'utf8')) as string[]);
  const sample = process.env['DEEP'] === undefined ? naughty.filter((_, at) => at % 9 === 0) : naughty;
  const values = [...new Set(["'; DROP TABLE listing; --", '" OR 1=1', '%', '_', '$1', '\\', ...sample])];

  it('are literal text in every clause', async () => {
    const hostile = await Engine.open(await openNodeHost());
    await hostile.insert(
      'listing',
      values.map((value, row) => ({
        file: 0,
        row,
        id: value,
        task: `task ${value}`,
        config: value,
        category: value,
        subcategory: value,
        turns: 1,
      })),
    );
    const rowsOf = async (filter: TrajectoryFilter): Promise<readonly number[]> => {
      const { rows } = await hostile.order({ filter, rule: 'structured' });
      return [...rows];
    };
    const all = values.map((_, row) => row);
    for (const [row, value] of values.entries()) {
      for (const key of ['config', 'cat', 'sub'] as const) {
        expect(await rowsOf(withFacet(NO_FILTER, key, { include: [value], exclude: [] }))).toEqual([row]);
      }
      expect(await rowsOf(withFacet(NO_FILTER, 'cat', { include: [], exclude: [value] }))).toEqual(
        all.filter((each) => each !== row),
      );
      const found = await rowsOf({ ...NO_FILTER, q: writeSearch([value]) });
      expect(found).toContain(row);
      for (const key of ['tool', 'outcome', 'model'] as const)
        expect(await rowsOf(withFacet(NO_FILTER, key, { include: [value], exclude: [] }))).toEqual([]);
    }
    await hostile.close();
  }, 900_000);
});

describe('bins', () => {
  it('are at most 50, of one nice width, without gaps', () => {
    const bins = toBins([5, 54, 120].map((number) => ({ number, count: 1, failed: 0 })));
    expect(bins.length).toBeLessThanOrEqual(50);
    expect(bins[0]).toEqual({ from: 5, to: 9, count: 1, failed: 0 });
    expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(3);
    expect(toBins([])).toEqual([]);
  });
});
