/** What of an abridged trajectory stayed in the worker, for the parts of the replayer that ask for it. */
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { proxy } from 'comlink';
import { createContext, use, useMemo } from 'react';
import type { AppError } from '../lib/AppError';
import type { CopyForm } from '../trace';
import type { DatasetKey, FoundHit, OpenedTrajectory, RowsWindow, TextAt, WholeText } from '../worker/api';
import { useDataClient } from './context';

export interface WholeTextSource {
  /** Tells one trajectory from another. */
  readonly key: readonly string[];
  rows(text: WholeText, at: TextAt, count: number, signal: AbortSignal): Promise<RowsWindow>;
  find(
    needle: string,
    fromTurn: number,
    take: (hits: readonly FoundHit[]) => void,
    signal: AbortSignal,
  ): Promise<void>;
  copy(form: CopyForm): Promise<Blob>;
}

export const WholeTextContext = createContext<WholeTextSource | undefined>(undefined);

export function useWholeTextSource(
  dataset: DatasetKey,
  opened: OpenedTrajectory | undefined,
): WholeTextSource | undefined {
  const client = useDataClient();
  const address = opened?.address;
  const ref = opened?.ref;
  return useMemo(() => {
    if (address === undefined) return undefined;
    // what it cost to open it was agreed to
    const at = { address, hint: ref, mayCost: true };
    return {
      key: [...dataset, address],
      rows: (text, row, count, signal) =>
        client.call((api, call) => api.textRows(dataset, at, text, row, count, call), signal),
      find: (needle, fromTurn, take, signal) =>
        client.call(
          (api, call) =>
            api.findInTrajectory(
              dataset,
              at,
              needle,
              fromTurn,
              // a search given up may still have hits on their way
              proxy(async (hits: readonly FoundHit[]) => {
                if (!signal.aborted) take(hits);
              }),
              call,
            ),
          signal,
        ),
      copy: (form) => client.call((api, call) => api.copyTrajectory(dataset, at, form, call)),
    };
  }, [client, dataset, address, ref]);
}

/** Some rows of a text; few windows are kept, for a text of 100 MB is read through here. */
export function useRowsWindow(
  text: WholeText,
  at: TextAt,
  count: number,
): UseQueryResult<RowsWindow, AppError> {
  const source = use(WholeTextContext);
  return useQuery<RowsWindow, AppError>({
    queryKey: ['rows', source?.key, text, at, count],
    queryFn: ({ signal }) => {
      if (source === undefined) throw new Error('useRowsWindow outside WholeTextContext');
      return source.rows(text, at, count, signal);
    },
    gcTime: 5_000,
  });
}
