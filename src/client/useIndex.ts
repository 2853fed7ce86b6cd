/** What the index answers: facets, the overview's figures, the way out of an empty list. */
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { AppError } from '../lib/AppError';
import type { ListQuery } from '../trace';
import type { DatasetKey, DataWorkerApi, Facets, Overview, Wire, WithoutClause } from '../worker/api';
import type { Remote } from 'comlink';
import { useDataClient } from './context';

type Ask<T> = (api: Remote<DataWorkerApi>, call: number) => Promise<Wire<T>>;

/** Latest wins: an answer to an older question is shown until the new one is here, never after it. */
function useAsk<T>(key: readonly unknown[], ask: Ask<T>, isEnabled: boolean): UseQueryResult<T, AppError> {
  const client = useDataClient();
  return useQuery<T, AppError>({
    queryKey: key,
    queryFn: ({ signal }) => client.call(ask, signal),
    enabled: isEnabled,
    placeholderData: keepPreviousData as never, // the library's own helper, whose type does not follow the generics
    gcTime: 30_000,
  });
}

export function useFacets(
  dataset: DatasetKey,
  query: ListQuery,
  version: number,
  isEnabled: boolean,
): UseQueryResult<Facets, AppError> {
  const { filter, rule } = query;
  return useAsk(
    ['facets', dataset, filter, rule, version],
    (api, call) => api.facets(dataset, query, call),
    isEnabled,
  );
}

export function useOverview(
  dataset: DatasetKey,
  query: ListQuery,
  version: number,
  isEnabled: boolean,
): UseQueryResult<Overview, AppError> {
  const { filter, rule } = query;
  return useAsk(
    ['overview', dataset, filter, rule, version],
    (api, call) => api.overview(dataset, query, call),
    isEnabled,
  );
}

export function useWithoutEach(
  dataset: DatasetKey,
  query: ListQuery,
  version: number,
  isEnabled: boolean,
): UseQueryResult<readonly WithoutClause[], AppError> {
  const { filter, rule } = query;
  return useAsk(
    ['without', dataset, filter, rule, version],
    (api, call) => api.withoutEach(dataset, query, call),
    isEnabled,
  );
}
