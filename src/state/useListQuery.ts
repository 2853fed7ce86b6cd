import { useMemo } from 'react';
import type { ListQuery } from '../trace';
import { useTriage } from './triage';
import type { UrlParams } from './url';

/** The part of the URL that decides the list, as the worker takes it. */
export function useListQuery({ filter, sort, rule }: UrlParams): ListQuery {
  const revision = useTriage((triage) => triage.revision);
  // marks change the list only where it is filtered by them
  const marks = filter.facets.triage === undefined ? undefined : revision;
  return useMemo(
    () => ({
      filter,
      rule,
      ...(sort !== undefined && { sort }),
      ...(marks !== undefined && { marks }),
    }),
    [filter, sort, rule, marks],
  );
}
