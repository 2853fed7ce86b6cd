/**
 * Requests to the Hub: counted, with retries, and its errors put into words. The token goes to the Hub's own address
 * over https and nowhere else. It must not know parquet.
 */
import { AppError } from '../lib/AppError';
import { isLoopbackHost } from '../lib/hosts';
import type { Clock } from './clock';
import type { HubCounter, HubQuota } from './hubQuota';
import type { Fetch } from './httpAttempt';
import { isRetryable, networkError, statusError, type RequestPlace } from './httpErrors';
import { pauseBeforeRetry, type OnWait } from './retry';

export interface HubSession {
  readonly hubUrl: string;
  readonly repo: string;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly quota: HubQuota;
  readonly token: string | undefined;
  readonly onWait: OnWait | undefined;
  readonly signal: AbortSignal | undefined;
}

export interface HubAnswer {
  readonly body: unknown;
  readonly next: string | undefined;
}

export function isAtHub(hubUrl: string, url: string): boolean {
  return new URL(url).origin === new URL(hubUrl).origin;
}

/** The header's value; undefined without a token, and wherever it could be read on the way. */
export function authorizationAt(hubUrl: string, token: string | undefined): string | undefined {
  const { protocol, hostname } = new URL(hubUrl);
  const isSafe = protocol === 'https:' || isLoopbackHost(hostname);
  return token !== undefined && isSafe ? `Bearer ${token}` : undefined;
}

/** Tells the quota of refusals. Where Retry-After can be read, that is what is waited for. */
export function watchedFetch(fetch: Fetch, quota: HubQuota, counter: HubCounter, hubUrl: string): Fetch {
  return async (url, init) => {
    const response = await fetch(url, init).catch((cause: unknown) => {
      if (init.signal?.aborted !== true && isAtHub(hubUrl, url) && quota.isNear(counter)) {
        quota.refuse(counter);
      }
      throw cause;
    });
    const isRefused = response.status === 429 && response.headers.get('retry-after') === null;
    if (isRefused && isAtHub(hubUrl, response.url === '' ? url : response.url)) quota.refuse(counter);
    return response;
  };
}

export async function fetchHubJson(session: HubSession, url: string): Promise<HubAnswer> {
  const { clock, onWait, signal, repo, quota } = session;
  const place = { url, name: repo, offset: 0, length: 0 };
  for (let attempt = 1; ; attempt += 1) {
    try {
      await quota.admit('api', onWait, signal);
      return await requestOnce(session, place);
    } catch (thrown) {
      signal?.throwIfAborted();
      if (!(thrown instanceof AppError)) throw thrown;
      const paused = isRetryable(thrown) && (await pauseBeforeRetry(thrown, attempt, clock, onWait, signal));
      if (!paused) throw isLimit(thrown, quota, 'api') ? limitError(thrown, repo, quota, 'api') : thrown;
    }
  }
}

async function requestOnce(session: HubSession, place: RequestPlace): Promise<HubAnswer> {
  const { token, signal, hubUrl, quota } = session;
  const authorization = authorizationAt(hubUrl, token);
  const fetch = watchedFetch(session.fetch, quota, 'api', hubUrl);
  const response = await fetch(place.url, {
    headers: authorization === undefined ? {} : { Authorization: authorization },
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    ...(signal && { signal }),
  }).catch((cause: unknown) => {
    throw networkError(place, cause);
  });
  if (!response.ok) throw await hubError(session, place, response);
  try {
    const body: unknown = await response.json();
    return { body, next: nextPage(response.headers.get('link')) };
  } catch (cause) {
    throw networkError(place, cause);
  }
}

/** `<absolute url>; rel="next"` */
function nextPage(link: string | null): string | undefined {
  return /<([^>]+)>;\s*rel="next"/.exec(link ?? '')?.[1];
}

async function hubError(session: HubSession, place: RequestPlace, response: Response): Promise<AppError> {
  const { repo, token, clock } = session;
  const { status } = response;
  const code = response.headers.get('x-error-code');
  const text = (await response.text().catch(() => '')).slice(0, 300);
  const details = { url: place.url, status, hubCode: code ?? undefined, hubMessage: text };
  const notFound = (fact: string, missing: string) =>
    new AppError('HUB_NOT_FOUND', `${repo}: ${fact}`, { details: { ...details, missing } });
  if (code === 'RevisionNotFound') return notFound('there is no such revision', 'revision');
  if (code === 'EntryNotFound') return notFound('there is no such file', 'file');
  const refusal = refusalInWords({ repo, status, hubCode: code ?? undefined, hasToken: token !== undefined });
  if (refusal !== undefined) {
    return new AppError(refusal.code, refusal.message, { details: { ...details, ...refusal.details } });
  }
  if (status === 403)
    return new AppError('HUB_REFUSED', `${repo}: ${text || 'the Hub refuses access (403)'}`, { details });
  return statusError(place, response, clock.now());
}

interface Refusal {
  readonly repo: string;
  readonly status: unknown;
  readonly hubCode: unknown;
  readonly hasToken: boolean;
}

/** What a token could change, the same for the API and for files; undefined for every other answer. */
export function refusalInWords({ repo, status, hubCode, hasToken }: Refusal): AppError | undefined {
  if (hubCode === 'GatedRepo') {
    const wayOut = hasToken
      ? 'agree on its page with the account of this token'
      : 'agree on its page, then give a token of that account';
    return new AppError('HUB_REFUSED', `${repo}: the authors ask for your agreement; ${wayOut}`, {
      details: { needsToken: true },
    });
  }
  if (status === 401 || hubCode === 'RepoNotFound') {
    const wayOut = hasToken
      ? 'check the name, and whether this token may read it'
      : 'check the name, or give a token of an account that may read it';
    return new AppError('HUB_NOT_FOUND', `${repo}: not found, or private: ${wayOut}`, {
      details: { missing: 'repo', needsToken: true },
    });
  }
  return undefined;
}

/** A refusal without CORS headers looks like no connection: our own count tells them apart. */
export function isLimit(error: AppError, quota: HubQuota, counter: HubCounter): boolean {
  return error.details['status'] === 429 || (error.code === 'FETCH_FAILED' && quota.isNear(counter));
}

export function limitError(cause: AppError, repo: string, quota: HubQuota, counter: HubCounter): AppError {
  const retryAfterMs = Math.max(0, quota.waitMs(counter));
  const when = retryAfterMs === 0 ? 'again later' : `again in ${Math.ceil(retryAfterMs / 1000)} s`;
  return new AppError('HUB_LIMIT', `${repo}: the Hub limits requests; try ${when}`, {
    cause,
    details: { ...cause.details, retryAfterMs, retryable: true },
  });
}
