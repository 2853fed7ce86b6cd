import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { AppError } from '../lib/AppError';

export interface PublishedConfig {
  readonly rows: number;
  readonly turns: number;
  readonly calls: number;
  readonly turnsPerRow: number;
  readonly callsPerRow: number;
  readonly thinkWordsPerRow: number;
  /** Fewest and most turns in a row. */
  readonly shortest?: number;
  readonly longest?: number;
  /** Distinct ones. */
  readonly subcategories?: number;
  /** Characters (code points) of a task. */
  readonly shortestTask?: number;
  readonly longestTask?: number;
  readonly categories: Readonly<Record<string, number>>;
  /** Calls by tool, of the tools published. */
  readonly tools?: Readonly<Record<string, number>>;
}

/** The published figures of one dataset: a file in `cards/` beside the page. */
export interface PublishedCard {
  readonly dataset: string;
  readonly published: string;
  readonly note: string;
  readonly configs: Readonly<Record<string, PublishedConfig>>;
}

async function readCard(file: string, signal: AbortSignal): Promise<PublishedCard> {
  const url = new URL(`cards/${file}`, document.baseURI);
  const response = await fetch(url, { signal }).catch((cause: unknown) => {
    signal.throwIfAborted();
    throw new AppError('FETCH_FAILED', `The card ${url.pathname} could not be read.`, { cause });
  });
  if (!response.ok) throw new AppError('HTTP_STATUS', `The card ${url.pathname} answers ${response.status}.`);
  // a file of this build, of this form
  return (await response.json()) as PublishedCard;
}

export function useCard(file: string): UseQueryResult<PublishedCard, AppError> {
  return useQuery<PublishedCard, AppError>({
    queryKey: ['card', file],
    queryFn: ({ signal }) => readCard(file, signal),
  });
}
