/** What runs recorded about themselves beside what the index counts: totals, and counts of some of the files. */
import { sql } from 'kysely';
import type { CountedRun } from '../trace';
import { columnOf, isNumber, isString } from './arrow';
import type { Ask } from './ask';

export interface RecordedTotal {
  readonly figure: string;
  /** "" where the figure is of no tool. */
  readonly tool: string;
  /** Sums over the trajectories that recorded it. */
  readonly recorded: number;
  readonly ours: number;
  readonly trajectories: number;
  /** Of these, where the two numbers are not the same, and the first such trajectory. */
  readonly differing: number;
  readonly first: { readonly file: number; readonly row: number } | undefined;
}

/** Exact below 2^53; 0 = none. */
const PLACE = sql`("file"::BIGINT * 1000000000 + "row" + 1)`;

export async function askRecorded(ask: Ask): Promise<readonly RecordedTotal[]> {
  const [table] = await ask(
    sql`SELECT figure, tool, sum(recorded)::BIGINT AS recorded, sum(ours)::BIGINT AS ours, count(*) AS trajectories, count(*) FILTER (WHERE recorded <> ours) AS differing, coalesce(min(${PLACE}) FILTER (WHERE recorded <> ours), 0) AS first FROM recorded GROUP BY figure, tool ORDER BY tool, figure`,
  );
  const numbers = (name: string): readonly number[] => columnOf(table, name, isNumber);
  const [recorded, ours, trajectories] = [numbers('recorded'), numbers('ours'), numbers('trajectories')];
  const [differing, first] = [numbers('differing'), numbers('first')];
  const tools = columnOf(table, 'tool', isString);
  return columnOf(table, 'figure', isString).map((figure, at) => {
    const place = (first[at] ?? 0) - 1;
    return {
      figure,
      tool: tools[at] ?? '',
      recorded: recorded[at] ?? 0,
      ours: ours[at] ?? 0,
      trajectories: trajectories[at] ?? 0,
      differing: differing[at] ?? 0,
      first: place < 0 ? undefined : { file: Math.floor(place / 1e9), row: place % 1e9 },
    };
  });
}

/** Of the files with these numbers, all of them indexed. */
export async function askCountedRun(ask: Ask, files: readonly number[]): Promise<CountedRun> {
  const among = files.length === 0 ? sql`false` : sql`"file" IN (${sql.join([...files])})`;
  const failed = sql`has_response AND failed_batch_runner`;
  const [totals] = await ask(
    sql`SELECT (SELECT count(*) FROM trajectory WHERE ${among}) AS trajectories, (SELECT coalesce(sum(turns), 0)::BIGINT FROM listing WHERE ${among}) AS turns, (SELECT coalesce(sum(steps), 0)::BIGINT FROM trajectory WHERE ${among}) AS steps, (SELECT count(DISTINCT ("file", "row", step)) FROM block WHERE kind = 'think' AND chars > 0 AND ${among}) AS thinking, (SELECT count(*) FROM recorded WHERE figure = 'was_compressed' AND recorded = 1 AND ${among}) AS compressed`,
  );
  const [tools] = await ask(
    sql`SELECT tool, count(*) AS calls, count(*) FILTER (WHERE has_response AND NOT failed_batch_runner) AS succeeded, count(*) FILTER (WHERE ${failed}) AS failed FROM call WHERE ${among} GROUP BY tool ORDER BY tool`,
  );
  const total = (name: string): number => columnOf(totals, name, isNumber)[0] ?? 0;
  const [calls, succeeded] = [columnOf(tools, 'calls', isNumber), columnOf(tools, 'succeeded', isNumber)];
  const failures = columnOf(tools, 'failed', isNumber);
  return {
    trajectories: total('trajectories'),
    turns: total('turns'),
    steps: total('steps'),
    thinkingSteps: total('thinking'),
    compressed: total('compressed'),
    tools: new Map(
      columnOf(tools, 'tool', isString).map((tool, at) => [
        tool,
        { count: calls[at] ?? 0, success: succeeded[at] ?? 0, failure: failures[at] ?? 0 },
      ]),
    ),
  };
}
