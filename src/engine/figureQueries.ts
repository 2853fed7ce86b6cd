/** The figures' SQL. Each leaves out its own clause. */
import { sql, type RawBuilder } from 'kysely';
import type { ListQuery } from '../trace';
import { clauseKeys, failedColumn, matching, outcomeValue, rangeColumn, type ClauseKey } from './clauses';

/** Columns `value`, `count`. */
export function categoryQuery(query: ListQuery): RawBuilder<unknown> {
  return sql`SELECT l.category AS value, count(*) AS count ${matching(query, 'cat')} GROUP BY l.category ORDER BY count DESC, value`;
}

/** Columns `tool`, `calls`, `failed`, `trajectories` (that call it); most calls first. */
export function toolQuery(query: ListQuery): RawBuilder<unknown> {
  const ofEach = sql`SELECT tool, count(*) AS calls, count(*) FILTER (WHERE ${failedColumn(query.rule)}) AS failed FROM call WHERE ${within(query, 'tool')} GROUP BY tool, "file", "row"`;
  return sql`SELECT tool, sum(calls)::BIGINT AS calls, sum(failed)::BIGINT AS failed, count(*) AS trajectories FROM (${ofEach}) GROUP BY tool ORDER BY calls DESC, tool`;
}

/** Columns `value`, `count`. */
export function subcategoryQuery(query: ListQuery): RawBuilder<unknown> {
  return sql`SELECT l.subcategory AS value, count(*) AS count ${matching(query, 'sub')} GROUP BY l.subcategory ORDER BY count DESC, value`;
}

/** Columns `width`, `steps`: gpt turns by their number of tool calls, 0 included. */
export function widthQuery(query: ListQuery): RawBuilder<unknown> {
  return sql`SELECT calls AS width, count(*) AS steps FROM step WHERE ${within(query, 'width')} GROUP BY calls ORDER BY calls`;
}

/** Columns `value`, `count`, `trajectories`: responses by kind of failure; what is ok is counted too. */
export function outcomeQuery(query: ListQuery): RawBuilder<unknown> {
  const ofEach = sql`SELECT ${outcomeValue(query.rule)} AS value, count(*) AS responses FROM response WHERE ${within(query, 'outcome')} GROUP BY value, "file", "row"`;
  return sql`SELECT value, sum(responses)::BIGINT AS count, count(*) AS trajectories FROM (${ofEach}) GROUP BY value ORDER BY count DESC, value`;
}

/** Columns `trajectories`, `failing`, `calls`, `failures`: indexed trajectories and sums over them. */
export function failureTotalsQuery(query: ListQuery): RawBuilder<unknown> {
  const failures = sql.ref(`t.failures_${query.rule}`);
  return sql`SELECT count(t."file") AS trajectories, count(*) FILTER (WHERE ${failures} > 0) AS failing, coalesce(sum(t.calls), 0)::BIGINT AS calls, coalesce(sum(${failures}), 0)::BIGINT AS failures ${matching(query, 'outcome')}`;
}

/** Columns `value`, `count` (trajectories), `findings`. */
export function findingQuery(query: ListQuery): RawBuilder<unknown> {
  return sql`SELECT kind AS value, count(DISTINCT ("file", "row")) AS count, count(*) AS findings FROM finding WHERE ${within(query, 'finding')} GROUP BY kind ORDER BY count DESC, value`;
}

/** Column `trajectories`: indexed ones that match without one clause. */
export function indexedCountQuery(query: ListQuery, without: ClauseKey): RawBuilder<unknown> {
  return sql`SELECT count(t."file") AS trajectories ${matching(query, without)}`;
}

/** Of the matching trajectories, for tables that hold `file` and `row`. */
function within(
  query: ListQuery,
  without?: ClauseKey,
  place: RawBuilder<unknown> = sql`"file", "row"`,
): RawBuilder<unknown> {
  // every row of an index table is of a listed trajectory: a join that keeps all of them is saved
  if (clauseKeys(query).every((key) => key === without)) return sql`true`;
  return sql`(${place}) IN (SELECT l."file", l."row" ${matching(query, without)})`;
}

/** Columns `number`, `count`, `failed` (with at least one failure): trajectories by one of their numbers. */
export function numberQuery(query: ListQuery, key: 'turns' | 'steps' | 'think'): RawBuilder<unknown> {
  const failures = sql.ref(`t.failures_${query.rule}`);
  const column = rangeColumn(key, query.rule);
  return sql`SELECT number, count(*) AS count, count(*) FILTER (WHERE failures > 0) AS failed FROM (SELECT ${column} AS number, ${failures} AS failures ${matching(query, key)}) WHERE number IS NOT NULL GROUP BY number ORDER BY number`;
}

/** Columns `number` (think words), `count`, `failed`: steps. */
export function stepThinkQuery(query: ListQuery): RawBuilder<unknown> {
  return sql`SELECT think_words AS number, count(*) AS count, count(*) FILTER (WHERE ${failedColumn(query.rule)}) AS failed FROM step WHERE ${within(query)} GROUP BY think_words ORDER BY think_words`;
}

/** Columns `width`, `trajectories`: by the width of their widest step. */
export function widestQuery(query: ListQuery): RawBuilder<unknown> {
  return sql`SELECT width, count(*) AS trajectories FROM (SELECT ${rangeColumn('width', query.rule)} AS width ${matching(query, 'width')}) WHERE width IS NOT NULL GROUP BY width ORDER BY width`;
}

/** Columns `kind`, `bin`, `count`: blocks by the power of two their length reaches; -1 = empty. */
export function blockQuery(query: ListQuery): RawBuilder<unknown> {
  return sql`SELECT kind, CASE WHEN chars < 1 THEN -1 ELSE floor(log2(chars))::INTEGER END AS bin, count(*) AS count FROM block WHERE ${within(query)} GROUP BY kind, bin ORDER BY kind, bin`;
}

/** Columns `kind`, `count`, `median`, `mean` (characters). */
export function blockTotalsQuery(query: ListQuery): RawBuilder<unknown> {
  return sql`SELECT kind, count(*) AS count, quantile_disc(chars, 0.5) AS median, avg(chars) AS mean FROM block WHERE ${within(query)} GROUP BY kind ORDER BY kind`;
}

/** Columns `tenth` (0 = first tenth of the run's steps), `responses`, `failed`. */
export function failedPlaceQuery(query: ListQuery): RawBuilder<unknown> {
  return sql`SELECT least(9, (10 * (r.step - 1)) // t.steps) AS tenth, count(*) AS responses, count(*) FILTER (WHERE ${failedColumn(query.rule)}) AS failed FROM response AS r JOIN trajectory AS t ON t."file" = r."file" AND t."row" = r."row" WHERE r.step > 0 AND ${within(query, undefined, sql`r."file", r."row"`)} GROUP BY tenth ORDER BY tenth`;
}

/** Columns `after` (steps; 0 = never), `count`: failed calls by when their tool succeeded again. */
export function recoveryQuery(query: ListQuery): RawBuilder<unknown> {
  const recovery = sql.ref(`recovery_${query.rule}`);
  return sql`SELECT ${recovery} AS after, count(*) AS count FROM call WHERE ${recovery} >= 0 AND ${within(query)} GROUP BY after ORDER BY after`;
}

/** Columns `tool`, `next`, `count`: each call and the one after it in the run, parallel calls in their written order. */
export function transitionQuery(query: ListQuery): RawBuilder<unknown> {
  return sql`SELECT tool, next, count(*) AS count FROM call WHERE next <> '' AND ${within(query)} GROUP BY tool, next ORDER BY count DESC, tool, next`;
}

/**
 * Columns `config`, `rows`, `turns`, `indexed`, `calls`, `think_words`, `shortest`, `longest` (turns), `subcategories`,
 * `shortest_task`, `longest_task` (code points): all that is open, unfiltered.
 */
export function configTotalsQuery(): RawBuilder<unknown> {
  return sql`SELECT l.config AS config, count(*) AS rows, sum(l.turns)::BIGINT AS turns, count(t."file") AS indexed, coalesce(sum(t.calls), 0)::BIGINT AS calls, coalesce(sum(t.think_words), 0)::BIGINT AS think_words, coalesce(min(l.turns), 0) AS shortest, coalesce(max(l.turns), 0) AS longest, count(DISTINCT l.subcategory) FILTER (WHERE l.subcategory <> '') AS subcategories, coalesce(min(length(l.task)), 0)::INTEGER AS shortest_task, coalesce(max(length(l.task)), 0)::INTEGER AS longest_task FROM listing AS l LEFT JOIN trajectory AS t ON t."file" = l."file" AND t."row" = l."row" GROUP BY l.config ORDER BY l.config`;
}

/** Columns `config`, `value`, `count`: all that is listed by category, unfiltered. */
export function configCategoriesQuery(): RawBuilder<unknown> {
  return sql`SELECT config, category AS value, count(*) AS count FROM listing GROUP BY config, category ORDER BY config, category`;
}

/** Columns `config`, `value`, `count`: calls by tool, unfiltered. A file is of one config. */
export function configToolsQuery(): RawBuilder<unknown> {
  return sql`SELECT config, tool AS value, sum(calls)::BIGINT AS count FROM (SELECT "file", tool, count(*) AS calls FROM call GROUP BY "file", tool) JOIN (SELECT DISTINCT "file", config FROM listing) USING ("file") GROUP BY config, tool ORDER BY config, count DESC, tool`;
}

/** A response's place as one number: exact below 2^53. */
const PLACE = sql`"file"::BIGINT * 10000000000000 + "row"::BIGINT * 100000 + least(step, 99999)`;

/** Columns `structured`, `batch_runner`, `tutorial` (failed?), `count`, `first`, `last`: responses by what each rule says. */
export function ruleQuery(query: ListQuery): RawBuilder<unknown> {
  return sql`SELECT failed_structured::INTEGER AS structured, failed_batch_runner::INTEGER AS batch_runner, failed_tutorial::INTEGER AS tutorial, count(*) AS count, min(${PLACE}) AS first, max(${PLACE}) AS last FROM response WHERE ${within(query)} GROUP BY ALL ORDER BY count DESC`;
}

const NICE_WIDTHS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 100_000, 1_000_000];
const MOST_BINS = 50;

export interface LengthBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly failed: number;
}

/** Neighbouring numbers joined to at most 50 bins of one nice width, empty bins included. */
export function toBins(
  numbers: readonly { readonly number: number; readonly count: number; readonly failed: number }[],
): readonly LengthBin[] {
  const [first] = numbers;
  const last = numbers.at(-1);
  if (first === undefined || last === undefined) return [];
  const width =
    NICE_WIDTHS.find(
      (each) => Math.floor(last.number / each) - Math.floor(first.number / each) < MOST_BINS,
    ) ?? 1_000_000;
  const start = Math.floor(first.number / width) * width;
  const bins = Array.from({ length: Math.floor((last.number - start) / width) + 1 }, (_, index) => ({
    from: start + index * width,
    to: start + (index + 1) * width - 1,
    count: 0,
    failed: 0,
  }));
  for (const { number, count, failed } of numbers) {
    const bin = bins[Math.floor((number - start) / width)];
    if (bin === undefined) continue;
    bin.count += count;
    bin.failed += failed;
  }
  return bins;
}
