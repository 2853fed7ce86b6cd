/**
 * The figures: each on its own and all of them, under many filters, by DuckDB-WASM in this process (one thread, as in the
 * browser); then the same tables copied to 10 k, 100 k and 1 M trajectories, to see how the times grow.
 */
import { Engine } from '../src/engine/Engine';
import { FIGURE_NAMES } from '../src/engine/figures';
import type { EngineHost } from '../src/engine/host';
import { TABLES, type IndexTableName } from '../src/engine/tables';
import { openBytes } from '../src/source';
import { openNodeHost } from '../src/testing/nodeHost';
import { NO_FILTER, withFacet, withRange, type ListQuery, type TrajectoryFilter } from '../src/trace';
import type * as shipped from '../src/worker/indexUnit';
import { unpackUnit } from '../src/worker/packedUnit';
import { bigFiles } from './support/bigFiles';
import { bracket } from './support/calibration';
import { loadShipped } from './support/loadShipped';
import { report } from './support/results';
import { quantile, round, worst } from './support/statistics';

const { indexUnit } = await loadShipped<typeof shipped>('src/worker/indexUnit.ts');
const GROWTH = [10_000, 100_000, 1_000_000];

/** Every index table of the files, as the browser holds them. */
async function load(engine: Engine): Promise<void> {
  for (const [at, { config, load: read }] of (await bigFiles()).entries()) {
    const file = await openBytes(`${config}.parquet`, read());
    for await (const { rows } of file.readRows()) {
      const { tables } = unpackUnit(indexUnit(rows, rows[0]?.row ?? 0));
      // keys of TABLES
      for (const name of Object.keys(TABLES) as IndexTableName[])
        await engine.insertParts(name, [{ table: tables[name], constants: { file: at, config } }]);
    }
  }
}

function including(key: 'cat' | 'tool' | 'outcome' | 'finding' | 'config', values: readonly string[]) {
  return withFacet(NO_FILTER, key, { include: values, exclude: [] });
}

/** What readers click: nothing, one value of each facet, a range, a pair. */
async function filtersOf(engine: Engine): Promise<readonly TrajectoryFilter[]> {
  const facets = await engine.facets({ filter: NO_FILTER, rule: 'structured' });
  const first = (key: 'cat' | 'tool' | 'outcome' | 'finding' | 'config', at = 0): readonly string[] =>
    facets[key].slice(at, at + 1).map(({ value }) => value);
  const one = including('cat', first('cat'));
  return [
    NO_FILTER,
    one,
    including('config', first('config')),
    including('tool', first('tool')),
    including('tool', first('tool', 4)),
    including('outcome', first('outcome', 1)),
    including('finding', first('finding')),
    withRange(NO_FILTER, 'turns', { min: 20, max: 30 }),
    withRange(NO_FILTER, 'width', { min: 2, max: 2 }),
    withFacet(one, 'tool', { include: first('tool', 1), exclude: [] }),
    { ...NO_FILTER, q: 'the' },
  ];
}

interface Times {
  readonly order: number[];
  readonly figures: number[];
  readonly byName: ReadonlyMap<string, number[]>;
}

async function ask(engine: Engine, filters: readonly TrajectoryFilter[], rounds: number): Promise<Times> {
  const byName = new Map<string, number[]>(FIGURE_NAMES.map((name) => [name, []]));
  const [order, figures]: [number[], number[]] = [[], []];
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const startedAt = performance.now();
    await work();
    return performance.now() - startedAt;
  };
  for (let round = 0; round < rounds; round += 1) {
    for (const filter of filters) {
      const query: ListQuery = { filter, rule: 'structured' };
      order.push(await timed(() => engine.order(query)));
      let all = 0;
      for (const name of FIGURE_NAMES) {
        const durationMs = await timed(() => engine.figure(name, query));
        byName.get(name)?.push(durationMs);
        all += durationMs;
      }
      figures.push(all);
    }
  }
  return { order, figures, byName };
}

async function count(host: EngineHost, table: string): Promise<number> {
  const result = await host.query(`SELECT count(*)::INTEGER AS n FROM "${table}"`, []);
  return Number(result.getChildAt(0)?.get(0));
}

function line(
  bench: string,
  name: string,
  durations: readonly number[],
  calibrationMs: number,
  facts = {},
): void {
  report({
    bench,
    what: name,
    ...facts,
    asked: durations.length,
    p50Ms: round(quantile(durations, 0.5)),
    p95Ms: round(quantile(durations, 0.95)),
    worstMs: round(worst(durations)),
    p95PerCalibration: round(quantile(durations, 0.95) / calibrationMs, 2),
    calibrationMs: round(calibrationMs),
  });
}

async function measure(bench: string, engine: Engine, host: EngineHost, rounds: number): Promise<void> {
  const filters = await filtersOf(engine);
  const facts = { trajectories: await count(host, 'trajectory'), calls: await count(host, 'call') };
  const calibrate = bracket();
  const { order, figures, byName } = await ask(engine, filters, rounds);
  const calibrationMs = calibrate();
  line(bench, 'filter → count and order', order, calibrationMs, facts);
  line(bench, 'filter → all figures', figures, calibrationMs, facts);
  if (bench === 'insights')
    for (const [name, durations] of byName) line('insights: each figure', name, durations, calibrationMs);
}

/** The tables hold so many trajectories (about): copies of the pattern under new file numbers, or a part of it. */
async function grow(host: EngineHost, own: number, trajectories: number): Promise<void> {
  const copies = Math.max(1, Math.round(trajectories / own));
  const lastRow = trajectories < own ? `WHERE p."row" < ${Math.round(trajectories / 2)}` : '';
  for (const name of Object.keys(TABLES)) {
    await host.run(`DELETE FROM main."${name}"`);
    await host.run(
      `INSERT INTO main."${name}" SELECT p.* REPLACE ((p."file" + 10 * c.copy)::INTEGER AS "file") FROM pattern."${name}" AS p, range(${copies}) AS c(copy) ${lastRow}`,
    );
  }
}

const host = await openNodeHost();
const engine = await Engine.open(host);
await load(engine);
await measure('insights', engine, host, 3);

const own = await count(host, 'trajectory');
await host.run('CREATE SCHEMA pattern');
for (const name of Object.keys(TABLES))
  await host.run(`CREATE TABLE pattern."${name}" AS SELECT * FROM main."${name}"`);
for (const trajectories of GROWTH) {
  try {
    await grow(host, own, trajectories);
    await measure('insights: growth', engine, host, 1);
  } catch (error) {
    // 32-bit WebAssembly has 4 GB
    report({
      bench: 'insights: growth',
      what: 'does not fit',
      trajectories,
      reason: String(error).slice(0, 120),
    });
    break;
  }
}
await engine.close();
