import { useMemo } from 'react';
import type { ListQuery } from '../trace';
import { useTriage } from './triage';
import { textClauseOf, type UrlParams } from './url';

/** The part of the URL that decides the list, as the worker takes it. */
export function useListQuery({ filter, sort, rule, text, in: scopes, match, hits }: UrlParams): ListQuery {
  const revision = useTriage((triage) => triage.revision);
  // marks change the list only where it is filtered by them
  const marks = filter.facets.triage === undefined ? undefined : revision;
  return useMemo(() => {
    const clause = textClauseOf({
      ...(text !== undefined && { text }),
      ...(scopes !== undefined && { in: scopes }),
      ...(match !== undefined && { match }),
      ...(hits !== undefined && { hits }),
    });
    return {
      filter,
      rule,
      ...(clause !== undefined && { text: clause }),
      ...(sort !== undefined && { sort }),
      ...(marks !== undefined && { marks }),
    };
  }, [filter, text, scopes, match, hits, sort, rule, marks]);
}
