/**
 * The index: decoding alone, decoding and the core pass of the parsers, inserting; then a filter → the order of the list, and
 * the facets and figures beside it, by DuckDB-WASM in this process (one thread, as in the browser).
 */
// not '../src/engine': its browser host needs the bundler
import { Engine } from '../src/engine/Engine';
import { TABLES, type IndexTableName } from '../src/engine/tables';
import { openBytes } from '../src/source';
import { openNodeHost } from '../src/testing/nodeHost';
import { NO_FILTER, withFacet, type ListQuery, type SortKey, type TrajectoryFilter } from '../src/trace';
import type * as shipped from '../src/worker/indexUnit';
import { unpackUnit } from '../src/worker/packedUnit';
import { bigFiles, type BigFile } from './support/bigFiles';
import { bracket } from './support/calibration';
import { loadShipped } from './support/loadShipped';
import { report } from './support/results';
import { quantile, round, worst } from './support/statistics';

const { indexUnit } = await loadShipped<typeof shipped>('src/worker/indexUnit.ts');

interface Phases {
  decodeMs: number;
  parseMs: number;
  insertMs: number;
  rows: number;
  bytes: number;
}

/** Each phase on its own clock, batch by batch, so that no more than a row group is held. */
async function indexFile({ config, load }: BigFile, at: number, engine: Engine, sum: Phases): Promise<void> {
  const bytes = load();
  const file = await openBytes(`${config}.parquet`, bytes);
  sum.bytes += bytes.length;
  let startedAt = performance.now();
  const lap = (): number => {
    const now = performance.now();
    const durationMs = now - startedAt;
    startedAt = now;
    return durationMs;
  };
  for await (const batch of file.readRows()) {
    sum.decodeMs += lap();
    const packed = indexUnit(batch.rows, batch.rows[0]?.row ?? 0);
    sum.parseMs += lap();
    const { tables } = unpackUnit(packed);
    // keys of TABLES
    for (const name of Object.keys(TABLES) as IndexTableName[])
      await engine.insertParts(name, [{ table: tables[name], constants: { file: at, config } }]);
    sum.insertMs += lap();
    sum.rows += batch.rows.length;
  }
}

function queriesOf(filters: readonly TrajectoryFilter[], sorts: readonly (SortKey | undefined)[]) {
  return filters.flatMap((filter) =>
    sorts.map((key): ListQuery => ({
      filter,
      rule: 'structured',
      ...(key !== undefined && { sort: { key, direction: 'desc' } }),
    })),
  );
}

function including(key: 'cat' | 'sub' | 'tool' | 'outcome' | 'finding' | 'config', value: string) {
  return withFacet(NO_FILTER, key, { include: [value], exclude: [] });
}

/** Single clicks on every value that is there, then pairs, ranges and words. */
async function filtersOf(engine: Engine): Promise<readonly TrajectoryFilter[]> {
  const facets = await engine.facets({ filter: NO_FILTER, rule: 'structured' });
  const keys = ['config', 'cat', 'sub', 'tool', 'outcome', 'finding'] as const;
  const clicks = keys.flatMap((key) => facets[key].map(({ value }) => including(key, value)));
  const [tool] = facets.tool;
  const pairs = facets.cat.map(({ value }) =>
    withFacet(including('cat', value), 'tool', { include: [tool?.value ?? ''], exclude: [] }),
  );
  const ranges = [
    { turns: { min: 30 } },
    { failures: { min: 1, max: 3 } },
    { think: { min: 500 } },
    { calls: { max: 5 }, width: { min: 2 } },
  ].map((each): TrajectoryFilter => ({ ...NO_FILTER, ranges: each }));
  const words = ['test', 'log file', 'the', 'zzz'].map((q): TrajectoryFilter => ({ ...NO_FILTER, q }));
  return [NO_FILTER, ...clicks, ...pairs, ...ranges, ...words];
}

async function benchQueries(
  what: string,
  queries: readonly ListQuery[],
  ask: (query: ListQuery) => Promise<unknown>,
): Promise<void> {
  const calibrate = bracket();
  const durations: number[] = [];
  for (const query of queries) {
    const startedAt = performance.now();
    await ask(query);
    durations.push(performance.now() - startedAt);
  }
  const calibrationMs = calibrate();
  report({
    bench: 'engine: queries',
    what,
    queries: queries.length,
    p50Ms: round(quantile(durations, 0.5)),
    p95Ms: round(quantile(durations, 0.95)),
    worstMs: round(worst(durations)),
    p50PerCalibration: round(quantile(durations, 0.5) / calibrationMs, 2),
    calibrationMs: round(calibrationMs),
  });
}

const calibrate = bracket();
const openedAt = performance.now();
const engine = await Engine.open(await openNodeHost());
const openMs = performance.now() - openedAt;
const sum: Phases = { decodeMs: 0, parseMs: 0, insertMs: 0, rows: 0, bytes: 0 };
for (const [at, file] of (await bigFiles()).entries()) await indexFile(file, at, engine, sum);
const calibrationMs = calibrate();
const { decodeMs, parseMs, insertMs } = sum;
report({
  bench: 'engine: index',
  trajectories: sum.rows,
  bytes: sum.bytes,
  openMs: round(openMs, 0),
  decodeMs: round(decodeMs, 0),
  parseMs: round(parseMs, 0),
  insertMs: round(insertMs, 0),
  'core pass ÷ decode only': round((decodeMs + parseMs) / decodeMs, 2),
  'whole ÷ decode only': round((decodeMs + parseMs + insertMs) / decodeMs, 2),
  perCalibration: round((decodeMs + parseMs + insertMs) / calibrationMs),
  calibrationMs: round(calibrationMs),
});
const filters = await filtersOf(engine);
await benchQueries('filter → order, file order', queriesOf(filters, [undefined]), (query) =>
  engine.order(query),
);
await benchQueries(
  'filter → order, sorted',
  queriesOf(filters, ['attention', 'turns', 'failures', 'task']),
  (query) => engine.order(query),
);
await benchQueries('filter → facets', queriesOf(filters, [undefined]), (query) => engine.facets(query));
await engine.close();
