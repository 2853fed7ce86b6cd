/**
 * A filter → the trajectories it names, as SQL over `listing l LEFT JOIN trajectory t`. What only the index knows
 * (tool, outcome, finding, metrics) names indexed trajectories only, also when it excludes.
 *
 * Values of the facet `outcome`: under `structured` the kinds of docs/OUTCOMES.md and `ok`; under the two other
 * rules, which know no kinds, `failed` and `ok`.
 */
import { sql, type RawBuilder } from 'kysely';
import { nameTextSearch, searchWords } from '../trace';
import type {
  FacetClause,
  FacetKey,
  ListQuery,
  OutcomeRule,
  Range,
  RangeKey,
  TextClause,
  TrajectoryFilter,
} from '../trace';

type Condition = RawBuilder<boolean>;

/** A clause of the filter that a facet, a figure or the "leave out" list does without. */
export type ClauseKey = FacetKey | RangeKey | 'q' | 'text';

const LISTED = {
  config: sql.ref('l.config'),
  cat: sql.ref('l.category'),
  sub: sql.ref('l.subcategory'),
} as const;
const RECORDED = { model: sql.ref('t.model'), state: sql.ref('t.state') } as const;
/** The reader's verdict on a row; `none` where there is none. */
export const TRIAGE: RawBuilder<string> = sql`coalesce((SELECT m.verdict FROM triage AS m WHERE m."file" = l."file" AND m."row" = l."row"), 'none')`;
const IS_INDEXED: Condition = sql<boolean>`t."file" IS NOT NULL`;

export function failedColumn(rule: OutcomeRule): RawBuilder<boolean> {
  return sql.ref(`failed_${rule}`);
}

/** The value of the facet `outcome` for a row of `response`. */
export function outcomeValue(rule: OutcomeRule): RawBuilder<string> {
  return rule === 'structured'
    ? sql.ref('outcome')
    : sql`CASE WHEN ${failedColumn(rule)} THEN 'failed' ELSE 'ok' END`;
}

export function rangeColumn(key: RangeKey, rule: OutcomeRule): RawBuilder<number> {
  switch (key) {
    case 'turns':
      return sql.ref('l.turns');
    case 'failures':
      return sql.ref(`t.failures_${rule}`);
    case 'think':
      return sql.ref('t.think_words');
    default:
      return sql.ref(`t.${key}`);
  }
}

function inList(value: RawBuilder<unknown>, values: readonly string[]): Condition {
  return sql<boolean>`${value} IN (${sql.join([...values])})`;
}

function scalarConditions(column: RawBuilder<unknown>, { include, exclude }: FacetClause): Condition[] {
  const conditions: Condition[] = [];
  if (include.length > 0) conditions.push(inList(column, include));
  if (exclude.length > 0) conditions.push(sql<boolean>`NOT ${inList(column, exclude)}`);
  return conditions;
}

/** Trajectories that have a row of `table` with one of the values. */
function having(
  table: 'call' | 'response' | 'finding',
  value: RawBuilder<unknown>,
  values: readonly string[],
): Condition {
  return sql<boolean>`(l."file", l."row") IN (SELECT "file", "row" FROM ${sql.table(table)} WHERE ${inList(value, values)})`;
}

function manyConditions(
  table: 'call' | 'response' | 'finding',
  value: RawBuilder<unknown>,
  { include, exclude }: FacetClause,
  mode: 'any' | 'all',
): Condition[] {
  const conditions: Condition[] = [IS_INDEXED];
  if (mode === 'all') conditions.push(...include.map((each) => having(table, value, [each])));
  else if (include.length > 0) conditions.push(having(table, value, include));
  if (exclude.length > 0) conditions.push(sql<boolean>`NOT ${having(table, value, exclude)}`);
  return conditions;
}

function facetConditions(
  key: FacetKey,
  clause: FacetClause,
  filter: TrajectoryFilter,
  rule: OutcomeRule,
): Condition[] {
  switch (key) {
    case 'config':
    case 'cat':
    case 'sub':
      return scalarConditions(LISTED[key], clause);
    case 'triage':
      return scalarConditions(TRIAGE, clause);
    case 'model':
    case 'state':
      return [IS_INDEXED, ...scalarConditions(RECORDED[key], clause)];
    case 'tool':
      return manyConditions('call', sql.ref('tool'), clause, filter.toolMode);
    case 'outcome':
      return manyConditions('response', outcomeValue(rule), clause, 'any');
    case 'finding':
      return manyConditions('finding', sql.ref('kind'), clause, 'any');
  }
}

function rangeConditions(column: RawBuilder<number>, { min, max }: Range): Condition[] {
  const conditions: Condition[] = [];
  if (min !== undefined) conditions.push(sql<boolean>`${column} >= ${min}`);
  if (max !== undefined) conditions.push(sql<boolean>`${column} <= ${max}`);
  return conditions;
}

/** All words and phrases must be in the task, whatever they hold (`%`, `_` and quotes are text). */
function searchConditions(q: string): Condition[] {
  return searchWords(q).map((word) => sql<boolean>`contains(lower(l.task), ${word.toLowerCase()})`);
}

function textConditions({ search, isExcluded }: TextClause): Condition[] {
  const hits = isExcluded ? sql`= 0` : sql`> 0`;
  return [
    sql<boolean>`(l."file", l."row") IN (SELECT "file", "row" FROM text_hits WHERE search = ${nameTextSearch(search)} AND hits ${hits})`,
  ];
}

function conditionsOf(key: ClauseKey, { filter, rule, text }: ListQuery): Condition[] {
  if (key === 'q') return searchConditions(filter.q);
  if (key === 'text') return text === undefined ? [] : textConditions(text);
  const range = isRange(key) ? filter.ranges[key] : undefined;
  if (isRange(key)) return range === undefined ? [] : rangeConditions(rangeColumn(key, rule), range);
  const clause = filter.facets[key];
  return clause === undefined ? [] : facetConditions(key, clause, filter, rule);
}

const RANGES: ReadonlySet<string> = new Set([
  'turns',
  'steps',
  'calls',
  'width',
  'failures',
  'think',
  'chars',
]);

function isRange(key: ClauseKey): key is RangeKey {
  return RANGES.has(key);
}

/** The clauses the question has, in the order the screen shows them. */
export function clauseKeys({
  filter: { q, facets, ranges },
  text,
}: Pick<ListQuery, 'filter' | 'text'>): readonly ClauseKey[] {
  // keys of the two records are exactly the keys of their types
  const keys = [...Object.keys(facets), ...Object.keys(ranges)] as ClauseKey[];
  if (q.trim() !== '') keys.unshift('q');
  return text === undefined ? keys : ['text', ...keys];
}

/** `FROM … WHERE …` of the matching trajectories, doing without one clause. */
export function matching(query: ListQuery, without?: ClauseKey): RawBuilder<unknown> {
  const conditions = clauseKeys(query)
    .filter((key) => key !== without)
    .flatMap((key) => conditionsOf(key, query));
  const from = sql`FROM listing AS l LEFT JOIN trajectory AS t ON t."file" = l."file" AND t."row" = l."row"`;
  return conditions.length === 0 ? from : sql`${from} WHERE ${sql.join(conditions, sql` AND `)}`;
}

/** Columns `listed`, `searched`: trajectories of the list without its text clause, and how many of them were searched. */
export function textCoverageQuery(query: ListQuery, { search }: TextClause): RawBuilder<unknown> {
  const searched = sql`SELECT "file", "row" FROM text_hits WHERE search = ${nameTextSearch(search)}`;
  return sql`SELECT count(*) AS listed, count(s."row") AS searched FROM (SELECT l."file" AS "file", l."row" AS "row" ${matching(query, 'text')}) AS m LEFT JOIN (${searched}) AS s ON s."file" = m."file" AND s."row" = m."row"`;
}
