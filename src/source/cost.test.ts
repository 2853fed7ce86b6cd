import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startFaultServer, type FaultServer } from '../testing/faultServer';
import { testRows, writeTestParquet } from '../testing/parquetFiles';
import { openUrl } from './open';
import type { TraceFile, TrafficCount } from './types';

/** ~11 MB: two row groups, text pages of 64 KB, like a published shard at a tenth of the scale. */
const rows = testRows(1200, 3000);
const shard = writeTestParquet(rows, { rowGroupSize: 600, pageSize: 64 * 1024 });
const jsonl = new TextEncoder().encode(rows.map((row) => JSON.stringify(row)).join('\n'));

let server: FaultServer;
let traffic: TrafficCount = { requests: 0, bytes: 0 };
beforeAll(async () => {
  server = await startFaultServer({ files: { 'a.parquet': shard, 'a.jsonl': jsonl } });
});
afterAll(() => server.close());

const open = (name: string, byteLength?: number) =>
  openUrl(server.url('ok', name), {
    onTraffic: (now) => {
      traffic = { ...now };
    },
    ...(byteLength !== undefined && { byteLength }),
  });

/** Requests and bytes of `work` alone. */
async function costOf(work: () => Promise<unknown>): Promise<TrafficCount> {
  const before = { ...traffic };
  await work();
  return { requests: traffic.requests - before.requests, bytes: traffic.bytes - before.bytes };
}

async function firstListing(file: TraceFile): Promise<number> {
  for await (const { ids } of file.readListing?.() ?? []) return ids.length;
  return 0;
}

describe('what reading costs over the network', () => {
  it('the footer: two requests, one when the size is known', async () => {
    await open('a.parquet');
    expect(traffic).toEqual({ requests: 2, bytes: 16_384 + 262_144 });
    await open('a.parquet', shard.length);
    expect(traffic).toEqual({ requests: 1, bytes: 262_144 });
  });

  it('a list of 600 rows: at most three requests, no text', async () => {
    const file = await open('a.parquet', shard.length);
    const cost = await costOf(() => firstListing(file));
    expect(cost.requests).toBeLessThanOrEqual(3);
    expect(cost.bytes).toBeLessThan(200_000);
  });

  it('one row: its pages, at most three requests', async () => {
    const file = await open('a.parquet', shard.length);
    const cost = await costOf(() => file.readRow(700));
    expect(cost.requests).toBeLessThanOrEqual(3);
    expect(cost.bytes).toBeLessThan(300_000);
    // The same page again is at hand.
    expect(await costOf(() => file.readRow(700))).toEqual({ requests: 0, bytes: 0 });
  });

  it('all rows: every byte once', async () => {
    const file = await open('a.parquet', shard.length);
    let count = 0;
    for await (const batch of file.readRows()) count += batch.rows.length;
    expect(count).toBe(1200);
    expect(traffic.bytes).toBeLessThanOrEqual(shard.length);
  });

  it('opening JSON lines: 256 KB, and they are not read again', async () => {
    const file = await open('a.jsonl');
    expect(traffic).toEqual({ requests: 2, bytes: 256 * 1024 });
    let count = 0;
    for await (const batch of file.readRows()) count += batch.rows.length;
    expect(count).toBe(1200);
    expect(traffic.bytes).toBe(jsonl.length);
  });

  it('a loop that is left early: what is under way is aborted', async () => {
    const file = await open('a.jsonl');
    for await (const _ of file.readRows()) break;
    const { requests } = traffic;
    await file.readRow(0);
    expect(traffic.requests).toBe(requests);
  });
});

describe('a shard that changes while it is read', () => {
  it('never gives rows of two versions', async () => {
    const file = await openUrl(server.url('change:etag:2', 'a.parquet'));
    await expect(file.readRow(700)).rejects.toMatchObject({ code: 'FILE_CHANGED' });
  });

  it('is a web page instead', async () => {
    await expect(openUrl(server.url('html', 'a.parquet'))).rejects.toMatchObject({
      code: 'NOT_A_DATASET',
      message: expect.stringContaining('web page'),
    });
  });

  it('is read whole from a server without ranges', async () => {
    const file = await openUrl(server.url('no-range', 'a.parquet'));
    expect(await file.readRow(700)).toMatchObject({ record: rows[700] });
  });

  it('is read over a line that drops a third of the answers (seeded)', async () => {
    const file = await openUrl(server.url('flaky:33', 'a.parquet'), {
      clock: { now: () => 0, wait: () => Promise.resolve(), limit: () => new Promise(() => undefined) },
    });
    let count = 0;
    for await (const batch of file.readRows()) count += batch.rows.length;
    expect(count).toBe(1200);
  });
});
