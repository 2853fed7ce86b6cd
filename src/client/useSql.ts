/** A reader's SQL: the tables, one run at a time, and the raw tables filled on demand. */
import {
  keepPreviousData,
  skipToken,
  useMutation,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { AppError } from '../lib/AppError';
import type { DatasetKey, RawLoad, RawSelection, SqlResult, SqlTables } from '../worker/api';
import { useDataClient } from './context';

/** `loaded` = what of the raw tables is there: their row counts follow it. */
export function useSqlTables(
  dataset: DatasetKey,
  version: number,
  loaded: string,
): UseQueryResult<SqlTables, AppError> {
  const client = useDataClient();
  return useQuery<SqlTables, AppError>({
    queryKey: ['sqlTables', dataset, version, loaded],
    queryFn: ({ signal }) => client.call((api, call) => api.sqlTables(dataset, call), signal),
    placeholderData: keepPreviousData as never, // the library's own helper, whose type does not follow the generics
    gcTime: 30_000,
  });
}

/** One question at a time, asked by the reader. */
export interface Asking<Ask, Answer> {
  readonly asked: Ask | undefined;
  readonly answer: Answer | undefined;
  /** Not of a question the reader cancelled. */
  readonly error: AppError | undefined;
  readonly isRunning: boolean;
  run(ask: Ask): void;
  cancel(): void;
}

/** Latest wins: a new question supersedes the one in flight; leaving the page ends it. Nothing runs unless asked. */
function useAsking<Ask, Answer>(
  ask: (what: Ask, signal: AbortSignal) => Promise<Answer>,
): Asking<Ask, Answer> {
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const mutation = useMutation<Answer, AppError, Ask>({
    mutationFn: (what) => {
      running.current?.abort();
      running.current = new AbortController();
      return ask(what, running.current.signal);
    },
    gcTime: 0,
    networkMode: 'always',
  });
  const error = mutation.error ?? undefined;
  return {
    asked: mutation.variables,
    answer: mutation.data,
    error: error?.code === 'ABORTED' ? undefined : error,
    isRunning: mutation.isPending,
    run: (what) => mutation.mutate(what),
    cancel: () => running.current?.abort(),
  };
}

/** A result with the text it is of, and how much of the index there was. */
export interface SqlRun {
  readonly text: string;
  readonly result: SqlResult;
  /** `""` when the index was complete. */
  readonly soFar: string;
}

/** The latest result of a dataset stays while the reader looks at a trajectory of it and comes back. */
export function useRunSql(
  dataset: DatasetKey,
  soFar: string,
): Asking<string, SqlRun> & { readonly latest: SqlRun | undefined } {
  const client = useDataClient();
  const queryClient = useQueryClient();
  const key = ['sqlRun', dataset];
  const { data: latest } = useQuery<SqlRun>({ queryKey: key, queryFn: skipToken, gcTime: 600_000 });
  const asking = useAsking(async (text: string, signal) => {
    const result = await client.call((api, call) => api.runSql(dataset, text, call), signal);
    const run: SqlRun = { text, result, soFar };
    queryClient.setQueryData(key, run);
    return run;
  });
  return { ...asking, latest };
}

export function useLoadRaw(dataset: DatasetKey): Asking<RawSelection, RawLoad> {
  const client = useDataClient();
  return useAsking((selection, signal) =>
    client.call((api, call) => api.loadRaw(dataset, selection, call), signal),
  );
}

/** A result as the bytes of a parquet file; rejects with AppError. */
export function useWriteParquet(): (result: SqlResult) => Promise<Uint8Array<ArrayBuffer>> {
  const client = useDataClient();
  return ({ columns }) => client.call((api, call) => api.writeParquet(columns, call));
}
