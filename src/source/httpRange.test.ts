import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { AppError } from '../lib/AppError';
import { createFakeClock } from '../testing/fakeClock';
import { startFaultServer, type FaultServer } from '../testing/faultServer';
import { openHttp, type HttpOptions } from './httpRange';
import type { Wait } from './retry';

const FILE = Uint8Array.from({ length: 100_000 }, (_, index) => (index * 31) % 251);

let server: FaultServer;
beforeAll(async () => {
  server = await startFaultServer({ files: { 'data.bin': FILE } });
});
afterAll(() => server.close());

function setUp(fault: string, options: HttpOptions = {}) {
  server.reset();
  const clock = createFakeClock();
  const waits: Wait[] = [];
  const onWait = (wait: Wait) => waits.push(wait);
  const open = () => openHttp(server.url(fault, 'data.bin'), { clock, onWait, ...options });
  return { clock, waits, open };
}

async function failure(work: Promise<unknown>): Promise<AppError> {
  const thrown: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (thrown instanceof AppError) return thrown;
  throw new Error(`expected an AppError, got ${String(thrown)}`, { cause: thrown });
}

const bytesOf = (offset: number, length: number) => FILE.slice(offset, offset + length);

describe('a body', () => {
  /** Gives the range asked for in pieces of 999 bytes, and notes into how large a buffer each was read; 0 = into none. */
  function inPieces(type: 'bytes' | undefined, room: number[]): NonNullable<HttpOptions['fetch']> {
    return async (url, init) => {
      const answer = await fetch(url, init);
      const whole = new Uint8Array(await answer.arrayBuffer());
      let at = 0;
      const pull = (controller: ReadableByteStreamController | ReadableStreamDefaultController): void => {
        const request = 'byobRequest' in controller ? controller.byobRequest : null;
        const piece = whole.slice(at, at + 999);
        at += piece.length;
        room.push(request?.view?.byteLength ?? 0);
        if (piece.length === 0) {
          controller.close();
          request?.respond(0);
        } else if (request?.view) {
          new Uint8Array(request.view.buffer, request.view.byteOffset).set(piece);
          request.respond(piece.length);
        } else controller.enqueue(piece as Uint8Array<ArrayBuffer>);
      };
      const body =
        type === 'bytes'
          ? new ReadableStream({ type, pull })
          : new ReadableStream({ pull }, { highWaterMark: 0 });
      return new Response(body, answer);
    };
  }

  it('is read into one buffer of 1 MiB, however many pieces come', async () => {
    const room: number[] = [];
    const { source } = await setUp('ok', { fetch: inPieces('bytes', room) }).open();
    room.length = 0;
    expect(await source.read(10, 90_000)).toEqual(bytesOf(10, 90_000));
    expect(room).toEqual(Array.from({ length: 92 }, () => 1024 * 1024));
  });

  it('is read piece by piece where the browser has no such reading', async () => {
    const room: number[] = [];
    const { source } = await setUp('ok', { fetch: inPieces(undefined, room) }).open();
    room.length = 0;
    expect(await source.read(10, 90_000)).toEqual(bytesOf(10, 90_000));
    expect(room).toEqual(Array.from({ length: 92 }, () => 0));
  });
});

describe('opening', () => {
  it('takes the size from Content-Range and keeps the head', async () => {
    const { open } = setUp('ok');
    const { source, first, versionVerified } = await open();
    expect(source.byteLength).toBe(FILE.length);
    expect(source.version).toBe('etag:"data.bin-1"');
    expect(versionVerified).toBe(true);
    expect(first).toEqual({ start: 0, bytes: bytesOf(0, 16_384) });
    expect(server.log.map(({ method, range }) => [method, range])).toEqual([['GET', 'bytes=0-16383']]);
  });

  it('reads the tail first when a listing knows the size, with one request', async () => {
    const { open } = setUp('ok', { byteLength: FILE.length });
    const { first } = await open();
    expect(first).toEqual({ start: 0, bytes: FILE });
    expect(server.log).toHaveLength(1);
  });

  it('refuses a listing of another size', async () => {
    const { open } = setUp('ok', { byteLength: FILE.length - 10 });
    expect(await failure(open())).toMatchObject({ code: 'FILE_CHANGED' });
  });

  it('finds the size of a hidden Content-Range by Content-Length', async () => {
    const hide = async (url: string, init: RequestInit) => asCrossOrigin(await fetch(url, init));
    const { open } = setUp('ok', { fetch: hide });
    const { source, versionVerified } = await open();
    expect(source.byteLength).toBe(FILE.length);
    expect(versionVerified).toBe(false);
    expect(await source.read(50, 10)).toEqual(bytesOf(50, 10));
    expect(server.log.every(({ method }) => method === 'GET')).toBe(true);
  });

  it.each(['no-etag', 'weak-etag'])('falls back to the date with %s', async (fault) => {
    const { source } = await setUp(fault).open();
    expect(source.version).toBe('modified:Mon, 05 Jan 2026 10:00:00 GMT:size:100000');
  });

  it('says when the version cannot be verified', async () => {
    const { versionVerified, source } = await setUp('nothing').open();
    expect(versionVerified).toBe(false);
    expect(source.version).toBe('size:100000');
  });

  it.each(['nonsense', 'ftp://x/y', 'https://user:pw@example.org/a'])('refuses %s', async (url) => {
    expect(await failure(openHttp(url))).toMatchObject({ code: 'BAD_URL' });
  });
});

/** What a script sees of an answer from another origin that exposes nothing. */
function asCrossOrigin(response: Response): Response {
  const headers = new Headers({ 'content-length': response.headers.get('content-length') ?? '' });
  return new Proxy(response, {
    get(target, key) {
      if (key === 'headers') return headers;
      if (key === 'type') return 'cors';
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

describe('a dropped connection', () => {
  it.each(['0', '1', 'half', 'last'])('after %s bytes is retried for the rest', async (where) => {
    const { open, waits } = setUp(`drop:${where}:2`);
    const { first } = await open();
    expect(first.bytes).toEqual(bytesOf(0, 16_384));
    expect(waits.map(({ durationMs }) => durationMs)).toEqual([300, 600]);
  });

  it('ends after four retries with the place and the count', async () => {
    const { open } = setUp('drop:0');
    const error = await failure(open());
    expect(error).toMatchObject({
      code: 'FETCH_FAILED',
      details: { offset: 0, length: 16_384, attempts: 5, retryable: true },
    });
    expect(server.log).toHaveLength(5);
  });

  it('asks for the rest of a short answer', async () => {
    const { open } = setUp('short:10000:1');
    expect((await open()).first.bytes).toEqual(bytesOf(0, 16_384));
    expect(server.log.map(({ range }) => range)).toEqual(['bytes=0-16383', 'bytes=10000-16383']);
  });

  it('does not accept empty answers for ever', async () => {
    expect(await failure(setUp('short:0').open())).toMatchObject({
      code: 'FETCH_FAILED',
      details: { attempts: 5 },
    });
  });

  it('survives a flaky line (seeded)', async () => {
    const { source } = await setUp('flaky:40').open();
    for (let at = 0; at < FILE.length; at += 20_000)
      expect(await source.read(at, 20_000)).toEqual(bytesOf(at, 20_000));
  });
});

describe('answers that are not what was asked', () => {
  it('retries a wrong Content-Range once and names both ranges', async () => {
    const { open } = setUp('wrong-range:1');
    expect((await open()).first.bytes).toEqual(bytesOf(0, 16_384));
    const error = await failure(setUp('wrong-range').open());
    expect(error).toMatchObject({ code: 'RANGE_WRONG', details: { attempts: 2 } });
    expect(error.message).toContain('asked for bytes 0–16383, got "bytes 1-16384/100000"');
  });

  it.each(['no-content-range', 'long', 'encoding'])('refuses %s', async (fault) => {
    expect(await failure(setUp(fault).open())).toMatchObject({ code: 'RANGE_WRONG' });
  });

  it('takes a whole file once when the server knows no ranges', async () => {
    const { source } = await setUp('no-range').open();
    expect(await source.read(99_000, 1000)).toEqual(bytesOf(99_000, 1000));
    expect(server.log).toHaveLength(1);
  });

  it('stops at a whole file of more than 64 MB', async () => {
    const error = await failure(setUp('huge').open());
    expect(error.code).toBe('RANGE_REFUSED');
    expect(error.message).toContain('download it and drop it');
  });

  it.each(['etag', 'date', 'size'])('aborts when the %s changes between ranges', async (what) => {
    const { source } = await setUp(`change:${what}:1`).open();
    expect(await failure(source.read(20_000, 100))).toMatchObject({
      code: 'FILE_CHANGED',
      details: { retryable: false },
    });
  });

  it('does not call a file empty that refuses every range', async () => {
    const error = await failure(setUp('status:416').open());
    expect(error).toMatchObject({ code: 'RANGE_REFUSED', details: { status: 416 } });
    server.files.set('empty.bin', new Uint8Array(0));
    expect(await failure(openHttp(server.url('ok', 'empty.bin')))).toMatchObject({ code: 'FILE_EMPTY' });
  });

  it('stops at a whole file whose size is not told', async () => {
    expect(await failure(setUp('endless').open())).toMatchObject({ code: 'RANGE_REFUSED' });
  });

  it('probes the size again after 416', async () => {
    const { source } = await setUp('status:416:0').open();
    expect(await source.read(0, 5)).toEqual(bytesOf(0, 5));
    server.files.set('shrinks.bin', FILE);
    const shrinking = await openHttp(server.url('no-etag', 'shrinks.bin'), { clock: createFakeClock() });
    server.files.set('shrinks.bin', FILE.slice(0, 50_000));
    const error = await failure(shrinking.source.read(60_000, 10));
    expect(error.code).toBe('FILE_CHANGED');
    expect(error.message).toContain('size was 100000, is 50000');
  });
});

describe('refusals and overload', () => {
  it.each([401, 403, 404, 410])('does not retry %i', async (status) => {
    const error = await failure(setUp(`status:${status}`).open());
    expect(error).toMatchObject({ code: 'HTTP_STATUS', details: { status, attempts: 1 } });
    expect(server.log).toHaveLength(1);
  });

  it.each([500, 502, 504])('retries %i', async (status) => {
    const { open, waits } = setUp(`status:${status}:2`);
    await open();
    expect(waits).toHaveLength(2);
  });

  it.each([
    ['7', 7000],
    ['Mon, 05 Jan 2026 00:00:30 GMT', 30_000],
    ['soon', 300],
  ])('waits as Retry-After %s asks', async (header, durationMs) => {
    const { open, waits } = setUp(`status:429:1:${header}`);
    await open();
    expect(waits.map((wait) => wait.durationMs)).toEqual([durationMs]);
  });

  it('does not wait longer than a minute without being told to', async () => {
    const { open, waits } = setUp('status:503:1:86400');
    expect(await failure(open())).toMatchObject({
      code: 'HTTP_STATUS',
      details: { retryAfterMs: 86_400_000 },
      message: expect.stringMatching(/503 .*asks for a pause of 24 h$/),
    });
    expect(waits).toEqual([]);
  });

  it('can be cancelled while it waits', async () => {
    const controller = new AbortController();
    const { open, clock } = setUp('status:429:1:30', { signal: controller.signal });
    clock.holdWaits = true;
    const opening = open();
    await expect.poll(() => clock.waits.length).toBe(1);
    controller.abort();
    await expect(opening).rejects.toThrow(/abort/i);
  });
});

describe('silence', () => {
  it.each(['0', '1000'])('of 15 s after %s bytes counts as dropped', async (bytes) => {
    const { open, clock } = setUp(`stall:${bytes}:1`);
    const opening = open();
    await server.stalled();
    await expect
      .poll(() => {
        clock.endLimits();
        return server.log.length;
      })
      .toBe(2);
    expect((await opening).first.bytes).toEqual(bytesOf(0, 16_384));
  });

  it('is not a slow drip', async () => {
    const { open, waits } = setUp('drip');
    const { source } = await open();
    expect(await source.read(0, FILE.length)).toEqual(FILE);
    expect(waits).toEqual([]);
  });

  it('is ended at once by cancelling', async () => {
    const controller = new AbortController();
    const { open } = setUp('stall:10', { signal: controller.signal });
    const opening = open();
    await server.stalled();
    controller.abort();
    await expect(opening).rejects.toThrow(/abort/i);
  });
});

describe('redirects', () => {
  it('are followed, and further ranges go straight to the target', async () => {
    const { source } = await setUp('redirect').open();
    await source.read(30_000, 100);
    await source.read(40_000, 100);
    expect(server.log.map(({ origin }) => origin)).toEqual(['first', 'other', 'other', 'other']);
  });

  it('are resolved again when a signature has expired', async () => {
    const { source } = await setUp('signed:2').open();
    await source.read(30_000, 100);
    expect(await source.read(40_000, 100)).toEqual(bytesOf(40_000, 100));
    expect(server.log.map(({ origin }) => origin)).toEqual([
      'first',
      'other',
      'other',
      'other',
      'first',
      'other',
    ]);
  });

  it('are resolved again only once', async () => {
    const error = await failure(setUp('signed:0').open());
    expect(error).toMatchObject({ code: 'HTTP_STATUS', details: { status: 403 } });
  });

  it('in a loop end', async () => {
    expect(await failure(setUp('redirect-loop').open())).toMatchObject({ code: 'FETCH_FAILED' });
  });
});

describe('traffic', () => {
  it('is counted exactly', async () => {
    let last = { requests: 0, bytes: 0 };
    const { open } = setUp('ok', {
      onTraffic: (traffic) => {
        last = { ...traffic };
      },
    });
    const { source } = await open();
    await source.read(50_000, 123);
    expect(last).toEqual({ requests: 2, bytes: 16_384 + 123 });
  });
});
