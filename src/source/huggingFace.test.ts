import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createFakeClock } from '../testing/fakeClock';
import { startHubServer, type HubServer } from '../testing/hubServer';
import { testRows, writeTestParquet } from '../testing/parquetFiles';
import { findConfigs } from './hubConfigs';
import { matchesGlob } from './glob';
import { openHubDataset, openHubFile, parseHubSpec, type HubOptions } from './huggingFace';

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
let options: HubOptions;
beforeEach(async () => {
  hub = await startHubServer({ repo: REPO, files: FILES, cardData: CARD, formerName: 'someone/old' });
  options = { hubUrl: hub.hubUrl, clock: createFakeClock() };
});
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
    ['private', { repo: REPO }, { code: 'HUB_NOT_FOUND', details: { missing: 'repo' } }],
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

  it('waits when the Hub limits requests, and says so in the end', async () => {
    hub.switches.limited = 2;
    await openHubDataset({ repo: REPO }, options);
    hub.switches.limited = 20;
    await expect(openHubDataset({ repo: REPO }, options)).rejects.toMatchObject({ code: 'HUB_LIMIT' });
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

  it('is refused in words when the file server refuses', async () => {
    hub.switches.cdnRefuses = 'readable';
    await expect(openKimi()).rejects.toMatchObject({
      code: 'HUB_REFUSED',
      message: expect.stringContaining('file server refused'),
    });
    expect(hub.log.filter(({ at }) => at === 'cdn')).toHaveLength(1);
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
