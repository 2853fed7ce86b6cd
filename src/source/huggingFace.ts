/**
 * A dataset on the Hugging Face Hub: its commit, its configs and their files, and one file opened by its
 * resolve URL. Everything is read by the commit, so that two requests never see two versions.
 */
import { AppError, type ErrorCode } from '../lib/AppError';
import { systemClock } from './clock';
import {
  authorizationAt,
  fetchHubJson,
  isAtHub,
  isLimit,
  limitError,
  refusalInWords,
  watchedFetch,
  type HubSession,
} from './hubApi';
import { findConfigs, type HubConfig, type HubFile, type HubPath } from './hubConfigs';
import { HubQuota } from './hubQuota';
import { isRecord } from './jsonLine';
import type { HttpOptions } from './httpRange';
import { openUrl, type OpenOptions } from './open';
import type { TraceFile } from './types';

export interface HubSpec {
  /** `owner/name`. */
  readonly repo: string;
  /** Branch, tag or commit; default: the main branch. */
  readonly revision?: string;
  readonly config?: string;
}

export interface HubOptions extends Pick<HttpOptions, 'fetch' | 'clock' | 'signal' | 'onTraffic' | 'onWait'> {
  /** Default `https://huggingface.co`; without a slash at the end. */
  readonly hubUrl?: string;
  /** Kept in memory only; sent to the Hub over https, never to the file servers it redirects to. */
  readonly token?: string;
  /** Shared by all that one address asks of the Hub; default: a count of its own. */
  readonly quota?: HubQuota;
}

export interface HubDataset {
  readonly repo: string;
  /** What the revision named when it was opened: goes into links. */
  readonly commit: string;
  readonly gated: boolean;
  /** Its own files cannot be read here; these are the parquet files the Hub made of them. */
  readonly isConverted: boolean;
  readonly configs: readonly HubConfig[];
}

/** `<owner>/<name>[@<revision>][:<config>]`, the part of a source after `hf:`. */
export function parseHubSpec(text: string): HubSpec {
  const match = /^([a-z0-9][\w.-]*\/[a-z0-9][\w.-]*)(?:@([^:@\s]+))?(?::(.+))?$/i.exec(text);
  const [, repo, revision, config] = match ?? [];
  if (repo === undefined) {
    throw new AppError('BAD_URL', `"${text.slice(0, 200)}" is not <owner>/<name>[@<revision>][:<config>]`);
  }
  return { repo, ...(revision !== undefined && { revision }), ...(config !== undefined && { config }) };
}

/** The same source at a commit: a link with it shows the very same rows, whatever is pushed later. */
export function pinHubSource(source: string, commit: string): string {
  if (!source.startsWith('hf:')) return source;
  const { repo, config } = parseHubSpec(source.slice(3));
  return `hf:${repo}@${commit}${config === undefined ? '' : `:${config}`}`;
}

export async function openHubDataset(spec: HubSpec, options: HubOptions = {}): Promise<HubDataset> {
  const session = createSession(spec, options);
  const own = await readRevision(session, spec.revision);
  // the conversion is made of the main branch only
  const converted =
    own.configs.some(({ files }) => files.length > 0) || spec.revision !== undefined
      ? undefined
      : await readConverted(session);
  const { commit, configs, paths } = converted ?? own;
  const chosen = spec.config === undefined ? configs : configs.filter(({ name }) => name === spec.config);
  if (chosen.length === 0) throw noConfig(spec, configs);
  if (chosen.every(({ files }) => files.length === 0)) throw noFiles(spec.repo, paths);
  const isConverted = converted !== undefined;
  return { repo: spec.repo, commit, gated: own.gated, isConverted, configs: chosen };
}

interface Revision {
  readonly commit: string;
  readonly gated: boolean;
  readonly paths: readonly HubPath[];
  readonly configs: readonly HubConfig[];
}

async function readRevision(session: HubSession, revision: string | undefined): Promise<Revision> {
  const { commit, gated, cardConfigs } = await readInfo(session, revision);
  const paths = await readTree(session, commit);
  return { commit, gated, paths, configs: findConfigs(cardConfigs, paths) };
}

/** The Hub converts what it can to parquet, on a branch of its own; most datasets of other formats have one. */
async function readConverted(session: HubSession): Promise<Revision | undefined> {
  try {
    return await readRevision(session, 'refs/convert/parquet');
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'HUB_NOT_FOUND') return undefined;
    throw thrown;
  }
}

/** The file of a listed dataset; its size and content hash are checked against the commit's. */
export async function openHubFile(
  { repo, commit }: HubDataset,
  { path, byteLength, xetHash }: HubFile,
  options: HubOptions & OpenOptions = {},
): Promise<TraceFile> {
  const { hubUrl = HUB_URL, token, quota = new HubQuota(options.clock), ...http } = options;
  const url = `${hubUrl}/datasets/${repo}/resolve/${commit}/${path.split('/').map(encodeURIComponent).join('/')}`;
  const authorization = authorizationAt(hubUrl, token);
  const opening = openUrl(url, {
    ...http,
    name: path,
    byteLength,
    fetch: watchedFetch(http.fetch ?? plainFetch, quota, 'resolve', hubUrl),
    // the file servers do not count
    admit: async (target, signal) => {
      if (isAtHub(hubUrl, target)) await quota.admit('resolve', http.onWait, signal);
    },
    ...(xetHash !== undefined && { etag: `"${xetHash}"` }),
    ...(authorization !== undefined && { authorization }),
  });
  const said = (thrown: unknown): never => {
    if (!(thrown instanceof AppError)) throw thrown;
    if (isLimit(thrown, quota, 'resolve')) throw limitError(thrown, repo, quota, 'resolve');
    throw inHubTerms(thrown, { repo, path, commit, hasToken: token !== undefined });
  };
  const file = await opening.catch(said);
  // a signature may end while rows are read: the same words for the same refusal
  return { ...file, readRow: (...args) => file.readRow(...args).catch(said) };
}

interface HubPlace {
  readonly repo: string;
  readonly path: string;
  readonly commit: string;
  readonly hasToken: boolean;
}

/** What a refusal or a difference means here (HUB errors); everything else stays. */
function inHubTerms(error: AppError, { repo, path, commit, hasToken }: HubPlace): AppError {
  const { hubCode, status } = error.details;
  const as = (code: ErrorCode, fact: string, more: AppError['details'] = {}) =>
    new AppError(code, fact, { cause: error, details: { ...error.details, ...more } });
  if (error.code === 'FILE_CHANGED')
    return as('FILE_CHANGED', `${repo}: the bytes of ${path} are not those of commit ${commit.slice(0, 8)}`);
  if (error.code === 'FETCH_FAILED') {
    const fact = `no connection, or a blocker stops huggingface.co or *.hf.co (${path})`;
    return as('FETCH_FAILED', `${repo}: ${fact}; or download the file and drop it here`);
  }
  if (hubCode === 'EntryNotFound' || (status === 404 && hubCode === undefined))
    return as('HUB_NOT_FOUND', `${repo}: commit ${commit.slice(0, 8)} has no file ${path}`);
  if (hubCode === 'RevisionNotFound')
    return as('HUB_NOT_FOUND', `${repo}: there is no commit ${commit.slice(0, 8)} any more`);
  const refusal = refusalInWords({ repo, status, hubCode, hasToken });
  if (refusal !== undefined) return as(refusal.code, refusal.message, refusal.details);
  if (status === 403) return as('HUB_REFUSED', `${repo}: the file server refused ${path} (403)`);
  return error;
}

const HUB_URL = 'https://huggingface.co';

function plainFetch(url: string, init: RequestInit): Promise<Response> {
  return globalThis.fetch(url, init);
}

function createSession({ repo }: HubSpec, options: HubOptions): HubSession {
  const { hubUrl = HUB_URL, fetch = plainFetch, clock = systemClock, token, onWait, signal } = options;
  return { hubUrl, repo, fetch, clock, quota: options.quota ?? new HubQuota(clock), token, onWait, signal };
}

async function readInfo(session: HubSession, revision: string | undefined) {
  const { hubUrl, repo } = session;
  // Slashes of a revision (refs/convert/parquet) must be escaped, else the Hub answers "Invalid rev id: refs".
  const at = revision === undefined ? '' : `/revision/${encodeURIComponent(revision)}`;
  const { body } = await fetchHubJson(session, `${hubUrl}/api/datasets/${repo}${at}`);
  const commit = isRecord(body) ? body['sha'] : undefined;
  if (!isRecord(body) || typeof commit !== 'string') throw unexpected(repo, 'the commit');
  const card = body['cardData'];
  return {
    commit,
    gated: body['gated'] !== false && body['gated'] !== undefined,
    cardConfigs: isRecord(card) ? card['configs'] : undefined,
  };
}

function unexpected(repo: string, what: string): AppError {
  return new AppError('HUB_REFUSED', `${repo}: the Hub's answer lacks ${what}`, { details: { repo } });
}

/** A repository of 100,000 files is no dataset of traces; stop instead of reading listings for minutes. */
const PAGE_LIMIT = 20;

async function readTree(session: HubSession, commit: string): Promise<HubPath[]> {
  const { hubUrl, repo } = session;
  const paths: HubPath[] = [];
  let url: string | undefined = `${hubUrl}/api/datasets/${repo}/tree/${commit}?recursive=true`;
  for (let page = 0; url !== undefined; page += 1) {
    if (page === PAGE_LIMIT)
      throw new AppError('TOO_LARGE', `${repo}: more than ${paths.length} files`, { details: { repo } });
    const { body, next } = await fetchHubJson(session, url);
    if (!Array.isArray(body)) throw unexpected(repo, 'the list of files');
    paths.push(...body.flatMap(toPath));
    // A listing continues on the Hub or nowhere: the token goes with the request.
    url = next !== undefined && isAtHub(hubUrl, next) ? next : undefined;
    if (next !== undefined && url === undefined) throw unexpected(repo, 'the rest of the list of files');
  }
  return paths;
}

function toPath(entry: unknown): HubPath[] {
  if (!isRecord(entry) || entry['type'] !== 'file') return [];
  const { path, size, xetHash } = entry;
  if (typeof path !== 'string' || typeof size !== 'number') return [];
  return [{ path, byteLength: size, ...(typeof xetHash === 'string' && { xetHash }) }];
}

function noConfig({ repo, config }: HubSpec, configs: readonly HubConfig[]): AppError {
  const names = configs.map(({ name }) => name).join(', ');
  return new AppError('HUB_NOT_FOUND', `${repo} has no config "${config}"; there are: ${names}`, {
    details: { repo, missing: 'config', configs: names },
  });
}

function noFiles(repo: string, paths: readonly HubPath[]): AppError {
  const some = paths
    .slice(0, 10)
    .map(({ path }) => path)
    .join(', ');
  return new AppError(
    'NOT_A_DATASET',
    `${repo} has no parquet or JSONL files; there are: ${some || 'none'}`,
    {
      details: { repo, fileCount: paths.length },
    },
  );
}
