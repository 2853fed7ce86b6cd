/**
 * Full text over a list: started by the reader, goes on while a hit is looked at, and its answer stays for the
 * session, so that Back shows it again. One runs at a time; the latest three answers are kept.
 */
import { skipToken, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { proxy } from 'comlink';
import { useMemo } from 'react';
import { toAppError, type AppError } from '../lib/AppError';
import type { ListQuery, TextSearch } from '../trace';
import type { DatasetKey, FoundTrajectory, TextFacts, TextProgress } from '../worker/api';
import { useDataClient } from './context';
import type { DataClient } from './DataClient';

export interface TextRun {
  readonly state: 'running' | 'done' | 'stopped' | 'failed';
  readonly found: readonly FoundTrajectory[];
  readonly progress: Omit<TextProgress, 'found'>;
  /** Since it began, at the last report. */
  readonly elapsedMs: number;
  /** When it is done. */
  readonly facts: TextFacts | undefined;
  readonly error: AppError | undefined;
}

export interface TextSearchControl {
  /** Of the search in the address; undefined until it was started. */
  readonly run: TextRun | undefined;
  start(search: TextSearch): void;
  stop(): void;
}

const MOST_KEPT = 3;
const NOTHING = { rowsDone: 0, rowCount: 0, chars: 0, hits: 0, trajectories: 0 };
const STOP_KEY = ['textSearchRunning'];

export function useTextSearch(
  dataset: DatasetKey,
  { filter, rule }: ListQuery,
  search: TextSearch,
): TextSearchControl {
  const client = useDataClient();
  const queries = useQueryClient();
  // the order of the list does not change what is found
  const query = useMemo((): ListQuery => ({ filter, rule }), [filter, rule]);
  const keyOf = (each: TextSearch) => ['textSearch', dataset, query, each] as const;
  const { data } = useQuery<TextRun>({
    queryKey: keyOf(search),
    queryFn: skipToken,
    gcTime: Number.POSITIVE_INFINITY,
    // every report is a new object already
    structuralSharing: false,
  });
  const stop = (): void => queries.getQueryData<AbortController>(STOP_KEY)?.abort();
  return {
    run: data,
    stop,
    start: (asked) => {
      stop();
      const control = new AbortController();
      queries.setQueryDefaults(STOP_KEY, { gcTime: Number.POSITIVE_INFINITY });
      queries.setQueryData(STOP_KEY, control);
      dropOldest(queries);
      void runSearch(client, { dataset, query, search: asked, signal: control.signal }, (run) =>
        queries.setQueryData(keyOf(asked), run),
      );
    },
  };
}

interface Asked {
  readonly dataset: DatasetKey;
  readonly query: ListQuery;
  readonly search: TextSearch;
  readonly signal: AbortSignal;
}

/** Never rejects: how it ended is part of the run. */
async function runSearch(
  client: DataClient,
  { dataset, query, search, signal }: Asked,
  show: (run: TextRun) => void,
): Promise<void> {
  let run: TextRun = {
    state: 'running',
    found: [],
    progress: NOTHING,
    elapsedMs: 0,
    facts: undefined,
    error: undefined,
  };
  const startedAt = performance.now();
  show(run);
  const take = async ({ found, ...progress }: TextProgress): Promise<void> => {
    signal.throwIfAborted();
    run = {
      ...run,
      found: found.length === 0 ? run.found : [...run.found, ...found],
      progress,
      elapsedMs: performance.now() - startedAt,
    };
    show(run);
  };
  try {
    const facts = await client.call(
      (api, call) => api.searchText(dataset, query, search, proxy(take), call),
      signal,
      // what was found is here already: it would be found twice
      { isOnce: true },
    );
    show({ ...run, state: 'done', facts });
  } catch (error) {
    show(
      signal.aborted ? { ...run, state: 'stopped' } : { ...run, state: 'failed', error: toAppError(error) },
    );
  }
}

function dropOldest(queries: QueryClient): void {
  const kept = queries
    .getQueryCache()
    .findAll({ queryKey: ['textSearch'] })
    .filter(({ state }) => state.data !== undefined)
    .sort((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt);
  for (const old of kept.slice(MOST_KEPT - 1)) queries.removeQueries({ queryKey: old.queryKey, exact: true });
}
