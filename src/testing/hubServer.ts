/**
 * A small Hugging Face Hub and its CDN on two origins, as far as the reader uses them: dataset info, tree in
 * pages, resolve with a signed redirect, and the refusals. Switches are plain fields; everything is logged.
 */
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HubRequest {
  readonly at: 'hub' | 'cdn';
  readonly method: string;
  readonly path: string;
  readonly range: string | undefined;
  readonly authorization: string | undefined;
  readonly cookie: string | undefined;
}

export interface HubSwitches {
  access: 'public' | 'gated' | 'private' | 'disabled';
  /** How long a signature holds, and how old it is on delivery. */
  signatureLifeMs: number;
  signatureAgeMs: number;
  /** The CDN refuses everything: with CORS headers (403 readable) or without (looks like no connection). */
  cdnRefuses: 'never' | 'readable' | 'unreadable';
  /** The next so many API requests are answered 429. */
  limited: number;
  emptyBodies: boolean;
  wholeBodies: boolean;
  pageSize: number;
  /** Milliseconds; moves on its own or by the test. */
  now: () => number;
}

export interface HubFixture {
  readonly repo: string;
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly cardData?: unknown;
  readonly formerName?: string;
}

export interface HubServer {
  readonly hubUrl: string;
  readonly cdnUrl: string;
  readonly log: HubRequest[];
  readonly switches: HubSwitches;
  readonly commit: string;
  close(): Promise<void>;
}

const COMMIT = 'b92885e4f0161d4b2536512710e004d4892cac6e';
const EXPOSED =
  'X-Repo-Commit,X-Request-Id,X-Error-Code,X-Error-Message,X-Total-Count,ETag,Link,Accept-Ranges,' +
  'Content-Range,X-Linked-Size,X-Linked-ETag,X-Xet-Hash';
const SECRET = 'only for tests';

export async function startHubServer(fixture: HubFixture): Promise<HubServer> {
  const log: HubRequest[] = [];
  const switches: HubSwitches = {
    access: 'public',
    signatureLifeMs: 3_600_000,
    signatureAgeMs: 0,
    cdnRefuses: 'never',
    limited: 0,
    emptyBodies: false,
    wholeBodies: false,
    pageSize: 1000,
    now: () => Date.now(),
  };
  const state: State = { fixture, switches, hubUrl: '', cdnUrl: '' };
  const note = (at: 'hub' | 'cdn', request: IncomingMessage) => log.push(toLogged(at, request));
  const hub = await listen((request, response) => {
    note('hub', request);
    answerHub(state, request, response);
  });
  const cdn = await listen((request, response) => {
    note('cdn', request);
    answerCdn(state, request, response);
  });
  state.hubUrl = hub.url;
  state.cdnUrl = cdn.url;
  const close = async () => void (await Promise.all([hub.close(), cdn.close()]));
  return { hubUrl: hub.url, cdnUrl: cdn.url, log, switches, commit: COMMIT, close };
}

/** The content hash of a fixture file, as tree and CDN give it. */
export function xetHashOf(bytes: Uint8Array): string {
  return createHmac('sha256', 'xet').update(bytes).digest('hex');
}

interface State {
  readonly fixture: HubFixture;
  readonly switches: HubSwitches;
  hubUrl: string;
  cdnUrl: string;
}

function toLogged(at: 'hub' | 'cdn', { method = 'GET', url = '/', headers }: IncomingMessage): HubRequest {
  const { range, authorization, cookie } = headers;
  return { at, method, path: url, range, authorization, cookie };
}

async function listen(handler: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(handler);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  // A TCP server that listens has an AddressInfo, not a pipe name.
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { url: `http://127.0.0.1:${port}`, close };
}

function answerHub(state: State, request: IncomingMessage, response: ServerResponse): void {
  const { fixture, switches } = state;
  const { origin = '*', authorization } = request.headers;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-expose-headers', EXPOSED);
  response.setHeader('access-control-max-age', '86400');
  response.setHeader('vary', 'Origin, Accept');
  response.setHeader('x-request-id', 'Root=1-test');
  response.setHeader('ratelimit', '"resolvers";r=2999;t=124');
  if (request.method === 'OPTIONS') return preflight(request, response);
  const path = decodePath(request.url);
  const former = fixture.formerName;
  if (former !== undefined && path.startsWith(`/api/datasets/${former}`)) {
    response.setHeader('location', path.replace(former, fixture.repo));
    return end(response, 307, '');
  }
  if (switches.limited > 0 && path.startsWith('/api/')) {
    switches.limited -= 1;
    return end(response, 429, '{"error":"too many requests"}');
  }
  const isResolve = path.startsWith('/datasets/');
  if (refuses(switches, authorization, isResolve, response)) return;
  if (isResolve) return answerResolve(state, path, response);
  return answerApi(state, path, request, response);
}

function preflight(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader(
    'access-control-allow-methods',
    String(request.headers['access-control-request-method'] ?? ''),
  );
  response.setHeader(
    'access-control-allow-headers',
    String(request.headers['access-control-request-headers'] ?? ''),
  );
  end(response, 200, '');
}

function decodePath(url = '/'): string {
  return new URL(url, 'http://hub').pathname;
}

function end(response: ServerResponse, status: number, text: string, code?: string): void {
  if (code !== undefined) response.setHeader('x-error-code', code);
  response.statusCode = status;
  response.end(text);
}

/** Of a gated repository information and tree stay public; only resolve refuses. */
function refuses(
  switches: HubSwitches,
  token: string | undefined,
  isResolve: boolean,
  response: ServerResponse,
) {
  const { access } = switches;
  if (access === 'private' && token === undefined) end(response, 401, 'Invalid username or password.');
  else if (access === 'disabled') end(response, 403, 'Access to this resource is disabled.');
  else if (access === 'gated' && isResolve && token === undefined) {
    end(response, 401, 'Access to dataset is restricted. Please log in.', 'GatedRepo');
  } else return false;
  return true;
}

function answerApi(state: State, path: string, request: IncomingMessage, response: ServerResponse): void {
  const { fixture, switches } = state;
  const rest = path.startsWith(`/api/datasets/${fixture.repo}`)
    ? path.slice(`/api/datasets/${fixture.repo}`.length)
    : undefined;
  if (rest === undefined) return end(response, 401, 'Invalid username or password.');
  const [, kind, revision = 'main'] = rest.split('/');
  if (!['main', 'HEAD', COMMIT].includes(decodeURIComponent(revision))) {
    return end(response, 404, `{"error":"Invalid rev id: ${revision}"}`, 'RevisionNotFound');
  }
  response.setHeader('content-type', 'application/json');
  if (kind !== 'tree') {
    const gated = switches.access === 'gated' ? 'auto' : false;
    const info = { id: fixture.repo, sha: COMMIT, private: false, gated, cardData: fixture.cardData };
    return end(response, 200, JSON.stringify(info));
  }
  return answerTree(state, request, response);
}

function answerTree(state: State, request: IncomingMessage, response: ServerResponse): void {
  const { fixture, switches, hubUrl } = state;
  const url = new URL(request.url ?? '/', hubUrl);
  const start = Number(url.searchParams.get('cursor') ?? 0);
  const all = Object.entries(fixture.files).map(([path, bytes]) => ({
    type: 'file',
    oid: '0'.repeat(40),
    size: bytes.length,
    path,
    xetHash: xetHashOf(bytes),
  }));
  const entries = [{ type: 'directory', oid: '0', size: 0, path: 'data' }, ...all];
  const page = entries.slice(start, start + switches.pageSize);
  if (start + switches.pageSize < entries.length) {
    url.searchParams.set('cursor', String(start + switches.pageSize));
    response.setHeader('link', `<${url.href}>; rel="next"`);
  }
  end(response, 200, JSON.stringify(page));
}

function answerResolve(state: State, path: string, response: ServerResponse): void {
  const { fixture, switches, cdnUrl } = state;
  const prefix = `/datasets/${fixture.repo}/resolve/`;
  if (!path.startsWith(prefix)) return end(response, 401, 'Invalid username or password.');
  const [revision = '', ...names] = path.slice(prefix.length).split('/');
  if (!['main', COMMIT].includes(decodeURIComponent(revision))) {
    return end(response, 404, `Invalid rev id: ${revision}`, 'RevisionNotFound');
  }
  const bytes = fixture.files[decodeURIComponent(names.join('/'))];
  if (!bytes) return end(response, 404, 'Entry not found', 'EntryNotFound');
  const expires = switches.now() + switches.signatureLifeMs - switches.signatureAgeMs;
  const target = `/xet-bridge-us/${encodeURIComponent(names.map(decodeURIComponent).join('/'))}?Expires=${expires}`;
  response.setHeader('location', `${cdnUrl}${target}&Signature=${sign(target)}`);
  response.setHeader('x-repo-commit', COMMIT);
  response.setHeader('x-linked-size', String(bytes.length));
  response.setHeader('x-xet-hash', xetHashOf(bytes));
  response.setHeader('cache-control', 'no-store');
  end(response, 302, 'Found. Redirecting');
}

function sign(text: string): string {
  return createHmac('sha256', SECRET).update(text).digest('hex');
}

function answerCdn(state: State, request: IncomingMessage, response: ServerResponse): void {
  const { switches, fixture } = state;
  if (switches.cdnRefuses !== 'unreadable') {
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-expose-headers', '*');
  }
  const [target = '', signature] = (request.url ?? '').split('&Signature=');
  const url = new URL(target, 'http://cdn');
  const expired = Number(url.searchParams.get('Expires')) < switches.now();
  if (switches.cdnRefuses !== 'never' || signature !== sign(target) || expired) {
    return end(response, 403, 'Auth failed: SignatureError');
  }
  const bytes = fixture.files[decodeURIComponent(url.pathname.slice('/xet-bridge-us/'.length))];
  if (!bytes) return end(response, 404, 'no such object');
  return sendRange(switches, bytes, request, response);
}

function sendRange(
  switches: HubSwitches,
  bytes: Uint8Array,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const match = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  response.setHeader('etag', `"${xetHashOf(bytes)}"`);
  response.setHeader('accept-ranges', 'bytes');
  if (!match || switches.wholeBodies) {
    response.statusCode = 200;
    return void response.end(bytes);
  }
  const start = Number(match[1]);
  const stop = match[2] === '' ? bytes.length : Math.min(Number(match[2]) + 1, bytes.length);
  if (start >= bytes.length) {
    response.setHeader('content-range', `bytes */${bytes.length}`);
    return end(response, 416, '');
  }
  response.statusCode = 206;
  response.setHeader('content-range', `bytes ${start}-${stop - 1}/${bytes.length}`);
  response.end(switches.emptyBodies ? undefined : bytes.subarray(start, stop));
}
