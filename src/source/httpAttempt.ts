/**
 * One request for one range, and every check of its answer. Fills a buffer as far as it gets, so that a
 * retry asks for the rest only. It must not know retries, redirect memory or formats.
 */
import { AppError } from '../lib/AppError';
import type { Clock } from './clock';
import { changedError, httpError, networkError, statusError, type RequestPlace } from './httpErrors';
import {
  parseContentRange,
  parseUnsatisfiedTotal,
  readIdentity,
  type ContentRange,
  type Identity,
} from './httpIdentity';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export const STALL_MS = 15_000;
/** A server without ranges: up to this much is taken once, beyond it the reader downloads and drops the file. */
export const WHOLE_LIMIT = 64 * 1024 * 1024;

export interface Attempt {
  readonly target: string;
  readonly place: RequestPlace;
  /** Bytes wanted from `place.offset`; what earlier attempts filled is not asked for again. */
  readonly buffer: Uint8Array;
  readonly filled: number;
  /** The end of the file is not known yet: fewer bytes are fine when the headers say so. */
  readonly probing: boolean;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
  readonly onBytes: (count: number) => void;
  readonly authorization: string | undefined;
}

export type AttemptResult =
  | {
      readonly kind: 'part';
      readonly filled: number;
      readonly identity: Identity;
      readonly url: string;
      readonly total?: number;
      readonly dropped?: AppError;
    }
  | { readonly kind: 'whole'; readonly bytes: Uint8Array; readonly identity: Identity; readonly url: string }
  | { readonly kind: 'beyond_end'; readonly total: number | undefined };

export async function attemptRange(attempt: Attempt): Promise<AttemptResult> {
  const { signal, place } = attempt;
  signal?.throwIfAborted();
  const controller = new AbortController();
  const abort = () => controller.abort(signal?.reason);
  signal?.addEventListener('abort', abort, { once: true });
  try {
    const response = await startRequest(attempt, controller);
    return await readAnswer(attempt, response);
  } catch (thrown) {
    signal?.throwIfAborted();
    throw thrown instanceof AppError ? thrown : networkError(place, thrown);
  } finally {
    signal?.removeEventListener('abort', abort);
    // Also ends the body of an answer that was refused.
    controller.abort();
  }
}

async function startRequest(attempt: Attempt, { signal }: AbortController): Promise<Response> {
  const { target, place, filled, buffer, fetch, authorization } = attempt;
  const last = place.offset + buffer.length - 1;
  const Range = `bytes=${place.offset + filled}-${last}`;
  const request = fetch(target, {
    headers: authorization === undefined ? { Range } : { Range, Authorization: authorization },
    cache: 'no-store',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    signal,
  });
  return withinStallLimit(attempt, request);
}

/** Rejects with TIMED_OUT when nothing comes for 15 s. */
async function withinStallLimit<T>({ clock, place }: Attempt, work: Promise<T>): Promise<T> {
  const done = new AbortController();
  const stalled = clock.limit(STALL_MS, done.signal).then(() => {
    throw httpError('TIMED_OUT', place, `no byte came for ${STALL_MS / 1000} s`, { retryable: true });
  });
  work.catch(() => undefined);
  try {
    return await Promise.race([work, stalled]);
  } finally {
    done.abort();
  }
}

async function readAnswer(attempt: Attempt, response: Response): Promise<AttemptResult> {
  const { place, clock } = attempt;
  if (response.status === 416) {
    return { kind: 'beyond_end', total: parseUnsatisfiedTotal(response.headers.get('content-range')) };
  }
  if (response.status === 200) return readWhole(attempt, response);
  if (response.status !== 206) throw statusError(place, response, clock.now());
  if (response.headers.get('content-encoding') !== null) {
    const encoding = response.headers.get('content-encoding') ?? '';
    throw wrong(place, `the server sent a range with Content-Encoding ${encoding}`, false);
  }
  return readPart(attempt, response);
}

function wrong(place: RequestPlace, fact: string, retryable: boolean): AppError {
  return httpError('RANGE_WRONG', place, fact, { retryable });
}

/** Headers are readable from the same origin; across origins only those the server exposes. */
function headersReadable(response: Response): boolean {
  return response.type !== 'cors';
}

function checkContentRange(attempt: Attempt, response: Response): ContentRange | undefined {
  const { place, filled, buffer, probing } = attempt;
  const text = response.headers.get('content-range');
  const range = parseContentRange(text);
  const [start, end] = [place.offset + filled, place.offset + buffer.length];
  if (range === undefined) {
    if (!headersReadable(response)) return undefined;
    throw wrong(
      place,
      `asked for bytes ${start}–${end - 1}; the answer does not say which bytes it is`,
      true,
    );
  }
  const cut = range !== 'unreadable' && range.start === start && range.end < end;
  const atEnd = cut && range.end === range.total;
  if (range !== 'unreadable' && range.start === start && (range.end === end || (cut && (!atEnd || probing))))
    return range;
  if (atEnd) throw changedError(place, `size is ${range.end}, was at least ${end}`);
  throw wrong(place, `asked for bytes ${start}–${end - 1}, got "${text ?? ''}"`, true);
}

async function readPart(attempt: Attempt, response: Response): Promise<AttemptResult> {
  const range = checkContentRange(attempt, response);
  const total = range?.total;
  const identity = readIdentity(response.headers, total);
  const { filled, dropped } = await fillBuffer(attempt, response, range);
  const { url } = response;
  return {
    kind: 'part',
    filled,
    identity,
    url,
    ...(total !== undefined && { total }),
    ...(dropped && { dropped }),
  };
}

async function fillBuffer(attempt: Attempt, response: Response, range: ContentRange | undefined) {
  const { place, buffer } = attempt;
  const limit = range ? range.end - place.offset : buffer.length;
  let { filled } = attempt;
  try {
    for await (const chunk of bodyChunks(attempt, response)) {
      if (filled + chunk.length > limit) {
        throw wrong(place, `the server sent more than the ${limit} bytes asked for`, false);
      }
      buffer.set(chunk, filled);
      filled += chunk.length;
    }
  } catch (thrown) {
    attempt.signal?.throwIfAborted();
    const error = thrown instanceof AppError ? thrown : networkError(place, thrown);
    if (error.code === 'RANGE_WRONG') throw error;
    return { filled, dropped: error };
  }
  return { filled, dropped: undefined };
}

/** Each chunk holds until the next one is asked for. */
async function* bodyChunks(attempt: Attempt, { body }: Response): AsyncGenerator<Uint8Array> {
  if (!body) return;
  const read = readerOf(body);
  while (true) {
    const { done, value } = await withinStallLimit(attempt, read());
    if (done) return;
    attempt.onBytes(value.length);
    yield value;
  }
}

const CHUNK = 1024 * 1024;

/** Reads into one buffer again and again: chunks of their own are garbage of up to 2 MB each, as much as the file. */
function readerOf(body: ReadableStream<Uint8Array>): () => Promise<ReadableStreamReadResult<Uint8Array>> {
  let reader: ReadableStreamBYOBReader;
  try {
    reader = body.getReader({ mode: 'byob' });
  } catch {
    // not every browser's bodies are byte streams
    const plain = body.getReader();
    return () => plain.read();
  }
  let buffer = new ArrayBuffer(CHUNK);
  return async () => {
    const result = await reader.read(new Uint8Array(buffer));
    if (result.value) ({ buffer } = result.value);
    return result;
  };
}

async function readWhole(attempt: Attempt, response: Response): Promise<AttemptResult> {
  const { place } = attempt;
  const stated = Number(response.headers.get('content-length') ?? 0);
  if (stated > WHOLE_LIMIT) throw wholeTooLarge(place, stated);
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for await (const chunk of bodyChunks(attempt, response)) {
    length += chunk.length;
    if (length > WHOLE_LIMIT) throw wholeTooLarge(place, length);
    chunks.push(chunk.slice());
  }
  const bytes = new Uint8Array(await new Blob(chunks).arrayBuffer());
  return { kind: 'whole', bytes, identity: readIdentity(response.headers, length), url: response.url };
}

function wholeTooLarge(place: RequestPlace, length: number): AppError {
  const fact =
    `the server sends only the whole file (${length} bytes), not parts of it; ` +
    `beyond ${WHOLE_LIMIT / 1024 / 1024} MB download it and drop it here`;
  return httpError('RANGE_REFUSED', place, fact, { retryable: false });
}
