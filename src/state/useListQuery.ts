import { useMemo } from 'react';
import type { ListQuery } from '../trace';
import { useTriage } from './triage';
import { textClauseOf, type UrlParams } from './url';

/** The part of the URL that decides the list, as the worker takes it; `revision` = of the marks. */
export function toListQuery(params: UrlParams, revision: number): ListQuery {
  const { filter, sort, rule } = params;
  const clause = textClauseOf(params);
  return {
    filter,
    rule,
    ...(clause !== undefined && { text: clause }),
    ...(sort !== undefined && { sort }),
    // marks change the list only where it is filtered by them
    ...(filter.facets.triage !== undefined && { marks: revision }),
  };
}

/** The same object as long as it says the same. */
export function useListQuery(params: UrlParams): ListQuery {
  const revision = useTriage((triage) => triage.revision);
  const query = toListQuery(params, revision);
  const key = JSON.stringify(query);
  return useMemo(() => JSON.parse(key) as ListQuery, [key]);
}
