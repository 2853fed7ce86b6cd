/**
 * A data server with every fault of a bad network, chosen by path: `/fault/<name>[:<arg>…]/<file>`.
 * Two origins (ports) for redirects; ranges, ETags, CORS; latency and bandwidth; a request log. Seeded.
 *
 *   ok                        ranges, strong ETag, Last-Modified
 *   drop:<where>[:<times>]    connection cut after 0, 1, half or last (all but one) bytes; default every time
 *   status:<code>[:<times>[:<retry-after>]]   +<seconds>: as a date
 *   no-range                  200 with everything;  huge: 200 that announces 65 MB;  endless: 200 that announces nothing
 *   wrong-range[:<times>]     Content-Range names other bytes;  no-content-range: none
 *   short:<bytes>[:<times>]   a complete answer with that many bytes;  long: one byte too many
 *   stall:<bytes>[:<times>]   sends that many, then nothing;  drip: 64 KiB at a time with pauses
 *   redirect                  302 to the other origin;  redirect-no-cors, redirect-loop;  redirect-private: to a private address
 *   signed:<uses>             302 to a signed address on the other origin that is refused after <uses>
 *   change:<what>:<after>     etag, date or size differ after <after> answers; `file`: the contents are those of <file>.next
 *   no-etag, weak-etag, nothing (neither ETag nor date)
 *   encoding                  a range as gzip, with that Content-Encoding;  html: a web page
 *   flaky:<percent>           seeded drops at seeded places
 * `?cors=none|hidden` sends no CORS headers, or exposes none.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

import { createRandom } from './random';

export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly origin: 'first' | 'other';
  readonly range: string | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  status: number;
  bytes: number;
}

export interface Shape {
  readonly latencyMs: number;
  readonly bytesPerSecond: number;
}

export interface FaultServer {
  readonly origin: string;
  readonly otherOrigin: string;
  readonly log: LoggedRequest[];
  /** Contents by name; may be changed while running. */
  readonly files: Map<string, Uint8Array>;
  shape: Shape;
  /** While true every fault is over: each path answers as `ok`. */
  isMended: boolean;
  url(fault: string, file: string): string;
  /** Forgets log and counts: every fault begins anew. */
  reset(): void;
  /** Resolves once a request has been left hanging by `stall`. */
  stalled(): Promise<void>;
  close(): Promise<void>;
}

export interface FaultServerOptions {
  readonly files?: Readonly<Record<string, Uint8Array>>;
  readonly seed?: number;
  readonly shape?: Partial<Shape>;
}

const UNSHAPED: Shape = { latencyMs: 0, bytesPerSecond: Number.POSITIVE_INFINITY };
const EXPOSED = 'ETag,Content-Range,Accept-Ranges,Last-Modified,Content-Encoding,Retry-After,Content-Length';
const DATES = ['Mon, 05 Jan 2026 10:00:00 GMT', 'Tue, 06 Jan 2026 10:00:00 GMT'] as const;

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly logged: LoggedRequest;
  readonly server: FaultServerState;
  readonly file: Uint8Array;
  readonly fileName: string;
  /** What it becomes, for `change:file`. */
  readonly next: Uint8Array | undefined;
  readonly args: readonly string[];
  /** Requests of this path so far, from 1. */
  readonly count: number;
  readonly start: number;
  readonly end: number;
}

interface FaultServerState {
  readonly random: () => number;
  readonly counts: Map<string, number>;
  readonly onStall: (() => void)[];
  stalls: number;
  signatures: number;
  otherOrigin: string;
  origin: string;
  shape: Shape;
  isMended: boolean;
}

export async function startFaultServer(options: FaultServerOptions = {}): Promise<FaultServer> {
  const files = new Map(Object.entries(options.files ?? {}));
  const log: LoggedRequest[] = [];
  const state: FaultServerState = {
    random: createRandom(options.seed ?? 1),
    counts: new Map(),
    onStall: [],
    stalls: 0,
    signatures: 0,
    origin: '',
    otherOrigin: '',
    shape: { ...UNSHAPED, ...options.shape },
    isMended: false,
  };
  const listen = (origin: 'first' | 'other') =>
    startOne((req, res) => handle(state, files, log, origin, req, res));
  const [first, other] = await Promise.all([listen('first'), listen('other')]);
  state.origin = first.origin;
  state.otherOrigin = other.origin;
  return {
    origin: first.origin,
    otherOrigin: other.origin,
    log,
    files,
    get shape() {
      return state.shape;
    },
    set shape(shape) {
      state.shape = shape;
    },
    get isMended() {
      return state.isMended;
    },
    set isMended(isMended) {
      state.isMended = isMended;
    },
    url: (fault, file) => `${first.origin}/fault/${encodeURIComponent(fault)}/${encodeURIComponent(file)}`,
    reset() {
      log.length = 0;
      state.counts.clear();
      state.stalls = 0;
      state.isMended = false;
    },
    stalled: () => nextStall(state),
    close: async () => {
      await Promise.all([first.close(), other.close()]);
    },
  };
}

function nextStall(state: FaultServerState): Promise<void> {
  if (state.stalls > 0) {
    state.stalls -= 1;
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    state.onStall.push(resolve);
  });
}

function noteStall(state: FaultServerState): void {
  const waiting = state.onStall.shift();
  if (waiting) waiting();
  else state.stalls += 1;
}

async function startOne(handler: (request: IncomingMessage, response: ServerResponse) => void) {
  const server: Server = createServer(handler);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  // A TCP server that listens has an AddressInfo, not a pipe name.
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function handle(
  server: FaultServerState,
  files: ReadonlyMap<string, Uint8Array>,
  log: LoggedRequest[],
  origin: 'first' | 'other',
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const { method = 'GET', headers } = request;
  const logged = { method, path: url.pathname, origin, range: headers.range, headers, status: 0, bytes: 0 };
  log.push(logged);
  response.on('close', () => {
    logged.status = response.statusCode;
  });
  setCors(response, headers.origin, url.searchParams.get('cors'));
  const [, area = '', faultText = '', rawName = ''] = url.pathname.split('/');
  const fileName = decodeURIComponent(rawName);
  const file = files.get(fileName);
  // HEAD is refused everywhere: the reader never needs it.
  if (method === 'HEAD') return end(response, 405, 'no HEAD');
  if (method === 'OPTIONS') return end(response, 204, '');
  if ((area !== 'fault' && area !== 'signed') || !file) return end(response, 404, 'Entry not found');
  const [name = 'ok', ...args] = decodeURIComponent(faultText).split(':');
  const count = (server.counts.get(url.pathname) ?? 0) + 1;
  server.counts.set(url.pathname, count);
  const exchange = {
    request,
    response,
    logged,
    server,
    file,
    fileName,
    next: files.get(`${fileName}.next`),
    args,
    count,
    ...readRange(headers.range, file),
  };
  const fault = area === 'signed' ? answerSigned : (FAULTS[name] ?? answerUnknown);
  // a file that changed stays changed
  const answer = server.isMended && name !== 'change' ? answerOk : fault;
  setTimeout(() => answer(exchange), server.shape.latencyMs);
}

function setCors(response: ServerResponse, origin: string | undefined, mode: string | null): void {
  if (mode === 'none') return;
  response.setHeader('access-control-allow-origin', origin ?? '*');
  response.setHeader('access-control-allow-headers', 'range');
  if (mode !== 'hidden') response.setHeader('access-control-expose-headers', EXPOSED);
}

function readRange(header: string | undefined, { length }: Uint8Array) {
  const match = /^bytes=(\d+)-(\d*)$/.exec(header ?? '');
  if (!match) return { start: 0, end: length };
  return { start: Number(match[1]), end: match[2] === '' ? length : Math.min(Number(match[2]) + 1, length) };
}

function end(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain' });
  response.end(text);
}

function answerUnknown({ response }: Exchange): void {
  end(response, 404, 'no such fault');
}

/** True while the fault is to happen; `times` missing = always. */
function happens({ args, count }: Exchange, position: number): boolean {
  const times = args[position];
  return times === undefined || times === '' || count <= Number(times);
}

type Overrides = Readonly<Record<string, string | undefined>>;

/** Headers of a proper 206; an override of undefined takes a header away. */
function head(exchange: Exchange, overrides: Overrides = {}, status = 206): void {
  const { response, start, end: stop, file, fileName } = exchange;
  const headers: Record<string, string | undefined> = {
    'accept-ranges': 'bytes',
    'content-type': 'application/octet-stream',
    etag: `"${encodeURIComponent(fileName)}-1"`,
    'last-modified': DATES[0],
    'content-range': status === 206 ? `bytes ${start}-${stop - 1}/${file.length}` : undefined,
    'content-length': String(status === 206 ? stop - start : file.length),
    ...overrides,
  };
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) response.setHeader(name, value);
  response.writeHead(status);
}

function answerOk(exchange: Exchange, overrides: Overrides = {}): void {
  const { start, file, response } = exchange;
  if (start >= file.length) {
    response.setHeader('content-range', `bytes */${file.length}`);
    return end(response, 416, '');
  }
  head(exchange, overrides);
  void send(exchange, file.subarray(start, exchange.end));
}

/** Shaped to the bandwidth in pieces of 16 KiB. */
async function send(exchange: Exchange, bytes: Uint8Array, finish = true): Promise<void> {
  const { response, server, logged } = exchange;
  const { bytesPerSecond } = server.shape;
  const piece = Number.isFinite(bytesPerSecond) ? 16 * 1024 : Math.max(1, bytes.length);
  for (let at = 0; at < bytes.length && !response.destroyed; at += piece) {
    const part = bytes.subarray(at, at + piece);
    logged.bytes += part.length;
    await new Promise<void>((resolve) => {
      response.write(part, () => resolve());
    });
    if (Number.isFinite(bytesPerSecond)) await pause((part.length / bytesPerSecond) * 1000);
  }
  if (finish) response.end();
}

async function sendForEver(exchange: Exchange): Promise<void> {
  while (!exchange.response.destroyed) {
    await send(exchange, new Uint8Array(1024 * 1024), false);
    await pause(0);
  }
}

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, durationMs);
  });
}

async function dropAfter(exchange: Exchange, count: number): Promise<void> {
  head(exchange);
  exchange.response.flushHeaders();
  const { file, start } = exchange;
  await send(exchange, file.subarray(start, start + count), false);
  exchange.response.destroy();
}

function dropCount({ args, start, end: stop }: Exchange): number {
  const length = stop - start;
  const counts: Readonly<Record<string, number>> = { half: length >> 1, last: length - 1 };
  return counts[args[0] ?? ''] ?? Number(args[0]);
}

async function stallAfter(exchange: Exchange, count: number): Promise<void> {
  head(exchange);
  exchange.response.flushHeaders();
  const { file, start, server } = exchange;
  await send(exchange, file.subarray(start, start + count), false);
  noteStall(server);
}

function changed(exchange: Exchange): void {
  const [what, after] = exchange.args;
  if (exchange.count <= Number(after)) return answerOk(exchange);
  if (what === 'etag') return answerOk(exchange, { etag: '"another"' });
  if (what === 'date') return answerOk(exchange, { etag: undefined, 'last-modified': DATES[1] });
  const { next } = exchange;
  if (what === 'file' && next !== undefined) {
    return answerOk(
      { ...exchange, file: next, ...readRange(exchange.request.headers.range, next) },
      { etag: '"next"' },
    );
  }
  // One row group less, the way a shard looks after it was written again.
  const file = exchange.file.subarray(0, exchange.file.length - 1);
  return answerOk({ ...exchange, file, end: Math.min(exchange.end, file.length) }, { etag: undefined });
}

function redirect({ response }: Exchange, location: string): void {
  response.setHeader('location', location);
  end(response, 302, '');
}

function answerSigned(exchange: Exchange): void {
  const [, uses = '1'] = exchange.request.url?.split('/')[2]?.split('-') ?? [];
  if (exchange.count > Number(uses))
    return end(exchange.response, 403, 'Auth failed: the signature has expired');
  return answerOk(exchange);
}

function path(exchange: Exchange): string {
  return encodeURIComponent(exchange.fileName);
}

const PAGE = '<!DOCTYPE html><html><head><title>Sign in</title></head><body>Please sign in.</body></html>';

const FAULTS: Readonly<Record<string, (exchange: Exchange) => void>> = {
  ok: (exchange) => answerOk(exchange),
  drop: (exchange) =>
    void (happens(exchange, 1) ? dropAfter(exchange, dropCount(exchange)) : answerOk(exchange)),
  status(exchange) {
    if (!happens(exchange, 1)) return answerOk(exchange);
    const [code, , ...retryAfter] = exchange.args;
    // An HTTP date has colons of its own.
    const text = retryAfter.join(':');
    const date = new Date(Date.now() + Number(text) * 1000).toUTCString();
    if (text !== '') exchange.response.setHeader('retry-after', text.startsWith('+') ? date : text);
    return end(exchange.response, Number(code), 'this is a fault');
  },
  'no-range'(exchange) {
    head(exchange, {}, 200);
    void send(exchange, exchange.file);
  },
  huge(exchange) {
    head(exchange, { 'content-length': String(65 * 1024 * 1024) }, 200);
    void send(exchange, exchange.file, false);
  },
  endless(exchange) {
    exchange.response.writeHead(200, { 'content-type': 'application/octet-stream' });
    void sendForEver(exchange);
  },
  'wrong-range'(exchange) {
    const { start, end: stop, file } = exchange;
    const shifted = { 'content-range': `bytes ${start + 1}-${stop}/${file.length}` };
    answerOk(exchange, happens(exchange, 0) ? shifted : {});
  },
  'no-content-range': (exchange) => answerOk(exchange, { 'content-range': undefined }),
  short(exchange) {
    const { args, start, file, end: stop } = exchange;
    if (!happens(exchange, 1)) return answerOk(exchange);
    const bytes = file.subarray(start, Math.min(stop, start + Number(args[0])));
    head(exchange, { 'content-length': String(bytes.length) });
    return void send(exchange, bytes);
  },
  long(exchange) {
    const { start, end: stop, file } = exchange;
    const bytes = new Uint8Array(stop - start + 1);
    bytes.set(file.subarray(start, stop));
    head(exchange, { 'content-length': String(bytes.length) });
    void send(exchange, bytes);
  },
  stall: (exchange) =>
    void (happens(exchange, 1) ? stallAfter(exchange, Number(exchange.args[0])) : answerOk(exchange)),
  drip(exchange) {
    head(exchange);
    const bytesPerSecond = 1024 * 1024;
    void send(
      { ...exchange, server: { ...exchange.server, shape: { latencyMs: 0, bytesPerSecond } } },
      exchange.file.subarray(exchange.start, exchange.end),
    );
  },
  redirect: (exchange) => redirect(exchange, `${exchange.server.otherOrigin}/fault/ok/${path(exchange)}`),
  'redirect-no-cors': (exchange) =>
    redirect(exchange, `${exchange.server.otherOrigin}/fault/ok/${path(exchange)}?cors=none`),
  'redirect-private': (exchange) => redirect(exchange, `http://192.168.0.1/${path(exchange)}`),
  'redirect-loop': (exchange) =>
    redirect(exchange, `${exchange.server.origin}/fault/redirect-loop/${path(exchange)}`),
  signed(exchange) {
    exchange.server.signatures += 1;
    const [uses = '1'] = exchange.args;
    redirect(
      exchange,
      `${exchange.server.otherOrigin}/signed/${exchange.server.signatures}-${uses}/${path(exchange)}`,
    );
  },
  change: changed,
  'no-etag': (exchange) => answerOk(exchange, { etag: undefined }),
  'weak-etag': (exchange) => answerOk(exchange, { etag: 'W/"weak"' }),
  nothing: (exchange) => answerOk(exchange, { etag: undefined, 'last-modified': undefined }),
  encoding(exchange) {
    const bytes = gzipSync(exchange.file.subarray(exchange.start, exchange.end));
    head(exchange, { 'content-encoding': 'gzip', 'content-length': String(bytes.length) });
    void send(exchange, bytes);
  },
  html(exchange) {
    exchange.response.setHeader('content-type', 'text/html');
    exchange.response.writeHead(200);
    exchange.response.end(PAGE);
  },
  flaky(exchange) {
    const { server, args, start, end: stop } = exchange;
    if (server.random() * 100 >= Number(args[0])) return answerOk(exchange);
    return void dropAfter(exchange, Math.floor(server.random() * (stop - start)));
  },
};
