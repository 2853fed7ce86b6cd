/** Every figure's numbers against a plain computation over what `retrace parse --json` prints. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBytes } from '../source';
import { openNodeHost } from '../testing/nodeHost';
import { realData } from '../testing/realData';
import {
  NO_FILTER,
  OUTCOME_RULES,
  parseRecord,
  tallyTools,
  toParseJson,
  withFacet,
  withRange,
  type OutcomeRule,
  type Trajectory,
  type TrajectoryFilter,
} from '../trace';
import { Engine } from './Engine';
import { toIndexRows } from './rows';

type Parsed = ReturnType<typeof toParseJson>;

interface Run {
  readonly file: number;
  readonly row: number;
  readonly config: string;
  readonly trajectory: Trajectory;
  readonly parsed: Parsed;
}

const runs: Run[] = [];
let engine: Engine;

async function addFile(file: number, config: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const opened = await openBytes(`${config}.parquet`, bytes);
  for await (const batch of opened.readRows()) {
    for (const raw of batch.rows) {
      const made = raw.kind === 'record' ? parseRecord(raw.record) : raw;
      if (made.kind !== 'trajectory') continue;
      const { trajectory } = made;
      runs.push({ file, row: raw.row, config, trajectory, parsed: toParseJson(trajectory) });
      const { id, task, category, subcategory, turns } = trajectory;
      const place = { file, row: raw.row };
      await engine.insert('listing', [
        { ...place, id, task, config, category, subcategory, turns: turns.length },
      ]);
      const rows = toIndexRows(trajectory, place);
      await engine.insert('trajectory', rows.trajectory);
      await engine.insert('step', rows.step);
      await engine.insert('call', rows.call);
      await engine.insert('response', rows.response);
      await engine.insert('block', rows.block);
      await engine.insert('recorded', rows.recorded);
    }
  }
}

beforeAll(async () => {
  engine = await Engine.open(await openNodeHost());
  await addFile(0, 'kimi', readFileSync('public/demo/kimi.parquet'));
  await addFile(1, 'glm-5.1', readFileSync('public/demo/glm-5.1.parquet'));
  const tau = realData('hermes/tau_airline_100.parquet');
  if (tau !== undefined) await addFile(2, 'tau', readFileSync(tau));
}, 120_000);

afterAll(() => engine.close());

const FILTERS: readonly (readonly [string, TrajectoryFilter, (run: Run) => boolean])[] = [
  ['everything', NO_FILTER, () => true],
  [
    'one config',
    withFacet(NO_FILTER, 'config', { include: ['kimi'], exclude: [] }),
    ({ config }) => config === 'kimi',
  ],
  ['a range', withRange(NO_FILTER, 'turns', { min: 20 }), ({ trajectory }) => trajectory.turns.length >= 20],
  ['nothing', withRange(NO_FILTER, 'turns', { min: 9_999 }), () => false],
];
const CASES = FILTERS.flatMap(([name, filter, matches]) =>
  OUTCOME_RULES.map((rule) => [`${name}, ${rule}`, filter, matches, rule] as const),
);

function count<K>(values: Iterable<K>): Map<K, number> {
  const counts = new Map<K, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** Did the response at this place fail? Undefined: the call has none. */
function failed({ trajectory }: Run, at: { turn: number; block: number } | undefined, rule: OutcomeRule) {
  if (at === undefined) return undefined;
  const turn = trajectory.turns[at.turn];
  if (rule === 'tutorial') return turn?.tutorialFlagged === true;
  const block = turn?.blocks[at.block];
  return block?.kind === 'tool_response' && block.outcome[rule].failed;
}

it.each(CASES)('%s: blocks by length', async (_name, filter, matches, rule) => {
  const blocks = await engine.figure('blocks', { filter, rule });
  const lengths = { think: [], call: [], response: [], answer: [] } as Record<string, number[]>;
  const kinds: Record<string, string> = {
    think: 'think',
    text: 'answer',
    tool_call: 'call',
    tool_response: 'response',
  };
  for (const { parsed, trajectory } of runs.filter(matches)) {
    const inSteps = new Set(parsed.steps.flatMap((step) => step.turns));
    for (const turn of parsed.turns) {
      const { role } = trajectory.turns[turn.index] ?? {};
      if (!inSteps.has(turn.index) || (role !== 'gpt' && role !== 'tool')) continue;
      for (const { kind, bodyStart, bodyEnd } of turn.blocks) {
        if (kind === 'text' && role === 'tool') continue;
        lengths[kinds[kind] ?? '']?.push(bodyEnd - bodyStart);
      }
    }
  }
  for (const { kind, count: n, median, mean } of blocks.totals) {
    const sorted = (lengths[kind] ?? []).toSorted((a, b) => a - b);
    expect(n).toBe(sorted.length);
    if (n === 0) continue;
    expect(median).toBe(sorted[Math.ceil(n / 2) - 1]);
    expect(mean).toBeCloseTo(sorted.reduce((sum, each) => sum + each, 0) / n, 6);
    for (const bin of blocks.bins) {
      expect(bin[kind]).toBe(sorted.filter((each) => each >= bin.from && each <= bin.to).length);
    }
  }
});

it.each(CASES)('%s: steps and think words', async (_name, filter, matches, rule) => {
  const steps = await engine.figure('steps', { filter, rule });
  const think = await engine.figure('think', { filter, rule });
  const chosen = runs.filter(matches);
  const words = ({ parsed }: Run): number =>
    parsed.steps
      .flatMap((step) => step.think)
      .reduce((sum, { text }) => sum + (text.match(/\P{White_Space}+/gu)?.length ?? 0), 0);
  for (const [figure, numberOf] of [
    [steps, ({ parsed }: Run) => parsed.steps.length],
    [think, words],
  ] as const) {
    const numbers = chosen.map(numberOf).toSorted((a, b) => a - b);
    expect(figure.count).toBe(chosen.length);
    expect(figure.bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(chosen.length);
    for (const { from, to, count: n } of figure.bins) {
      expect(n).toBe(numbers.filter((each) => each >= from && each <= to).length);
    }
    if (chosen.length === 0) continue;
    expect(figure.mean).toBeCloseTo(numbers.reduce((sum, each) => sum + each, 0) / numbers.length, 6);
    expect(figure.median).toBe(numbers[Math.ceil(numbers.length / 2) - 1]);
  }
});

it.each(CASES)('%s: think words of steps, and widths with the trajectories behind them', async (...given) => {
  const [, filter, matches, rule] = given;
  const steps = runs.filter(matches).flatMap((run) => run.parsed.steps.map((step) => ({ run, step })));
  const wordsOf = (texts: readonly { text: string }[]): number =>
    texts.reduce((sum, { text }) => sum + (text.match(/\P{White_Space}+/gu)?.length ?? 0), 0);
  const numbers = steps.map(({ step }) => wordsOf(step.think)).toSorted((a, b) => a - b);
  const figure = await engine.figure('stepThink', { filter, rule });
  expect(figure.count).toBe(steps.length);
  for (const { from, to, count: n } of figure.bins)
    expect(n).toBe(numbers.filter((each) => each >= from && each <= to).length);
  expect(figure.median).toBe(numbers[Math.ceil(numbers.length / 2) - 1] ?? 0);
  const failing = steps.filter(({ run, step }) =>
    [...step.calls.flatMap(({ response }) => response ?? []), ...step.unmatchedResponses].some(
      (response) => failed(run, response, rule) === true,
    ),
  );
  expect(figure.bins.reduce((sum, bin) => sum + bin.failed, 0)).toBe(failing.length);

  const width = await engine.figure('width', { filter, rule });
  expect(new Map(width.bars.map((bar) => [bar.width, bar.steps]))).toEqual(
    count(steps.map(({ step }) => step.calls.length)),
  );
  // a click on a bar: exactly as many trajectories as its table says
  for (const { width: wide, widest } of width.bars) {
    const { files } = await engine.order({
      filter: withRange(filter, 'width', { min: wide, max: wide }),
      rule,
    });
    expect(files.length).toBe(widest);
  }
});

it.each(CASES)('%s: failures by tool and by place, recovery', async (_name, filter, matches, rule) => {
  const tools = await engine.figure('tools', { filter, rule });
  const places = await engine.figure('places', { filter, rule });
  const recovery = await engine.figure('recovery', { filter, rule });
  const calls = new Map<string, { calls: number; failed: number }>();
  const tenths = Array.from({ length: 10 }, () => ({ responses: 0, failed: 0 }));
  const after: number[] = [];
  for (const run of runs.filter(matches)) {
    const { parsed } = run;
    for (const [index, step] of parsed.steps.entries()) {
      const tenth = tenths[Math.min(9, Math.floor((10 * index) / parsed.steps.length))];
      for (const call of step.calls) {
        const tool = calls.get(call.name) ?? { calls: 0, failed: 0 };
        calls.set(call.name, tool);
        tool.calls += 1;
        if (failed(run, call.response, rule) !== true) continue;
        tool.failed += 1;
        const later = parsed.steps
          .slice(index + 1)
          .findIndex((next) =>
            next.calls.some(
              ({ name, response }) => name === call.name && failed(run, response, rule) === false,
            ),
          );
        after.push(later + 1);
      }
      const all = [...step.calls.flatMap(({ response }) => response ?? []), ...step.unmatchedResponses];
      for (const response of all) {
        if (tenth === undefined) continue;
        tenth.responses += 1;
        if (failed(run, response, rule) === true) tenth.failed += 1;
      }
    }
  }
  expect(new Map(tools.bars.map((bar) => [bar.tool, { calls: bar.calls, failed: bar.failed }]))).toEqual(
    calls,
  );
  expect(new Map(recovery.bars.map((bar) => [bar.after, bar.count]))).toEqual(count(after));
  const counted = places.bars.map(({ responses, failed: n }) => ({ responses, failed: n }));
  expect(counted).toEqual(runs.some(matches) ? tenths : []);
});

it.each(CASES)('%s: transitions', async (_name, filter, matches, rule) => {
  const transitions = await engine.figure('transitions', { filter, rule });
  const pairs = count(
    runs.filter(matches).flatMap(({ parsed }) => {
      const names = parsed.steps.flatMap((step) => step.calls.map(({ name }) => name));
      return names.slice(1).map((name, index) => `${names[index]} → ${name}`);
    }),
  );
  expect(transitions.calls).toBe([...pairs.values()].reduce((sum, n) => sum + n, 0));
  expect(transitions.bars.length).toBe(Math.min(200, pairs.size));
  for (const { tool, next, count: n } of transitions.bars) expect(n).toBe(pairs.get(`${tool} → ${next}`));
});

it.each(CASES)('%s: what the rules say', async (_name, filter, matches, rule) => {
  const rules = await engine.figure('rules', { filter, rule });
  const said = (run: Run, at: { turn: number; block: number }): string =>
    OUTCOME_RULES.map((each) => Number(failed(run, at, each))).join('');
  const all = runs
    .filter(matches)
    .flatMap((run) =>
      run.parsed.turns.flatMap(({ index, blocks }) =>
        blocks.flatMap(({ kind }, block) =>
          kind === 'tool_response' ? [said(run, { turn: index, block })] : [],
        ),
      ),
    );
  const counted = rules.bars.map((bar) => [
    OUTCOME_RULES.map((each) => Number(bar.failed[each])).join(''),
    bar.count,
  ]);
  expect(new Map(counted as [string, number][])).toEqual(count(all));
  for (const { examples, failed: flags } of rules.bars) {
    for (const { file, row, step } of examples) {
      const run = runs.find((each) => each.file === file && each.row === row);
      const found = run?.parsed.steps[step - 1];
      const refs = [
        ...(found?.calls ?? []).flatMap(({ response }) => response ?? []),
        ...(found?.unmatchedResponses ?? []),
      ];
      const here = run === undefined ? [] : refs.map((at) => said(run, at));
      expect(step === 0 ? [OUTCOME_RULES.map((each) => Number(flags[each])).join('')] : here).toContain(
        OUTCOME_RULES.map((each) => Number(flags[each])).join(''),
      );
    }
  }
});

it('totals of each config', async () => {
  for (const totals of await engine.configTotals()) {
    const own = runs.filter(({ config }) => config === totals.config);
    expect(totals.rows).toBe(own.length);
    expect(totals.indexed).toBe(own.length);
    expect(totals.thinkWords).toBe(
      own
        .flatMap(({ parsed }) => parsed.steps.flatMap((step) => step.think))
        .reduce((sum, { text }) => sum + (text.match(/\P{White_Space}+/gu)?.length ?? 0), 0),
    );
    expect(totals.turns).toBe(own.reduce((sum, { trajectory }) => sum + trajectory.turns.length, 0));
    expect(totals.calls).toBe(
      own.reduce(
        (sum, { parsed }) => sum + parsed.steps.reduce((all, { calls }) => all + calls.length, 0),
        0,
      ),
    );
    expect(new Map(totals.categories.map(({ value, count: n }) => [value, n]))).toEqual(
      count(own.map(({ trajectory }) => trajectory.category)),
    );
    const lengths = own.map(({ trajectory }) => trajectory.turns.length);
    expect([totals.shortest, totals.longest]).toEqual([Math.min(...lengths), Math.max(...lengths)]);
    const tasks = own.map(({ trajectory }) => [...trajectory.task].length);
    expect([totals.shortestTask, totals.longestTask]).toEqual([Math.min(...tasks), Math.max(...tasks)]);
    const named = own.map(({ trajectory }) => trajectory.subcategory).filter((each) => each !== '');
    expect(totals.subcategories).toBe(new Set(named).size);
    expect(new Map(totals.tools.map(({ value, count: n }) => [value, n]))).toEqual(
      count(own.flatMap(({ parsed }) => parsed.steps.flatMap((step) => step.calls.map(({ name }) => name)))),
    );
  }
});

it('what runs recorded: sums, what differs, and the counts of some files', async () => {
  const lines = runs.slice(0, 12).map(({ trajectory }, row) => {
    const tool_stats = Object.fromEntries(tallyTools(trajectory));
    // the fourth run says one call more
    if (row === 3) tool_stats['terminal'] = { count: 999, success: 0, failure: 0 };
    const record = {
      conversations: trajectory.turns.map(({ from, value }) => ({ from, value })),
      tool_stats,
    };
    return JSON.stringify(record);
  });
  const file = runs.reduce((most, run) => Math.max(most, run.file), 0) + 1;
  await addFile(file, 'batch', new TextEncoder().encode(lines.join('\n')));
  const written = runs.filter((run) => run.file === file);
  const calls = written.flatMap(({ parsed }) => parsed.steps.flatMap((step) => step.calls));
  const totals = await engine.recorded();
  const terminal = totals.find(({ tool, figure }) => tool === 'terminal' && figure === 'count');
  expect(terminal?.ours).toBe(calls.filter(({ name }) => name === 'terminal').length);
  expect(terminal).toMatchObject({ differing: 1, first: { file, row: 3 } });
  expect(totals.filter(({ tool, differing }) => tool !== 'terminal' && differing > 0)).toEqual([]);

  const counted = await engine.countedRun([file]);
  expect(counted.trajectories).toBe(written.length);
  expect(counted.turns).toBe(written.reduce((sum, { parsed }) => sum + parsed.turns.length, 0));
  const steps = written.flatMap(({ parsed }) => parsed.steps);
  expect(counted.steps).toBe(steps.length);
  expect(counted.thinkingSteps).toBe(
    steps.filter(({ think }) => think.some(({ text }) => text !== '')).length,
  );
  const failed = calls.filter(
    ({ name, response }) => name === 'terminal' && response?.outcome.batch_runner !== 'ok',
  );
  expect(counted.tools.get('terminal')?.failure).toBe(failed.filter(({ response }) => response).length);
  expect((await engine.countedRun([])).trajectories).toBe(0);
});
