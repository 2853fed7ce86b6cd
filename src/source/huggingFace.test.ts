import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { browserFetch } from '../testing/browserFetch';
import { createFakeClock, type FakeClock } from '../testing/fakeClock';
import { startHubServer, type HubServer } from '../testing/hubServer';
import { testRows, writeTestParquet } from '../testing/parquetFiles';
import { findConfigs } from './hubConfigs';
import { matchesGlob } from './glob';
import { HubQuota } from './hubQuota';
import { openHubDataset, openHubFile, parseHubSpec, pinHubSource, type HubOptions } from './huggingFace';
import { resolveSource } from './resolveSource';
import type { Wait } from './retry';

const REPO = 'someone/traces';
const kimi = writeTestParquet(testRows(300, 3000), { rowGroupSize: 100, pageSize: 20_000 });
const glm = writeTestParquet(testRows(5));
const FILES = {
  'README.md': new TextEncoder().encode('# card'),
  'data/train-00000-of-00001.parquet': kimi,
  'data/kimi/train.parquet': kimi,
  'data/glm-5.1/train.parquet': glm,
};
const CARD = {
  configs: [
    { config_name: 'kimi', data_files: [{ split: 'train', path: 'data/kimi/train.parquet' }] },
    { config_name: 'glm-5.1', data_files: [{ split: 'train', path: 'data/glm-5.1/*.parquet' }] },
  ],
};

let hub: HubServer;
let clock: FakeClock;
let waits: Wait[];
let options: HubOptions & { readonly quota: HubQuota };
beforeEach(async () => {
  hub = await startHubServer({ repo: REPO, files: FILES, cardData: CARD, formerName: 'someone/old' });
  setUp();
});

function setUp(): void {
  clock = createFakeClock();
  waits = [];
  const onWait = (wait: Wait) => waits.push(wait);
  options = { hubUrl: hub.hubUrl, clock, fetch: browserFetch(), quota: new HubQuota(clock), onWait };
}
afterEach(() => hub.close());

async function openKimi(more: Partial<HubOptions> = {}) {
  const all = { ...options, ...more };
  const dataset = await openHubDataset({ repo: REPO, config: 'kimi' }, all);
  const file = dataset.configs[0]?.files[0];
  if (!file) throw new Error('no file');
  return openHubFile(dataset, file, all);
}

describe('a dataset of the Hub', () => {
  it('follows the card, so that a second copy of the rows is not counted', async () => {
    const { configs, commit } = await openHubDataset({ repo: REPO }, options);
    expect(commit).toBe(hub.commit);
    expect(configs.map(({ name, files }) => [name, files.map(({ path }) => path)])).toEqual([
      ['kimi', ['data/kimi/train.parquet']],
      ['glm-5.1', ['data/glm-5.1/train.parquet']],
    ]);
    expect(hub.log.map(({ path }) => path)).toEqual([
      `/api/datasets/${REPO}`,
      `/api/datasets/${REPO}/tree/${hub.commit}?recursive=true`,
    ]);
  });

  it('reads listings of several pages', async () => {
    hub.switches.pageSize = 2;
    const { configs } = await openHubDataset({ repo: REPO }, options);
    expect(configs.flatMap(({ files }) => files)).toHaveLength(2);
    expect(hub.log).toHaveLength(4);
  });

  it('follows a rename', async () => {
    expect((await openHubDataset({ repo: 'someone/old' }, options)).commit).toBe(hub.commit);
  });

  it.each([
    ['private', { repo: REPO }, { code: 'HUB_NOT_FOUND', details: { missing: 'repo', needsToken: true } }],
    [
      'hidden',
      { repo: REPO },
      { code: 'HUB_NOT_FOUND', message: expect.stringContaining('or give a token') },
    ],
    ['disabled', { repo: REPO }, { code: 'HUB_REFUSED', message: expect.stringContaining('disabled') }],
    ['public', { repo: 'no/such' }, { code: 'HUB_NOT_FOUND', details: { missing: 'repo' } }],
    [
      'public',
      { repo: REPO, revision: 'refs/x' },
      { code: 'HUB_NOT_FOUND', details: { missing: 'revision' } },
    ],
    [
      'public',
      { repo: REPO, config: 'x' },
      { code: 'HUB_NOT_FOUND', message: expect.stringContaining('kimi, glm-5.1') },
    ],
  ] as const)('%s %j is refused in words', async (access, spec, error) => {
    hub.switches.access = access;
    await expect(openHubDataset(spec, options)).rejects.toMatchObject(error);
  });

  it('gives what the Hub converted where its own files cannot be read, and says what is not all', async () => {
    await hub.close();
    const converted = { 'kimi/train/0000.parquet': kimi, 'glm-5.1/partial-train/0000.parquet': glm };
    hub = await startHubServer({ repo: REPO, files: { 'a.csv': new Uint8Array(9) }, converted });
    setUp();
    const dataset = await openHubDataset({ repo: REPO, config: 'kimi' }, options);
    expect(dataset).toMatchObject({ isConverted: true, configs: [{ name: 'kimi' }] });
    const [file] = dataset.configs[0]?.files ?? [];
    if (!file) throw new Error('no file');
    expect(file.split).toBe('train');
    expect((await openHubFile(dataset, file, options)).facts.rowCount).toBe(300);
    // the link to it holds the commit of the conversion and opens the same
    const link = pinHubSource(`hf:${REPO}:kimi`, dataset.commit);
    const context = { baseUrl: 'https://viewer.example/', hub: options, fileOf: () => undefined };
    expect(await resolveSource(link, context)).toMatchObject([{ name: 'kimi/train/0000.parquet' }]);
    expect(await resolveSource(`hf:${REPO}`, context)).toMatchObject([
      { note: expect.stringContaining('the Hub made') },
      { note: expect.stringContaining('only the first part') },
    ]);
    await expect(openHubDataset({ repo: REPO, revision: 'main' }, options)).rejects.toMatchObject({
      code: 'NOT_A_DATASET',
    });
  });

  it('stays at its commit when another is pushed: no row of the new one, also behind a new signature', async () => {
    let now = 0;
    hub.switches.now = () => now;
    hub.switches.signatureLifeMs = 2000;
    const file = await openKimi();
    const other = writeTestParquet(testRows(300, 3001), { rowGroupSize: 100, pageSize: 20_000 });
    const pushed = hub.push({ ...FILES, 'data/kimi/train.parquet': other });
    const expected = testRows(300, 3000);
    expect(await file.readRow(10)).toMatchObject({ record: expected[10] });
    now = 5000;
    expect(await file.readRow(250)).toMatchObject({ record: expected[250] });
    const fresh = await openHubDataset({ repo: REPO }, options);
    expect(fresh.commit).toBe(pushed);
    const again = await openHubDataset({ repo: REPO, revision: hub.commit }, options);
    expect(again.commit).toBe(hub.commit);
    expect(pinHubSource(`hf:${REPO}@main:kimi`, hub.commit)).toBe(`hf:${REPO}@${hub.commit}:kimi`);
  });
});

describe('the limit of the Hub', () => {
  it.each([
    ['readable', false],
    ['without CORS headers, after many requests', true],
  ])('a refusal %s is waited for by our own count, at most five minutes', async (_, isHidden) => {
    for (let request = 0; request < 450; request += 1) await options.quota.admit('api');
    hub.switches.limited = 1;
    hub.switches.limitHidden = isHidden;
    await openHubDataset({ repo: REPO }, options);
    expect(waits.map(({ durationMs }) => durationMs)).toEqual([300, 299_700]);
    expect(waits[1]?.reason).toMatch(/451 of 500 within 5 minutes/);
  });

  it('is said in the end', async () => {
    hub.switches.limited = 20;
    await expect(openHubDataset({ repo: REPO }, options)).rejects.toMatchObject({ code: 'HUB_LIMIT' });
  });

  it('holds for files as well, and the wait for one can be cancelled', async () => {
    hub.switches.limitedResolves = 1;
    await openKimi();
    expect(waits.map(({ durationMs }) => durationMs)).toEqual([300, 299_700]);
    clock.holdWaits = true;
    hub.switches.limitedResolves = 1;
    const controller = new AbortController();
    const stopped = openKimi({
      signal: controller.signal,
      onWait: () => controller.abort(new Error('stopped')),
    });
    await expect(stopped).rejects.toThrow('stopped');
  });

  it('is never reached by this page alone: the request before it waits for the window', async () => {
    for (let request = 0; request < 475; request += 1) await options.quota.admit('api');
    expect(options.quota.use('api')).toEqual({ used: 475, limit: 500 });
    await openHubDataset({ repo: REPO }, options);
    expect(clock.waits).toEqual([300_000]);
    expect(options.quota.use('api').used).toBe(2);
    options.quota.hasToken = true;
    expect(options.quota.use('resolve').limit).toBe(5000);
  });
});

describe('a file of the Hub', () => {
  it('is resolved once, by commit, and read at the signed address', async () => {
    const file = await openKimi();
    for (const row of [0, 150, 299]) expect(await file.readRow(row)).toMatchObject({ kind: 'record' });
    const requests = hub.log.filter(({ path }) => !path.startsWith('/api/'));
    expect(requests.filter(({ at }) => at === 'hub').map(({ path }) => path)).toEqual([
      `/datasets/${REPO}/resolve/${hub.commit}/data/kimi/train.parquet`,
    ]);
    expect(
      requests.every(({ method, range }) => method === 'GET' && /^bytes=\d+-\d+$/.test(range ?? '')),
    ).toBe(true);
    expect(file.facts.version).toMatch(/^etag:"[0-9a-f]{64}"$/);
  });

  it('costs one request for the footer when the listing gave the size', async () => {
    await openKimi();
    expect(hub.log.filter(({ at }) => at === 'cdn')).toHaveLength(1);
  });

  it('is resolved again when the signature has expired', async () => {
    let now = 0;
    hub.switches.now = () => now;
    hub.switches.signatureLifeMs = 2000;
    const file = await openKimi();
    now = 5000;
    expect(await file.readRow(10)).toMatchObject({ kind: 'record', record: { id: 'id-10' } });
    expect(hub.log.filter(({ at, path }) => at === 'hub' && path.startsWith('/datasets/'))).toHaveLength(2);
  });

  it.each([
    ['readable', 'HUB_REFUSED', 'file server refused'],
    ['unreadable', 'FETCH_FAILED', 'no connection, or a blocker'],
  ] as const)('is refused in words when the file server refuses (%s)', async (refuses, code, words) => {
    const file = await openKimi();
    hub.log.length = 0;
    hub.switches.cdnRefuses = refuses;
    await expect(file.readRow(150)).rejects.toMatchObject({ code, message: expect.stringContaining(words) });
    // the signed address once; then the stable one, which leads to another refusal
    const resolves = hub.log.filter(({ at }) => at === 'hub').length;
    // several ranges at once share the first; what cannot be told from a lost connection is tried four times each
    expect(resolves).toBeLessThanOrEqual(refuses === 'readable' ? 1 : 12);
    expect(resolves).toBeGreaterThan(0);
    hub.switches.cdnRefuses = 'never';
    expect(await file.readRow(150)).toMatchObject({ record: { id: 'id-150' } });
  });

  it('is read where no header of the file server can be seen', async () => {
    hub.switches.cdnHides = true;
    const file = await openKimi();
    expect(file.facts.versionVerified).toBe(true);
    expect(await file.readRow(299)).toMatchObject({ record: { id: 'id-299' } });
  });

  it('comes whole, where ranges are not honoured', async () => {
    hub.switches.wholeBodies = true;
    expect(await (await openKimi()).readRow(299)).toMatchObject({ record: { id: 'id-299' } });
  });

  it('is asked for as it is, not in the pieces of the Xet protocol', async () => {
    const url = `${hub.hubUrl}/datasets/${REPO}/resolve/${hub.commit}/data/kimi/train.parquet`;
    const xet = await fetch(url, { headers: { accept: 'application/vnd.xet-fileinfo+json, */*' } });
    expect(await xet.json()).toMatchObject({ size: kimi.length });
    hub.log.length = 0;
    await openKimi();
    expect(hub.log.filter(({ at }) => at === 'cdn').map(({ bytes }) => bytes)).toEqual([262_144]);
  });

  it('sends a token to the Hub only', async () => {
    hub.switches.access = 'gated';
    await expect(openKimi()).rejects.toMatchObject({
      code: 'HUB_REFUSED',
      message: expect.stringContaining('agreement'),
    });
    hub.log.length = 0;
    await openKimi({ token: 'hf_test' });
    expect(hub.log.map(({ at, authorization }) => `${at} ${authorization ?? 'none'}`)).toEqual([
      'hub Bearer hf_test',
      'hub Bearer hf_test',
      'hub Bearer hf_test',
      'cdn none',
    ]);
  });

  it('is refused with a token that may not read it', async () => {
    hub.switches.access = 'gated-refused';
    await expect(openKimi({ token: 'hf_test' })).rejects.toMatchObject({
      code: 'HUB_REFUSED',
      message: expect.stringContaining('account of this token'),
      details: { needsToken: true },
    });
  });

  it('gives its token to no address without encryption, and to no error', async () => {
    const asked: (string | undefined)[] = [];
    const offline: NonNullable<HubOptions['fetch']> = (_, { headers }) => {
      asked.push(new Headers(headers).get('authorization') ?? undefined);
      return Promise.reject(new TypeError('Failed to fetch'));
    };
    const errors: string[] = [];
    for (const hubUrl of ['http://hub.example', 'https://hub.example']) {
      const given = { ...options, hubUrl, token: 'hf_secret', fetch: offline };
      const failed: unknown = await openHubDataset({ repo: REPO }, given).catch((error: unknown) => error);
      errors.push(`${String(failed)} ${JSON.stringify(failed)} ${JSON.stringify(waits)}`);
    }
    expect(new Set(asked)).toEqual(new Set([undefined, 'Bearer hf_secret']));
    expect(errors.join()).not.toContain('hf_secret');
  });

  it('stops when the bytes are not those of the commit', async () => {
    const dataset = await openHubDataset({ repo: REPO, config: 'kimi' }, options);
    const file = {
      path: 'data/kimi/train.parquet',
      byteLength: kimi.length,
      xetHash: 'f'.repeat(64),
      split: 'train',
    };
    await expect(openHubFile(dataset, file, options)).rejects.toMatchObject({
      code: 'FILE_CHANGED',
      message: expect.stringContaining('are not those of commit b92885e4'),
    });
  });

  it('survives answers of 0 bytes no longer than five attempts', async () => {
    hub.switches.emptyBodies = true;
    await expect(openKimi()).rejects.toMatchObject({ code: 'FETCH_FAILED' });
  });
});

describe('configs', () => {
  const paths = (...names: string[]) => names.map((path) => ({ path, byteLength: 1 }));
  const splits = (card: unknown, ...names: string[]) =>
    findConfigs(card, paths(...names)).map(({ name, files }) => [
      name,
      files.map(({ path, split }) => `${split} ${path}`),
    ]);

  it.each([
    [
      'shards',
      ['data/train-00000-of-00002.parquet', 'data/test-00000-of-00001-abc.parquet', 'x.parquet'],
      ['train data/train-00000-of-00002.parquet', 'test data/test-00000-of-00001-abc.parquet'],
    ],
    [
      'folders',
      ['dev/a.jsonl', 'training/b.jsonl', 'README.md'],
      ['validation dev/a.jsonl', 'train training/b.jsonl'],
    ],
    ['nothing known', ['a.jsonl.gz', '.hidden/b.jsonl', '__x__/c.jsonl'], ['train a.jsonl.gz']],
    ['parquet before text', ['a.jsonl', 'b.parquet'], ['train b.parquet']],
  ])('without a card: %s', (_, names, expected) => {
    expect(splits(undefined, ...names)).toEqual([['default', expected]]);
  });

  it('take a string, lists, folders and numbers as names', () => {
    const card = [
      { config_name: 7, data_files: 'a/*.parquet' },
      { config_name: 'b', data_dir: 'b', default: true },
      { config_name: 'c', data_files: [{ split: 'test', path: ['**/c.parquet'] }, 'd.parquet'] },
    ];
    expect(splits(card, 'a/1.parquet', 'a/x/2.parquet', 'b/3.parquet', 'q/c.parquet', 'd.parquet')).toEqual([
      ['7', ['train a/1.parquet']],
      ['b', ['train b/3.parquet']],
      ['c', ['test q/c.parquet', 'train d.parquet']],
    ]);
  });

  it('cannot be made to hang by a pattern', () => {
    expect(matchesGlob(`${'a'.repeat(250)}b`, `${'*a'.repeat(60)}c`)).toBe(false);
    expect(matchesGlob('a/b/c.parquet', '**/**/*.parquet')).toBe(true);
  });
});

it.each([
  ['o/n', { repo: 'o/n' }],
  ['o/n@main', { repo: 'o/n', revision: 'main' }],
  ['o/n:kimi', { repo: 'o/n', config: 'kimi' }],
  ['o/n@refs/convert/parquet:glm-5.1', { repo: 'o/n', revision: 'refs/convert/parquet', config: 'glm-5.1' }],
])('%s is a source', (text, spec) => {
  expect(parseHubSpec(text)).toEqual(spec);
});

it.each(['o', 'o/n/x', 'o/n@', '../x', 'o/n@a b'])('%s is none', (text) => {
  expect(() => parseHubSpec(text)).toThrow(/is not <owner>/);
});
