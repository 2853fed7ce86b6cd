/** Counts per value of a facet, without the facet's own clause: what choosing a value would give. */
import { sql, type RawBuilder } from 'kysely';
import type { FacetKey, ListQuery } from '../trace';
import { matching, outcomeValue, TRIAGE } from './clauses';

const SCALARS = {
  config: 'l.config',
  cat: 'l.category',
  sub: 'l.subcategory',
  model: 't.model',
  state: 't.state',
} as const satisfies Partial<Record<FacetKey, string>>;

const MANY = { tool: 'call', outcome: 'response', finding: 'finding' } as const;

function scalarFacet(key: keyof typeof SCALARS | 'triage', query: ListQuery): RawBuilder<unknown> {
  return sql`SELECT value, count(*) AS count FROM (SELECT ${key === 'triage' ? TRIAGE : sql.ref(SCALARS[key])} AS value ${matching(query, key)}) WHERE value IS NOT NULL GROUP BY value ORDER BY count DESC, value`;
}

function manyFacet(key: keyof typeof MANY, query: ListQuery): RawBuilder<unknown> {
  const values = {
    tool: sql.ref('tool'),
    outcome: outcomeValue(query.rule),
    finding: sql.ref('kind'),
  } as const;
  return sql`SELECT value, count(*) AS count FROM (SELECT DISTINCT ${values[key]} AS value, "file", "row" FROM ${sql.table(MANY[key])} WHERE ("file", "row") IN (SELECT l."file", l."row" ${matching(query, key)})) GROUP BY value ORDER BY count DESC, value`;
}

/** Columns `value`, `count`; most first. */
export function facetQuery(key: FacetKey, query: ListQuery): RawBuilder<unknown> {
  return key === 'tool' || key === 'outcome' || key === 'finding'
    ? manyFacet(key, query)
    : scalarFacet(key, query);
}
