import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AppError } from '../lib/AppError';
import type { ListQuery } from '../trace';
import type { DatasetKey, ListPage, ListRow } from '../worker/api';
import { useDataClient } from './context';
import type { DataClient } from './DataClient';
import { keepWithin } from './keepWithin';

/** Rows a page: a screen is 25–40 rows, so two pages cover any window. */
const PAGE_ROWS = 100;

export interface LoadedList {
  /** Undefined until the first page came. */
  readonly total: number | undefined;
  readonly shown: number;
  readonly error: AppError | undefined;
  /** What is shown answers the question asked last: what else is asked about it may follow. */
  readonly isCurrent: boolean;
  /** The row at a position, when its page is here. */
  rowAt(position: number): ListRow | undefined;
  /** The row at a position wherever the window is. */
  fetchRow(position: number): Promise<ListRow | undefined>;
  /** Says which positions are on screen; their pages are fetched. */
  setWindow(first: number, last: number): void;
}

function pageQuery(client: DataClient, dataset: DatasetKey, query: ListQuery, version: number, page: number) {
  return {
    queryKey: ['list', dataset, query, version, page] as const,
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      client.call((api, call) => api.listPage(dataset, query, page * PAGE_ROWS, PAGE_ROWS, call), signal),
    gcTime: 30_000,
  };
}

/** Asks for the first rows of a list that will be drawn soon: they come while the page is drawn. */
export function useListAhead(dataset: DatasetKey, version: number): (query: ListQuery) => void {
  const client = useDataClient();
  const queryClient = useQueryClient();
  return (query) => void queryClient.prefetchQuery(pageQuery(client, dataset, query, version, 0));
}

/** Pages around the window are each in the slot of their number modulo this. */
const SLOTS = 3;

/**
 * The list as a synchronous look-up of rows over pages fetched as they come on screen. Three `useQuery`, because
 * each keeps what it showed until the answer to a new question is here; `useQueries` does not.
 */
export function useList(dataset: DatasetKey, query: ListQuery, version: number, enabled = true): LoadedList {
  const client = useDataClient();
  const queryClient = useQueryClient();
  const [pages, setPages] = useState<readonly [number, number]>([0, 0]);
  const slotQuery = (slot: number) => {
    const [first, last] = pages;
    const page = first + ((((slot - first) % SLOTS) + SLOTS) % SLOTS);
    return {
      ...pageQuery(client, dataset, query, version, page),
      enabled: enabled && page <= last,
      placeholderData: keepWithin<ListPage>(dataset) as never, // its overloads do not see through a function that gives one
    };
  };
  const results = [
    useQuery<ListPage, AppError>(slotQuery(0)),
    useQuery<ListPage, AppError>(slotQuery(1)),
    useQuery<ListPage, AppError>(slotQuery(2)),
  ];
  const loaded = new Map<number, ListPage>();
  for (const { data } of results) if (data !== undefined) loaded.set(data.first / PAGE_ROWS, data);
  const held = results.filter(({ data }) => data !== undefined);
  const newest = (held.find(({ isPlaceholderData }) => !isPlaceholderData) ?? held[0])?.data;
  return {
    total: newest?.total,
    shown: newest?.shown ?? 0,
    error: results.find((result) => result.error !== null)?.error ?? undefined,
    isCurrent: held.some(({ isPlaceholderData }) => !isPlaceholderData),
    rowAt: (position) => loaded.get(Math.floor(position / PAGE_ROWS))?.rows[position % PAGE_ROWS],
    fetchRow: async (position) => {
      const number = Math.floor(position / PAGE_ROWS);
      const page = await queryClient.ensureQueryData(pageQuery(client, dataset, query, version, number));
      return page.rows[position % PAGE_ROWS];
    },
    setWindow: (first, last) => {
      const next = [Math.floor(first / PAGE_ROWS), Math.floor(last / PAGE_ROWS)] as const;
      setPages((shown) => (shown[0] === next[0] && shown[1] === next[1] ? shown : next));
    },
  };
}
