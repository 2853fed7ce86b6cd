/** The files of a dataset beside one another: what one of them does must not keep the others. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { HubQuota } from '../source';
import { fakeDirectory } from '../testing/fakeDirectory';
import { startFaultServer, type FaultServer } from '../testing/faultServer';
import { inlinePool } from '../testing/inlineWorker';
import { testRows, writeTestParquet } from '../testing/parquetFiles';
import { NO_FILTER, PARSER_VERSION, type ListQuery } from '../trace';
import { Dataset } from './Dataset';
import { IndexCache } from './IndexCache';

const QUERY: ListQuery = { filter: NO_FILTER, rule: 'structured' };
const { signal } = new AbortController();

let server: FaultServer;
beforeAll(async () => {
  const files = Object.fromEntries(
    ['a', 'b', 'c', 'd'].map((name) => [`${name}.parquet`, writeTestParquet(testRows(10))]),
  );
  server = await startFaultServer({ files });
});
afterAll(() => server.close());

function datasetOf(faults: Readonly<Record<string, string>>): Dataset {
  const sources = Object.entries(faults).map(
    ([name, fault]) => `url:${server.url(fault, `${name}.parquet`)}`,
  );
  const cache = new IndexCache(async () => fakeDirectory(), PARSER_VERSION);
  return new Dataset(
    sources,
    {
      baseUrl: 'http://127.0.0.1/',
      hub: { quota: new HubQuota() },
      fileOf: () => undefined,
      whenOnline: async () => false,
    },
    { pool: inlinePool(), cache },
    {},
    () => undefined,
  );
}

const stagesOf = (dataset: Dataset): readonly string[] => dataset.status().files.map(({ stage }) => stage);

it('two files that stall: the others are listed and read, one that failed can be retried, stopping ends all', async () => {
  const dataset = datasetOf({ a: 'stall:0', b: 'stall:100', c: 'status:404', d: 'ok' });
  const page = await dataset.listPage(QUERY, 0, 100, signal);
  expect([page.total, page.rows.length]).toEqual([10, 10]);
  await expect.poll(() => stagesOf(dataset)).toEqual(['opening', 'opening', 'failed', 'ready']);
  expect(dataset.status().isListed).toBe(false);

  const opened = await dataset.trajectory({ address: '~3.4', hint: undefined, mayCost: false }, signal);
  expect(opened.trajectory.id).toBe('id-4');

  server.isMended = true;
  expect(dataset.retry()).toBe(true);
  await expect.poll(() => stagesOf(dataset)).toEqual(['opening', 'opening', 'ready', 'ready']);

  dataset.stop();
  await expect.poll(() => stagesOf(dataset)).toEqual(['stopped', 'stopped', 'ready', 'ready']);
  dataset.resume();
  await expect.poll(() => stagesOf(dataset)).toEqual(['ready', 'ready', 'ready', 'ready']);
  expect((await dataset.listPage(QUERY, 0, 100, signal)).total).toBe(40);
  expect(dataset.status().rowsIndexed).toBe(40);
}, 30_000);

it('the report that nothing is read any more has the version of the last rows', async () => {
  const dataset = datasetOf({ a: 'ok', b: 'ok', d: 'ok' });
  const versions: number[] = [];
  dataset.onChange(() => {
    const { files, version } = dataset.status();
    if (files.every(({ stage }) => stage === 'ready')) versions.push(version);
  });
  await dataset.listPage(QUERY, 0, 100, signal);
  await expect.poll(() => versions.length).toBeGreaterThan(1);
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(new Set(versions).size).toBe(1);
}, 30_000);
