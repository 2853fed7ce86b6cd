/** JSON answers of the Hub's API, with retries and its errors put into words. It must not know parquet. */
import { AppError } from '../lib/AppError';
import type { Clock } from './clock';
import type { Fetch } from './httpAttempt';
import { isRetryable, networkError, statusError, type RequestPlace } from './httpErrors';
import { pauseBeforeRetry, type OnWait } from './retry';

/** Anonymous, per address and 5 minutes; the answers' own counters cannot be read by a script. */
export const HUB_LIMITS = { api: 500, resolve: 3000, windowMs: 300_000 } as const;

export interface HubSession {
  readonly hubUrl: string;
  readonly repo: string;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly token: string | undefined;
  readonly onWait: OnWait | undefined;
  readonly signal: AbortSignal | undefined;
  /** Times of our API requests, for the count against the limit. */
  readonly requestTimes: number[];
}

export interface HubAnswer {
  readonly body: unknown;
  readonly next: string | undefined;
}

export async function fetchHubJson(session: HubSession, url: string): Promise<HubAnswer> {
  const place = { url, name: session.repo, offset: 0, length: 0 };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await requestOnce(session, place);
    } catch (thrown) {
      session.signal?.throwIfAborted();
      if (!(thrown instanceof AppError)) throw thrown;
      const { clock, onWait, signal } = session;
      const paused = isRetryable(thrown) && (await pauseBeforeRetry(thrown, attempt, clock, onWait, signal));
      if (!paused) throw isLimit(session, thrown) ? limitError(session, thrown) : thrown;
    }
  }
}

async function requestOnce(session: HubSession, place: RequestPlace): Promise<HubAnswer> {
  const { clock, token, signal, requestTimes } = session;
  requestTimes.push(clock.now());
  const response = await session
    .fetch(place.url, {
      headers: token === undefined ? {} : { Authorization: `Bearer ${token}` },
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      ...(signal && { signal }),
    })
    .catch((cause: unknown) => {
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

export async function hubError(
  session: HubSession,
  place: RequestPlace,
  response: Response,
): Promise<AppError> {
  const { repo, token, clock } = session;
  const { status } = response;
  const code = response.headers.get('x-error-code');
  const text = (await response.text().catch(() => '')).slice(0, 300);
  const details = { url: place.url, status, hubCode: code ?? undefined, hubMessage: text };
  const notFound = (fact: string, missing: string) =>
    new AppError('HUB_NOT_FOUND', `${repo}: ${fact}`, { details: { ...details, missing } });
  if (code === 'GatedRepo') {
    const fact =
      token === undefined ? 'sign in and agree on its page' : 'agree on its page with this account';
    return new AppError('HUB_REFUSED', `${repo}: the authors ask for your agreement; ${fact}`, { details });
  }
  if (code === 'RevisionNotFound') return notFound('there is no such revision', 'revision');
  if (code === 'EntryNotFound') return notFound('there is no such file', 'file');
  if (status === 401 || (status === 404 && code === 'RepoNotFound')) {
    return notFound('not found, or private: check the name or sign in', 'repo');
  }
  if (status === 403)
    return new AppError('HUB_REFUSED', `${repo}: ${text || 'the Hub refuses access (403)'}`, { details });
  return statusError(place, response, clock.now());
}

/** 429 without CORS looks like no connection: our own count tells them apart. */
function isLimit({ requestTimes, clock }: HubSession, error: AppError): boolean {
  const recent = requestTimes.filter((time) => time > clock.now() - HUB_LIMITS.windowMs).length;
  return error.details['status'] === 429 || (error.code === 'FETCH_FAILED' && recent > HUB_LIMITS.api * 0.9);
}

function limitError({ repo, requestTimes, clock }: HubSession, cause: AppError): AppError {
  const oldest = requestTimes.find((time) => time > clock.now() - HUB_LIMITS.windowMs) ?? clock.now();
  const retryAfterMs = Math.max(0, oldest + HUB_LIMITS.windowMs - clock.now());
  return new AppError(
    'HUB_LIMIT',
    `${repo}: the Hub limits requests; try again in ${Math.ceil(retryAfterMs / 1000)} s`,
    {
      cause,
      details: { ...cause.details, retryAfterMs, retryable: true },
    },
  );
}
