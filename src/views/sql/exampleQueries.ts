/** Questions of the domain as SQL: to run, to change, to learn the tables from. All are run by e2e/sql.spec.ts. */
export interface ExampleQuery {
  readonly title: string;
  readonly sql: string;
  /** Empty until trajectories are loaded into the raw tables. */
  readonly isRaw?: true;
}

export const EXAMPLE_QUERIES: readonly ExampleQuery[] = [
  {
    title: 'Tools by calls, with their failures',
    sql: `SELECT tool,
       count(*) AS calls,
       count(*) FILTER (failed_structured) AS failed,
       round(100 * failed / calls, 1) AS "failed %"
FROM call
GROUP BY tool
ORDER BY calls DESC`,
  },
  {
    title: 'Trajectories with the most failures',
    sql: `SELECT t.file, t."row", l.config, l.task, t.calls,
       t.failures_structured AS failures
FROM trajectory AS t
JOIN listing AS l USING (file, "row")
WHERE failures > 0
ORDER BY failures DESC, t.calls DESC
LIMIT 100`,
  },
  {
    title: 'Parallel width: calls in one step',
    sql: `SELECT calls AS width,
       count(*) AS steps,
       round(100 * steps / sum(steps) OVER (), 1) AS "% of calling steps"
FROM step
WHERE calls > 0
GROUP BY calls
ORDER BY calls`,
  },
  {
    title: 'Conversation length by category',
    sql: `SELECT category,
       count(*) AS trajectories,
       min(turns) AS shortest,
       median(turns) AS median,
       max(turns) AS longest
FROM listing
GROUP BY category
ORDER BY median DESC`,
  },
  {
    title: 'Findings by kind',
    sql: `SELECT kind,
       count(*) AS findings,
       count(DISTINCT (file, "row")) AS trajectories
FROM finding
GROUP BY kind
ORDER BY trajectories DESC`,
  },
  {
    title: 'After a failed call: the same tool again?',
    sql: `WITH ordered AS (
  SELECT tool, failed_structured,
         lead(tool) OVER (PARTITION BY file, "row" ORDER BY step) AS next_tool
  FROM call
)
SELECT tool,
       count(*) AS failed,
       count(*) FILTER (next_tool = tool) AS "same tool next",
       count(*) FILTER (next_tool IS NULL) AS "no call after it"
FROM ordered
WHERE failed_structured
GROUP BY tool
ORDER BY failed DESC`,
  },
  {
    title: 'Trajectories without an answer',
    sql: `SELECT t.file, t."row", l.task, l.category, t.steps, t.calls, t.state
FROM trajectory AS t
JOIN listing AS l USING (file, "row")
WHERE NOT t.has_answer
ORDER BY t.steps DESC`,
  },
  {
    title: 'Responses the outcome rules disagree on',
    sql: `SELECT file, "row", step, outcome,
       failed_structured, failed_batch_runner, failed_tutorial
FROM response
WHERE failed_structured <> failed_batch_runner
   OR failed_structured <> failed_tutorial
ORDER BY file, "row", step
LIMIT 1000`,
  },
  {
    title: 'Turns and characters by role (raw tables)',
    isRaw: true,
    sql: `SELECT role,
       count(*) AS turns,
       sum(length(value)) AS characters
FROM turns
GROUP BY role
ORDER BY characters DESC`,
  },
];
