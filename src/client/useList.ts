import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { AppError } from '../lib/AppError';
import type { ListQuery } from '../trace';
import type { DatasetKey, ListPage, ListRow } from '../worker/api';
import { useDataClient } from './context';
import { keepWithin } from './keepWithin';

/** Rows a page: a screen is 25–40 rows, so two pages cover any window. */
const PAGE_ROWS = 100;

export interface LoadedList {
  /** Undefined until the first page came. */
  readonly total: number | undefined;
  readonly shown: number;
  readonly error: AppError | undefined;
  /** The shown pages are of an earlier query or version; the new ones are on their way. */
  readonly isStale: boolean;
  /** The row at a position, when its page is here. */
  rowAt(position: number): ListRow | undefined;
  /** The row at a position wherever the window is. */
  fetchRow(position: number): Promise<ListRow | undefined>;
  /** Says which positions are on screen; their pages are fetched. */
  setWindow(first: number, last: number): void;
}

/** The list as a synchronous look-up of rows over pages fetched as they come on screen. */
export function useList(dataset: DatasetKey, query: ListQuery, version: number, enabled = true): LoadedList {
  const client = useDataClient();
  const queryClient = useQueryClient();
  const [pages, setPages] = useState<readonly [number, number]>([0, 0]);
  // the first page stays: it knows how long the list is while another is on its way
  const numbers = useMemo(() => [...new Set([0, ...range(pages[0], pages[1])])], [pages]);
  const pageQuery = (page: number) => ({
    queryKey: ['list', dataset, query, version, page] as const,
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      client.call((api, call) => api.listPage(dataset, query, page * PAGE_ROWS, PAGE_ROWS, call), signal),
  });
  const results = useQueries({
    queries: numbers.map((page) => ({
      ...pageQuery(page),
      enabled,
      placeholderData: keepWithin<ListPage>(dataset) as never, // its overloads do not see through a function that gives one
      gcTime: 30_000,
    })),
  });
  const loaded = new Map<number, ListPage>();
  for (const { data } of results) if (data !== undefined) loaded.set(data.first / PAGE_ROWS, data);
  const any = results.find((result) => result.data !== undefined)?.data;
  return {
    total: any?.total,
    shown: any?.shown ?? 0,
    // react-query types every error as Error; the client only rejects with AppError
    error: (results.find((result) => result.error !== null)?.error ?? undefined) as AppError | undefined,
    isStale: results.some((result) => result.isPlaceholderData),
    rowAt: (position) => loaded.get(Math.floor(position / PAGE_ROWS))?.rows[position % PAGE_ROWS],
    fetchRow: async (position) => {
      const page = await queryClient.ensureQueryData(pageQuery(Math.floor(position / PAGE_ROWS)));
      return page.rows[position % PAGE_ROWS];
    },
    setWindow: (first, last) => {
      const next = [Math.floor(first / PAGE_ROWS), Math.floor(last / PAGE_ROWS)] as const;
      setPages((held) => (held[0] === next[0] && held[1] === next[1] ? held : next));
    },
  };
}

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
