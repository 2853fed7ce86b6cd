import { useMemo } from 'react';
import type { ListQuery } from '../trace';
import type { UrlParams } from './url';

/** The part of the URL that decides the list, as the worker takes it. */
export function useListQuery({ filter, sort, rule }: UrlParams): ListQuery {
  return useMemo(() => ({ filter, rule, ...(sort === undefined ? {} : { sort }) }), [filter, sort, rule]);
}
