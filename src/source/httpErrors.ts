import { AppError, type ErrorCode } from '../lib/AppError';
import { LONGEST_WAIT_MS } from './retry';

/** Where a request was aimed: named in every error of the range reader. */
export interface RequestPlace {
  /** As the reader knows it; never the signed target. */
  readonly url: string;
  readonly name: string;
  readonly offset: number;
  readonly length: number;
}

interface HttpErrorOptions {
  readonly retryable: boolean;
  readonly status?: number;
  readonly retryAfterMs?: number | undefined;
  /** The Hub's X-Error-Code. */
  readonly hubCode?: string | undefined;
  readonly cause?: unknown;
}

export function httpError(
  code: ErrorCode,
  place: RequestPlace,
  fact: string,
  { cause, ...facts }: HttpErrorOptions,
): AppError {
  const { url, name, offset, length } = place;
  return new AppError(code, `${name}: ${fact}`, { cause, details: { url, offset, length, ...facts } });
}

const REFUSALS: Readonly<Record<number, string>> = {
  401: 'the server asks for a sign-in, or the file is private (401)',
  403: 'the server refuses this file (403)',
  404: 'there is no such file (404)',
  410: 'the file is gone for good (410)',
};

const PASSING = new Set([408, 425, 429, 500, 502, 503, 504]);

/** An answer that is neither 200 nor 206 nor 416. */
export function statusError(place: RequestPlace, response: Response, nowMs: number): AppError {
  const { status, statusText } = response;
  const answer = REFUSALS[status] ?? `the server answered ${status} ${statusText}`.trimEnd();
  const retryable = PASSING.has(status);
  const retryAfterMs = parseRetryAfter(response.headers.get('retry-after'), nowMs);
  const isTooLong = retryable && retryAfterMs !== undefined && retryAfterMs > LONGEST_WAIT_MS;
  const fact = isTooLong ? `${answer} and asks for a pause of ${sayLong(retryAfterMs)}` : answer;
  const hubCode = response.headers.get('x-error-code') ?? undefined;
  return httpError('HTTP_STATUS', place, fact, { retryable, status, retryAfterMs, hubCode });
}

/** More than a minute, in the unit that suits it. */
function sayLong(durationMs: number): string {
  const minutes = Math.ceil(durationMs / 60_000);
  return minutes < 120 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`;
}

/** Seconds or an HTTP date → milliseconds from now; undefined when missing or nonsense. */
export function parseRetryAfter(text: string | null, nowMs: number): number | undefined {
  if (text === null) return undefined;
  if (/^\d{1,9}$/.test(text.trim())) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) || date < nowMs ? undefined : date - nowMs;
}

export function changedError(place: RequestPlace, change: string): AppError {
  return httpError('FILE_CHANGED', place, `the file changed while it was read (${change}); reload it`, {
    retryable: false,
  });
}

/** What fetch threw: abort stays abort; everything else looks the same to a script (offline, CORS, DNS, drop). */
export function networkError(place: RequestPlace, cause: unknown): AppError {
  return httpError(
    'FETCH_FAILED',
    place,
    'no connection, or the server or a blocker does not let this page read it',
    {
      retryable: true,
      cause,
    },
  );
}

export function isRetryable(error: AppError): boolean {
  return error.details['retryable'] === true;
}
