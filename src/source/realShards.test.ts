import { readFileSync } from 'node:fs';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startFaultServer, type FaultServer } from '../testing/faultServer';
import { realData } from '../testing/realData';
import { openUrl } from './open';
import type { RawRow, TraceFile, TrafficCount } from './types';

const NAMES = ['tau_airline_100.parquet', 'tau_airline_100_zstd.parquet', 'tau_airline_100.jsonl'] as const;
const present = realData('hermes') !== undefined;

async function allRows(file: TraceFile): Promise<RawRow[]> {
  const rows: RawRow[] = [];
  for await (const batch of file.readRows()) rows.push(...batch.rows);
  return rows;
}

/** The columns the parquet files have; the JSONL has two more. */
function shared(row: RawRow) {
  if (row.kind === 'bad') throw new Error(row.reason);
  const { id, conversations, tools, category, subcategory, task } = row.record;
  return { id, conversations, tools, category, subcategory, task };
}

describe.skipIf(!present)('100 real runs', () => {
  let server: FaultServer;
  const traffic: TrafficCount = { requests: 0, bytes: 0 };
  beforeAll(async () => {
    const files = NAMES.map(
      (name) => [name, new Uint8Array(readFileSync(realData(`hermes/${name}`) ?? ''))] as const,
    );
    server = await startFaultServer({ files: Object.fromEntries(files) });
  });
  afterAll(() => server.close());
  const open = (name: string) =>
    openUrl(server.url('ok', name), { onTraffic: (now) => Object.assign(traffic, now) });

  it('are the same from two parquet writers and JSONL', async () => {
    const [snappy, zstd, jsonl] = await Promise.all(
      NAMES.map(async (name) => (await allRows(await open(name))).map(shared)),
    );
    expect(jsonl).toHaveLength(100);
    expect(snappy).toEqual(jsonl);
    expect(zstd).toEqual(jsonl);
  });

  it.each(NAMES.slice(0, 2))('%s lists 2,658 turns', async (name) => {
    let turns = 0;
    for await (const { turnCounts } of (await open(name)).readListing?.() ?? []) {
      turns += turnCounts.reduce((sum, count) => sum + count, 0);
    }
    expect(turns).toBe(2658);
  });

  it('read single rows like all rows, in few requests', async () => {
    for (const name of NAMES) {
      const file = await open(name);
      const rows = await allRows(await open(name));
      for (const row of [0, 24, 25, 57, 99]) expect(await file.readRow(row)).toEqual(rows[row]);
    }
  });

  it('cost at most three requests from nothing to a row', async () => {
    const file = await open(NAMES[0]);
    await file.readRow(57);
    expect(traffic.requests).toBeLessThanOrEqual(3);
    expect(traffic.bytes).toBeLessThanOrEqual(257_934);
  });
});
