/**
 * A small Hugging Face Hub and its CDN on two origins, as far as the reader uses them: dataset info, refs, tree in
 * pages, resolve with a signed redirect, new commits, and the refusals. Switches are plain fields; everything is logged.
 */
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

export interface HubRequest {
  readonly at: 'hub' | 'cdn';
  readonly method: string;
  readonly path: string;
  readonly range: string | undefined;
  readonly authorization: string | undefined;
  readonly cookie: string | undefined;
  readonly origin: string | undefined;
  /** Of the body sent; known when it is over. */
  bytes: number;
}

export interface HubSwitches {
  /** `gated-refused`: also with a token; `private` asks for any token, `hidden` refuses each. */
  access: 'public' | 'gated' | 'gated-refused' | 'private' | 'hidden' | 'disabled';
  /** How long a signature holds, and how old it is on delivery. */
  signatureLifeMs: number;
  signatureAgeMs: number;
  /** The CDN refuses everything: with CORS headers (403 readable) or without (looks like no connection). */
  cdnRefuses: 'never' | 'readable' | 'unreadable';
  /** No header of the CDN can be read. */
  cdnHides: boolean;
  /** The next so many API requests, or requests to resolve, are answered 429; with or without CORS headers. */
  limited: number;
  limitedResolves: number;
  limitHidden: boolean;
  emptyBodies: boolean;
  wholeBodies: boolean;
  pageSize: number;
  /** Milliseconds; moves on its own or by the test. */
  now: () => number;
}

type Files = Readonly<Record<string, Uint8Array>>;

export interface HubFixture {
  readonly repo: string;
  readonly files: Files;
  readonly cardData?: unknown;
  readonly formerName?: string;
  /** The branch `refs/convert/parquet`. */
  readonly converted?: Files;
}

export interface HubServer {
  readonly hubUrl: string;
  readonly cdnUrl: string;
  readonly hubPort: number;
  readonly cdnPort: number;
  readonly log: HubRequest[];
  readonly switches: HubSwitches;
  readonly commit: string;
  /** A new commit on the main branch; gives its hash. What was signed before keeps the old bytes. */
  push(files: Files): string;
  close(): Promise<void>;
}

export interface HubServerOptions {
  /** https under these names, which the browser must be told to find on this machine. */
  readonly tls?: { readonly key: string; readonly cert: string; readonly hub: string; readonly cdn: string };
}

const COMMIT = 'b92885e4f0161d4b2536512710e004d4892cac6e';
const CONVERTED_COMMIT = 'c0ffee0000000000000000000000000000000001';
const CONVERTED = 'refs/convert/parquet';
const EXPOSED =
  'X-Repo-Commit,X-Request-Id,X-Error-Code,X-Error-Message,X-Total-Count,ETag,Link,Accept-Ranges,' +
  'Content-Range,X-Linked-Size,X-Linked-ETag,X-Xet-Hash';
const SECRET = 'only for tests';

export async function startHubServer(
  fixture: HubFixture,
  { tls }: HubServerOptions = {},
): Promise<HubServer> {
  const log: HubRequest[] = [];
  const switches: HubSwitches = {
    access: 'public',
    signatureLifeMs: 3_600_000,
    signatureAgeMs: 0,
    cdnRefuses: 'never',
    cdnHides: false,
    limited: 0,
    limitedResolves: 0,
    limitHidden: false,
    emptyBodies: false,
    wholeBodies: false,
    pageSize: 1000,
    now: () => Date.now(),
  };
  const commits = new Map<string, Files>([[COMMIT, fixture.files]]);
  if (fixture.converted) commits.set(CONVERTED_COMMIT, fixture.converted);
  const state: State = { fixture, switches, commits, main: COMMIT, hubUrl: '', cdnUrl: '' };
  const start = (at: 'hub' | 'cdn', answer: typeof answerHub) =>
    listen((request, response) => {
      const logged = toLogged(at, request);
      log.push(logged);
      const end = response.end.bind(response);
      // every answer here ends with its whole body
      response.end = ((body?: string | Uint8Array) => {
        logged.bytes = body === undefined ? 0 : Buffer.byteLength(body);
        return end(body);
      }) as typeof response.end;
      answer(state, request, response);
    }, tls);
  const [hub, cdn] = await Promise.all([start('hub', answerHub), start('cdn', answerCdn)]);
  state.hubUrl = tls ? `https://${tls.hub}` : `http://127.0.0.1:${hub.port}`;
  state.cdnUrl = tls ? `https://${tls.cdn}` : `http://127.0.0.1:${cdn.port}`;
  const push = (files: Files) => {
    const sha = commits.size.toString(16).padStart(40, 'a');
    commits.set(sha, files);
    state.main = sha;
    return sha;
  };
  const close = async () => void (await Promise.all([hub.close(), cdn.close()]));
  const { hubUrl, cdnUrl } = state;
  return { hubUrl, cdnUrl, hubPort: hub.port, cdnPort: cdn.port, log, switches, commit: COMMIT, push, close };
}

/** The content hash of a fixture file, as tree and CDN give it. */
export function xetHashOf(bytes: Uint8Array): string {
  return createHmac('sha256', 'xet').update(bytes).digest('hex');
}

interface State {
  readonly fixture: HubFixture;
  readonly switches: HubSwitches;
  readonly commits: Map<string, Files>;
  main: string;
  hubUrl: string;
  cdnUrl: string;
}

function toLogged(at: 'hub' | 'cdn', { method = 'GET', url = '/', headers }: IncomingMessage): HubRequest {
  const { range, authorization, cookie, origin } = headers;
  return { at, method, path: url, range, authorization, cookie, origin, bytes: 0 };
}

async function listen(handler: RequestListener, tls: HubServerOptions['tls']) {
  const server = tls ? createTlsServer(tls, handler) : createServer(handler);
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
  return { port, close };
}

function answerHub(state: State, request: IncomingMessage, response: ServerResponse): void {
  const { fixture, switches } = state;
  const { origin = '*', authorization } = request.headers;
  const path = rawPath(request.url);
  const isResolve = path.startsWith('/datasets/');
  const counter = isResolve ? 'limitedResolves' : 'limited';
  const isLimited = switches[counter] > 0 && request.method !== 'OPTIONS';
  if (!isLimited || !switches.limitHidden) {
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('access-control-expose-headers', EXPOSED);
  }
  response.setHeader('access-control-max-age', '86400');
  response.setHeader('vary', 'Origin, Accept');
  response.setHeader('x-request-id', 'Root=1-test');
  response.setHeader('ratelimit', '"resolvers";r=2999;t=124');
  response.setHeader('ratelimit-policy', '"fixed window";"resolvers";q=3000;w=300');
  if (request.method === 'OPTIONS') return preflight(request, response);
  if (isLimited) {
    switches[counter] -= 1;
    response.setHeader('retry-after', '124');
    return end(response, 429, '{"error":"too many requests"}');
  }
  const former = fixture.formerName;
  if (former !== undefined && path.startsWith(`/api/datasets/${former}`)) {
    response.setHeader('location', path.replace(former, fixture.repo));
    return end(response, 307, '');
  }
  if (refuses(switches, authorization, isResolve, response)) return;
  if (isResolve) return answerResolve(state, path, request, response);
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

function rawPath(url = '/'): string {
  return new URL(url, 'http://hub').pathname;
}

function end(response: ServerResponse, status: number, text: string, code?: string): void {
  if (code !== undefined) response.setHeader('x-error-code', code);
  response.statusCode = status;
  response.end(text);
}

const GATED = 'Access to dataset is restricted. You must have access to it and be authenticated.';

/** Of a gated repository information and tree stay public; only resolve refuses. */
function refuses(
  { access }: HubSwitches,
  token: string | undefined,
  isResolve: boolean,
  response: ServerResponse,
) {
  const isGated = access === 'gated' || access === 'gated-refused';
  const isClosed = access === 'private' || access === 'hidden';
  if (isClosed && token === undefined) end(response, 401, 'Invalid username or password.');
  else if (access === 'hidden') end(response, 404, 'Repository not found', 'RepoNotFound');
  else if (access === 'disabled') end(response, 403, 'Access to this resource is disabled.');
  else if (isGated && isResolve && token === undefined) end(response, 401, GATED, 'GatedRepo');
  else if (access === 'gated-refused' && isResolve) end(response, 403, GATED, 'GatedRepo');
  else return false;
  return true;
}

/** What a revision in a path names; slashes in it are written %2F, else it is cut at the first one and unknown. */
function commitOf({ main, commits }: State, revision: string): string | undefined {
  const name = decodeURIComponent(revision);
  if (name === 'main' || name === 'HEAD') return main;
  if (name === CONVERTED) return commits.has(CONVERTED_COMMIT) ? CONVERTED_COMMIT : undefined;
  return commits.has(name) ? name : undefined;
}

function answerApi(state: State, path: string, request: IncomingMessage, response: ServerResponse): void {
  const { fixture, switches, commits } = state;
  const rest = path.startsWith(`/api/datasets/${fixture.repo}`)
    ? path.slice(`/api/datasets/${fixture.repo}`.length)
    : undefined;
  if (rest === undefined) return end(response, 401, 'Invalid username or password.');
  const [, kind, revision = 'main'] = rest.split('/');
  response.setHeader('content-type', 'application/json');
  if (kind === 'refs') {
    const branch = (ref: string, targetCommit: string) => ({
      name: ref.split('/').at(-1),
      ref,
      targetCommit,
    });
    const converts = commits.has(CONVERTED_COMMIT) ? [branch(CONVERTED, CONVERTED_COMMIT)] : [];
    const refs = { branches: [branch('refs/heads/main', state.main)], tags: [], converts };
    return end(response, 200, JSON.stringify(refs));
  }
  const sha = commitOf(state, revision);
  if (sha === undefined) {
    return end(response, 404, `{"error":"Invalid rev id: ${revision}"}`, 'RevisionNotFound');
  }
  if (kind === 'tree') return answerTree(state, commits.get(sha) ?? {}, request, response);
  const gated = switches.access.startsWith('gated') ? 'auto' : false;
  // the card is a file of the main branch
  const cardData = sha === CONVERTED_COMMIT ? undefined : fixture.cardData;
  return end(response, 200, JSON.stringify({ id: fixture.repo, sha, private: false, gated, cardData }));
}

function answerTree(state: State, files: Files, request: IncomingMessage, response: ServerResponse): void {
  const { switches, hubUrl } = state;
  const url = new URL(request.url ?? '/', hubUrl);
  const start = Number(url.searchParams.get('cursor') ?? 0);
  const all = Object.entries(files).map(([path, bytes]) => ({
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

function answerResolve(state: State, path: string, request: IncomingMessage, response: ServerResponse): void {
  const { fixture, switches, cdnUrl, commits } = state;
  const prefix = `/datasets/${fixture.repo}/resolve/`;
  if (!path.startsWith(prefix)) return end(response, 401, 'Invalid username or password.');
  const [revision = '', ...names] = path.slice(prefix.length).split('/');
  const sha = commitOf(state, revision);
  if (sha === undefined) return end(response, 404, `Invalid rev id: ${revision}`, 'RevisionNotFound');
  const name = names.map(decodeURIComponent).join('/');
  const bytes = commits.get(sha)?.[name];
  if (!bytes) return end(response, 404, 'Entry not found', 'EntryNotFound');
  response.setHeader('x-repo-commit', sha);
  response.setHeader('x-linked-size', String(bytes.length));
  response.setHeader('x-xet-hash', xetHashOf(bytes));
  response.setHeader('accept-ranges', 'bytes');
  response.setHeader('cache-control', 'no-store');
  // whoever names this type speaks the Xet protocol and is told where the pieces are instead of the bytes
  if (request.headers.accept?.includes('application/vnd.xet-fileinfo+json') === true) {
    response.setHeader('content-type', 'application/vnd.xet-fileinfo+json');
    return end(response, 200, JSON.stringify({ hash: xetHashOf(bytes), size: bytes.length }));
  }
  const expires = switches.now() + switches.signatureLifeMs - switches.signatureAgeMs;
  const target = `/xet-bridge-us/${sha}/${encodeURIComponent(name)}?Expires=${expires}`;
  response.setHeader('location', `${cdnUrl}${target}&Signature=${sign(target)}`);
  end(response, 302, 'Found. Redirecting');
}

function sign(text: string): string {
  return createHmac('sha256', SECRET).update(text).digest('hex');
}

function answerCdn(state: State, request: IncomingMessage, response: ServerResponse): void {
  const { switches, commits } = state;
  if (switches.cdnRefuses !== 'unreadable') {
    response.setHeader('access-control-allow-origin', '*');
    if (!switches.cdnHides) response.setHeader('access-control-expose-headers', '*');
  }
  const [target = '', signature] = (request.url ?? '').split('&Signature=');
  const url = new URL(target, 'http://cdn');
  const expired = Number(url.searchParams.get('Expires')) < switches.now();
  if (switches.cdnRefuses !== 'never' || signature !== sign(target) || expired) {
    return end(response, 403, 'Auth failed: SignatureError');
  }
  const [, , sha = '', name = ''] = url.pathname.split('/');
  const bytes = commits.get(sha)?.[decodeURIComponent(name)];
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
