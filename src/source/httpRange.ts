/**
 * A file behind HTTP as a RangeSource: exactly the bytes of exactly one version, or a typed error.
 * Owns the version seen, the redirect target (kept in memory only: it may be signed), retries and the
 * concurrency limit. It must not know formats.
 */
import { AppError } from '../lib/AppError';
import { attemptRange, type AttemptResult, type Fetch } from './httpAttempt';
import { systemClock, type Clock } from './clock';
import { createGate } from './gate';
import { changedError, httpError, isRetryable, type RequestPlace } from './httpErrors';
import { findChange, mergeIdentity, nameVersion, type Identity } from './httpIdentity';
import { checkRange, type OnTraffic } from './localSource';
import type { RangeSource } from './types';
import { checkRedirect, checkSourceUrl, fileNameOf } from './urls';
import { pauseBeforeRetry, type OnWait } from './retry';

export interface HttpOptions {
  readonly fetch?: Fetch;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
  /** From a listing: saves the probe, and a different size later is an error. */
  readonly byteLength?: number;
  /** Strong ETag the bytes must have, quotes included: the content hash of a pinned commit. */
  readonly etag?: string;
  /** Sent to the given URL only, never to where it redirects. In memory only. */
  readonly authorization?: string;
  /** As the reader knows the file; default: the last part of the path. */
  readonly name?: string;
  /** Total so far, after each request start and each chunk. */
  readonly onTraffic?: OnTraffic;
  readonly onWait?: OnWait;
  /** Asked before each request with its address: resolves when it may be made. */
  readonly admit?: (target: string, signal?: AbortSignal) => Promise<void>;
  /** Resolves when there is a connection: true when it had to wait. Asked after a request that got nowhere. */
  readonly whenOnline?: (signal?: AbortSignal) => Promise<boolean>;
}

export interface OpenedHttp {
  readonly source: RangeSource;
  /** The bytes that came with opening: head of the file, or its tail when the size was known. */
  readonly first: { readonly start: number; readonly bytes: Uint8Array };
  /** False when neither a strong ETag nor a date can be read: the version cannot be verified. */
  readonly versionVerified: boolean;
}

/** Enough for magic bytes and a few lines. */
export const HEAD_LENGTH = 16 * 1024;
/** Footer and page indexes of a 500 MB shard with 6 row groups of 7 columns: ~40 KB. */
export const TAIL_LENGTH = 256 * 1024;

const PARALLEL_REQUESTS = 6;
/** A last position beyond any file: bounded, so no preflight, and its Content-Length is the size. */
const FAR_END = Number.MAX_SAFE_INTEGER;

interface Session {
  readonly url: string;
  readonly name: string;
  target: string;
  /** The request that finds a new target, while it runs: others wait for it instead of asking as well. */
  resolving?: Promise<unknown> | undefined;
  identity: Identity;
  whole?: Uint8Array;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly gate: ReturnType<typeof createGate>;
  readonly traffic: { requests: number; bytes: number };
  readonly options: HttpOptions;
}

export async function openHttp(url: string, options: HttpOptions = {}): Promise<OpenedHttp> {
  checkSourceUrl(url);
  const session: Session = {
    url,
    name: options.name ?? fileNameOf(url),
    target: url,
    identity: {
      ...(options.byteLength !== undefined && { byteLength: options.byteLength }),
      ...(options.etag !== undefined && { etag: options.etag }),
    },
    fetch: options.fetch ?? ((target, init) => globalThis.fetch(target, init)),
    clock: options.clock ?? systemClock,
    gate: createGate(PARALLEL_REQUESTS),
    traffic: { requests: 0, bytes: 0 },
    options,
  };
  const first = await readFirst(session);
  const { identity, whole, name } = session;
  const byteLength = whole?.length ?? identity.byteLength ?? (await findLength(session));
  session.identity = { ...session.identity, byteLength };
  if (byteLength === 0) throw emptyError(session);
  return {
    source: {
      name,
      byteLength,
      version: nameVersion(session.identity),
      read: sessionReader(session, byteLength),
    },
    first,
    versionVerified: identity.etag !== undefined || identity.lastModified !== undefined,
  };
}

async function readFirst(session: Session) {
  const { byteLength: known, signal } = session.options;
  const start = known === undefined ? 0 : Math.max(0, known - TAIL_LENGTH);
  const length = known === undefined ? HEAD_LENGTH : known - start;
  if (length === 0) throw emptyError(session);
  const bytes = await readRange(session, newState(session, length), start, known === undefined, signal);
  return { start, bytes };
}

function emptyError({ url, name }: Session): AppError {
  return new AppError('FILE_EMPTY', `${name}: the file is empty (0 bytes)`, { details: { url } });
}

function sessionReader(session: Session, byteLength: number): RangeSource['read'] {
  return async (offset, length, signal, into) => {
    checkRange(session.name, byteLength, offset, length);
    signal?.throwIfAborted();
    if (length === 0) return new Uint8Array(0);
    return readRange(session, newState(session, length, into), offset, false, signal);
  };
}

/** Content-Range is hidden: one request for "everything" whose Content-Length (always readable) is the size. */
async function findLength(session: Session): Promise<number> {
  const { url, name, options, traffic } = session;
  const controller = new AbortController();
  traffic.requests += 1;
  options.onTraffic?.(traffic);
  const place = { url, name, offset: 0, length: FAR_END };
  try {
    const init = {
      headers: { Range: `bytes=0-${FAR_END - 1}` },
      cache: 'no-store',
      credentials: 'omit',
    } as const;
    const response = await session.fetch(session.target, {
      ...init,
      referrerPolicy: 'no-referrer',
      signal: controller.signal,
    });
    const stated = response.headers.get('content-length');
    if (stated !== null && (response.status === 206 || response.status === 200)) return Number(stated);
  } finally {
    controller.abort();
  }
  throw httpError('RANGE_REFUSED', place, 'the server does not tell the size of the file', {
    retryable: false,
  });
}

async function readRange(
  session: Session,
  state: ReadState,
  offset: number,
  probing: boolean,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const { length } = state.buffer;
  if (session.whole) return session.whole.subarray(offset, offset + length);
  const place: RequestPlace = { url: session.url, name: session.name, offset, length };
  while (true) {
    state.attempts += 1;
    try {
      const result = await session.gate.run(
        () => requestAtTarget(session, place, state, probing, signal),
        signal,
      );
      const bytes = await takeResult(session, place, state, result, probing, signal);
      if (bytes) return bytes;
    } catch (thrown) {
      const error = signal?.aborted ? thrown : await whyNotRetry(session, state, thrown, signal);
      if (error) throw error;
    }
  }
}

interface ReadState {
  readonly buffer: Uint8Array;
  filled: number;
  attempts: number;
  resolvedAgain: boolean;
  /** Where the last attempt went; the session may have moved on since. */
  target: string;
}

function newState(
  { target }: Session,
  length: number,
  buffer: Uint8Array = new Uint8Array(length),
): ReadState {
  return { buffer, filled: 0, attempts: 0, resolvedAgain: false, target };
}

async function requestAtTarget(
  session: Session,
  place: RequestPlace,
  state: ReadState,
  probing: boolean,
  signal: AbortSignal | undefined,
): Promise<AttemptResult> {
  while (session.resolving) await session.resolving.catch(() => undefined);
  state.target = session.target;
  const request = requestOnce(session, place, state, probing, signal);
  if (!state.resolvedAgain || state.target !== session.url) return request;
  session.resolving = request;
  try {
    const result = await request;
    if (result.kind !== 'part' || result.url === '') return result;
    checkRedirect(session.url, result.url, place);
    session.target = result.url;
    return result;
  } finally {
    session.resolving = undefined;
  }
}

async function requestOnce(
  session: Session,
  place: RequestPlace,
  { buffer, filled, target }: ReadState,
  probing: boolean,
  signal: AbortSignal | undefined,
): Promise<AttemptResult> {
  const { traffic, options, fetch, clock } = session;
  await options.admit?.(target, signal);
  const report = () => options.onTraffic?.({ ...traffic });
  traffic.requests += 1;
  report();
  const onBytes = (count: number) => {
    traffic.bytes += count;
    report();
  };
  const authorization = target === session.url ? options.authorization : undefined;
  return attemptRange({
    target,
    place,
    buffer,
    filled,
    probing,
    fetch,
    clock,
    signal,
    onBytes,
    authorization,
  });
}

/** Undefined = not complete yet, ask for the rest. */
async function takeResult(
  session: Session,
  place: RequestPlace,
  state: ReadState,
  result: AttemptResult,
  probing: boolean,
  signal: AbortSignal | undefined,
): Promise<Uint8Array | undefined> {
  if (result.kind === 'beyond_end') return beyondEnd(session, place, result.total, probing, signal);
  checkRedirect(session.url, result.url, place);
  noteIdentity(session, place, result.identity);
  if (result.kind === 'whole') {
    session.whole = result.bytes;
    return result.bytes.subarray(place.offset, place.offset + place.length);
  }
  if (result.url !== '') session.target = result.url;
  state.filled = result.filled;
  if (result.dropped) throw result.dropped;
  const { buffer, filled } = state;
  if (filled === buffer.length) return buffer;
  if (probing) {
    // A short answer is the end of the file only when the size says so.
    const total = result.total ?? (await findLength(session));
    if (place.offset + filled === total) return endOfProbe(session, place, state);
  }
  throw httpError('FETCH_FAILED', place, `only ${filled} of ${buffer.length} bytes came`, {
    retryable: true,
  });
}

/** The probe met the end of the file: what came is all there is. */
function endOfProbe(session: Session, place: RequestPlace, { buffer, filled }: ReadState): Uint8Array {
  session.identity = { ...session.identity, byteLength: place.offset + filled };
  return buffer.subarray(0, filled);
}

function noteIdentity(session: Session, place: RequestPlace, now: Identity): void {
  const change = findChange(session.identity, now);
  if (change !== undefined) throw changedError(place, change);
  session.identity = mergeIdentity(session.identity, now);
}

/** 416 inside a file whose size is known: it shrank, or the server cannot do ranges properly. Never retried. */
async function beyondEnd(
  session: Session,
  place: RequestPlace,
  total: number | undefined,
  probing: boolean,
  signal: AbortSignal | undefined,
): Promise<never> {
  if (total === 0) throw emptyError(session);
  if (probing) {
    const fact = `the server says it has no byte ${place.offset} (416): the file is empty, or cannot be read in ranges`;
    throw httpError('RANGE_REFUSED', place, fact, { retryable: false, status: 416 });
  }
  const now = total ?? (await probeLength(session, signal));
  const { byteLength } = session.identity;
  if (now !== undefined && now !== byteLength)
    throw changedError(place, `size was ${byteLength ?? '?'}, is ${now}`);
  const fact = `the server says bytes ${place.offset}–${place.offset + place.length - 1} lie beyond its end (416)`;
  throw httpError('RANGE_WRONG', place, fact, { retryable: false, status: 416 });
}

async function probeLength(session: Session, signal: AbortSignal | undefined): Promise<number | undefined> {
  const place = { url: session.url, name: session.name, offset: 0, length: 1 };
  const state = newState(session, 1);
  const result = await requestOnce(session, place, state, true, signal);
  return result.kind === 'part' ? result.total : undefined;
}

/** Waits as long as the failure asks for and returns undefined, or returns the error to throw. */
async function whyNotRetry(
  session: Session,
  state: ReadState,
  thrown: unknown,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  if (!(thrown instanceof AppError)) return thrown;
  const { status } = thrown.details;
  const refused =
    thrown.code === 'FETCH_FAILED' || status === 401 || status === 403 || status === 404 || status === 410;
  if (refused && state.target !== session.url && !state.resolvedAgain) {
    // A signed target expires (an hour at the hub): ask the stable URL for a new one, once.
    state.resolvedAgain = true;
    if (session.target === state.target) session.target = session.url;
    return undefined;
  }
  if (thrown.code === 'FETCH_FAILED' && (await session.options.whenOnline?.(signal)) === true) {
    // offline is nobody's fault: the attempt does not count
    state.attempts -= 1;
    return undefined;
  }
  if (status === 429 || status === 503) session.gate.narrow(1);
  if (!isRetryable(thrown)) return withAttempts(thrown, state.attempts);
  const paused = await pauseBeforeRetry(
    thrown,
    state.attempts,
    session.clock,
    session.options.onWait,
    signal,
  );
  return paused ? undefined : withAttempts(thrown, state.attempts);
}

function withAttempts({ code, message, details, cause }: AppError, attempts: number): AppError {
  const note = attempts > 1 ? ` (after ${attempts} attempts)` : '';
  return new AppError(code, `${message}${note}`, { cause, details: { ...details, attempts } });
}
