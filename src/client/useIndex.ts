/** What the index answers: facets, figures, the way out of an empty list. */
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { AppError } from '../lib/AppError';
import type { ListQuery, TextClause } from '../trace';
import type {
  DatasetKey,
  DataWorkerApi,
  ConfigTotals,
  Facets,
  FigureName,
  Figures,
  Provenance,
  Ranges,
  RecordedFacts,
  TextCoverage,
  Wire,
  WithoutClause,
} from '../worker/api';
import type { Remote } from 'comlink';
import { useDataClient } from './context';
import { keepWithin } from './keepWithin';

type Ask<T> = (api: Remote<DataWorkerApi>, call: number) => Promise<Wire<T>>;

/** What makes two questions one; the order of the list does not. */
function keyOf({ filter, text, rule, marks }: ListQuery): readonly unknown[] {
  return [filter, text, rule, marks];
}

/** Latest wins: an answer to an older question is shown until the new one is here, never after it. */
function useAsk<T>(
  dataset: DatasetKey,
  key: readonly unknown[],
  ask: Ask<T>,
  isEnabled: boolean,
): UseQueryResult<T, AppError> {
  const client = useDataClient();
  return useQuery<T, AppError>({
    queryKey: key,
    queryFn: ({ signal }) => client.call(ask, signal),
    enabled: isEnabled,
    placeholderData: keepWithin<T>(dataset) as never, // its overloads do not see through a function that gives one
    gcTime: 30_000,
  });
}

export function useFacets(
  dataset: DatasetKey,
  query: ListQuery,
  version: number,
  isEnabled: boolean,
): UseQueryResult<Facets, AppError> {
  return useAsk(
    dataset,
    ['facets', dataset, ...keyOf(query), version],
    (api, call) => api.facets(dataset, query, call),
    isEnabled,
  );
}

export function useRanges(
  dataset: DatasetKey,
  query: ListQuery,
  version: number,
  isEnabled: boolean,
): UseQueryResult<Ranges, AppError> {
  return useAsk(
    dataset,
    ['ranges', dataset, ...keyOf(query), version],
    (api, call) => api.ranges(dataset, query, call),
    isEnabled,
  );
}

export function useProvenance(
  dataset: DatasetKey,
  query: ListQuery,
  version: number,
): UseQueryResult<Provenance, AppError> {
  return useAsk(
    dataset,
    ['provenance', dataset, query, version],
    (api, call) => api.provenance(dataset, query, call),
    true,
  );
}

export function useWithoutEach(
  dataset: DatasetKey,
  query: ListQuery,
  version: number,
  isEnabled: boolean,
): UseQueryResult<readonly WithoutClause[], AppError> {
  return useAsk(
    dataset,
    ['without', dataset, ...keyOf(query), version],
    (api, call) => api.withoutEach(dataset, query, call),
    isEnabled,
  );
}

/** Asked while a list is narrowed by a full-text search. */
export function useTextCoverage(
  dataset: DatasetKey,
  query: ListQuery,
  clause: TextClause | undefined,
  version: number,
): UseQueryResult<TextCoverage, AppError> {
  return useAsk(
    dataset,
    ['textCoverage', dataset, ...keyOf(query), clause, version],
    // enabled with a clause only
    (api, call) => api.textCoverage(dataset, query, clause as TextClause, call),
    clause !== undefined,
  );
}

export function useRecorded(
  dataset: DatasetKey,
  version: number,
  isEnabled: boolean,
): UseQueryResult<RecordedFacts, AppError> {
  return useAsk(
    dataset,
    ['recorded', dataset, version],
    (api, call) => api.recorded(dataset, call),
    isEnabled,
  );
}

export function useConfigTotals(
  dataset: DatasetKey,
  version: number,
  isEnabled: boolean,
): UseQueryResult<readonly ConfigTotals[], AppError> {
  return useAsk(
    dataset,
    ['configTotals', dataset, version],
    (api, call) => api.configTotals(dataset, call),
    isEnabled,
  );
}

/** Figures in the window that are being asked: the others wait for them. */
const asks = { first: 0 };

async function afterFirst(signal: AbortSignal): Promise<void> {
  do {
    await new Promise((resolve) => setTimeout(resolve, 15));
    signal.throwIfAborted();
  } while (asks.first > 0);
}

export interface FigureAsk {
  readonly isEnabled: boolean;
  /** In the window: before the others. */
  readonly isFirst: boolean;
}

/** One figure. Latest wins. */
export function useFigure<Name extends FigureName>(
  dataset: DatasetKey,
  name: Name,
  query: ListQuery,
  version: number,
  { isEnabled, isFirst }: FigureAsk,
): UseQueryResult<Figures[Name], AppError> {
  const client = useDataClient();
  return useQuery<Figures[Name], AppError>({
    queryKey: ['figure', dataset, name, ...keyOf(query), version],
    queryFn: async ({ signal }) => {
      if (!isFirst) await afterFirst(signal);
      if (isFirst) asks.first += 1;
      try {
        // comlink's Remote drops the type parameter of a method
        return await client.call(
          (api, call) => api.figure(dataset, name, query, call) as Promise<Wire<Figures[Name]>>,
          signal,
        );
      } finally {
        if (isFirst) asks.first -= 1;
      }
    },
    enabled: isEnabled,
    placeholderData: keepWithin<Figures[Name]>(dataset) as never, // as above
    gcTime: 30_000,
  });
}
