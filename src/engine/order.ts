/** Which trajectories, in which order. */
import { sql, type RawBuilder } from 'kysely';
import type { ListQuery, OutcomeRule, SortKey } from '../trace';
import { compile, toDisplaySql } from './builder';
import { matching } from './clauses';

function sortColumn(key: SortKey, rule: OutcomeRule): RawBuilder<unknown> {
  switch (key) {
    case 'task':
    case 'category':
    case 'subcategory':
    case 'config':
      return sql`lower(${sql.ref(`l.${key}`)})`;
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

/** `file`, `row` of every match; ties and no sort = file order; what is not indexed yet comes last. */
export function orderQuery(query: ListQuery): RawBuilder<unknown> {
  const { sort, rule } = query;
  const fileOrder = sql`l."file", l."row"`;
  const direction = sql.raw(sort?.direction === 'asc' ? 'ASC' : 'DESC');
  const by =
    sort === undefined ? fileOrder : sql`${sortColumn(sort.key, rule)} ${direction} NULLS LAST, ${fileOrder}`;
  return sql`SELECT l."file" AS "file", l."row" AS "row" ${matching(query)} ORDER BY ${by}`;
}

/** The list's question for people to read and run; needs no open engine. */
export function orderSql(query: ListQuery): string {
  return toDisplaySql(compile(orderQuery(query)));
}
