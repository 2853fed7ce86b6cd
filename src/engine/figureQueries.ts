/** The figures of the overview. Each leaves out its own clause. */
import { sql, type RawBuilder } from 'kysely';
import type { ListQuery } from '../trace';
import { failedColumn, matching, outcomeValue } from './clauses';

/** Columns `value`, `count`. */
export function categoryQuery(query: ListQuery): RawBuilder<unknown> {
  return sql`SELECT l.category AS value, count(*) AS count ${matching(query, 'cat')} GROUP BY l.category ORDER BY count DESC, value`;
}

/** Columns `tool`, `calls`, `failed`; most calls first. */
export function toolQuery(query: ListQuery): RawBuilder<unknown> {
  return sql`SELECT tool, count(*) AS calls, count(*) FILTER (WHERE ${failedColumn(query.rule)}) AS failed FROM call WHERE ("file", "row") IN (SELECT l."file", l."row" ${matching(query, 'tool')}) GROUP BY tool ORDER BY calls DESC, tool`;
}

/** Columns `turns`, `count`, `failed` (trajectories with at least one failure). */
export function lengthQuery(query: ListQuery): RawBuilder<unknown> {
  const failures = sql.ref(`t.failures_${query.rule}`);
  return sql`SELECT l.turns AS turns, count(*) AS count, count(*) FILTER (WHERE ${failures} > 0) AS failed ${matching(query, 'turns')} GROUP BY l.turns ORDER BY l.turns`;
}

/** Columns `value`, `count`. */
export function subcategoryQuery(query: ListQuery): RawBuilder<unknown> {
  return sql`SELECT l.subcategory AS value, count(*) AS count ${matching(query, 'sub')} GROUP BY l.subcategory ORDER BY count DESC, value`;
}

/** Columns `width`, `steps`: gpt turns by their number of tool calls, 0 included. */
export function widthQuery(query: ListQuery): RawBuilder<unknown> {
  return sql`SELECT calls AS width, count(*) AS steps FROM step WHERE ("file", "row") IN (SELECT l."file", l."row" ${matching(query, 'width')}) GROUP BY calls ORDER BY calls`;
}

/** Columns `value`, `count`: responses by kind of failure; what is ok is counted too. */
export function outcomeQuery(query: ListQuery): RawBuilder<unknown> {
  return sql`SELECT ${outcomeValue(query.rule)} AS value, count(*) AS count FROM response WHERE ("file", "row") IN (SELECT l."file", l."row" ${matching(query, 'outcome')}) GROUP BY value ORDER BY count DESC, value`;
}

/** Columns `trajectories`, `failing`, `calls`, `failures`: indexed trajectories and sums over them. */
export function failureTotalsQuery(query: ListQuery): RawBuilder<unknown> {
  const failures = sql.ref(`t.failures_${query.rule}`);
  return sql`SELECT count(t."file") AS trajectories, count(*) FILTER (WHERE ${failures} > 0) AS failing, coalesce(sum(t.calls), 0)::BIGINT AS calls, coalesce(sum(${failures}), 0)::BIGINT AS failures ${matching(query, 'outcome')}`;
}

/** Columns `value`, `count` (trajectories), `findings`. */
export function findingQuery(query: ListQuery): RawBuilder<unknown> {
  return sql`SELECT kind AS value, count(DISTINCT ("file", "row")) AS count, count(*) AS findings FROM finding WHERE ("file", "row") IN (SELECT l."file", l."row" ${matching(query, 'finding')}) GROUP BY kind ORDER BY count DESC, value`;
}

const NICE_WIDTHS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 100_000, 1_000_000];
const MOST_BINS = 50;

export interface LengthBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly failed: number;
}

/** Neighbouring lengths joined to at most 50 bins of one nice width, empty bins included. */
export function toBins(
  lengths: readonly { readonly turns: number; readonly count: number; readonly failed: number }[],
): readonly LengthBin[] {
  const [first] = lengths;
  const last = lengths.at(-1);
  if (first === undefined || last === undefined) return [];
  const width =
    NICE_WIDTHS.find((each) => Math.floor(last.turns / each) - Math.floor(first.turns / each) < MOST_BINS) ??
    1_000_000;
  const start = Math.floor(first.turns / width) * width;
  const bins = Array.from({ length: Math.floor((last.turns - start) / width) + 1 }, (_, index) => ({
    from: start + index * width,
    to: start + (index + 1) * width - 1,
    count: 0,
    failed: 0,
  }));
  for (const { turns, count, failed } of lengths) {
    const bin = bins[Math.floor((turns - start) / width)];
    if (bin === undefined) continue;
    bin.count += count;
    bin.failed += failed;
  }
  return bins;
}
