import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startFaultServer, type FaultServer } from '../testing/faultServer';
import { testRows, writeTestParquet } from '../testing/parquetFiles';
import { realData } from '../testing/realData';
import { bytesSource } from './localSource';
import { openBytes, openUrl } from './open';
import { decodeColumns } from './parquetDecode';
import { readFooter } from './parquetFooter';
import { placeGroups, type PlacedGroup } from './parquetGroups';
import { planGroup, planRows, rangesOf } from './parquetPlan';
import { scanPast, startScan, type ColumnScan } from './parquetScan';
import { cachedSource, type RangeCache } from './rangeCache';
import type { FileMetaData } from './hyparquetTypes';
import type { TraceFile, TrafficCount } from './types';

/** ~25 MB in one row group without a page index, as pandas writes it. */
const rows = testRows(2500, 3000);
const shard = writeTestParquet(rows, { rowGroupSize: 2500, pageSize: 256 * 1024, offsetIndex: false });
const MB = 1024 * 1024;

describe('one row of a large row group without a page index', () => {
  let server: FaultServer;
  let file: TraceFile;
  let traffic: TrafficCount = { requests: 0, bytes: 0 };
  beforeAll(async () => {
    server = await startFaultServer({ files: { 'a.parquet': shard } });
    file = await openUrl(server.url('ok', 'a.parquet'), {
      byteLength: shard.length,
      onTraffic: (now) => {
        traffic = { ...now };
      },
    });
  });
  afterAll(() => server.close());

  it('is read as far as the row, said before and told meanwhile; what lies behind is not read', async () => {
    expect(file.facts.pageIndex).toBe(false);
    expect(file.rowCost?.(0)).toBeLessThan(5 * MB);
    const [half, all] = [file.rowCost?.(1250) ?? 0, file.rowCost?.(2499) ?? 0];
    expect(half).toBeLessThan(0.75 * all);
    expect(all).toBeGreaterThan(16 * MB);
    const before = traffic.bytes;
    let told = 0;
    const onBytes = (count: number) => {
      told += count;
    };
    expect(await file.readRow(1250, undefined, { onBytes })).toMatchObject({ record: rows[1250] });
    expect(traffic.bytes - before).toBeLessThan(half + 9 * MB);
    expect(told).toBeGreaterThan(half - 9 * MB);
  });

  it('costs its own page once its place is known', async () => {
    expect(file.rowCost?.(700)).toBe(0);
    const before = { ...traffic };
    expect(await file.readRow(700, undefined, {})).toMatchObject({ record: rows[700] });
    expect(traffic.bytes - before.bytes).toBeLessThan(1.5 * MB);
    expect(traffic.requests - before.requests).toBeLessThanOrEqual(3);
  });

  it('is walked to by one at a time; one who leaves does not stop the other', async () => {
    const fresh = await openBytes('a.parquet', shard);
    const controller = new AbortController();
    const leaving = fresh.readRow(2400, controller.signal, {
      onBytes: () => controller.abort(new Error('left')),
    });
    const staying = fresh.readRow(2300, undefined, {});
    await expect(leaving).rejects.toThrow('left');
    expect(await staying).toMatchObject({ record: rows[2300] });
    expect(await fresh.readRow(2499, undefined, {})).toMatchObject({ record: rows[2499] });
  });

  it('of which pages are damaged is a typed error', async () => {
    for (const [at, value] of [
      [4, 0xff],
      [6 * MB, 0],
    ] as const) {
      const damaged = shard.slice();
      damaged.fill(value, at, at + 600_000);
      const broken = await openBytes('a.parquet', damaged);
      await expect(broken.readRow(2499, undefined, {})).rejects.toMatchObject({
        code: expect.stringMatching(/^PARQUET_/),
      });
    }
  });
});

async function decodedJson(
  { file, metadata, group }: Foreign,
  row: number,
  scans?: ReadonlyMap<object, ColumnScan>,
): Promise<string> {
  const span = { start: row, end: row + 1 };
  const chunks = scans ? planRows(file.name, group, span, [], scans as never) : planGroup(group);
  const segments = await file.readAll(rangesOf(chunks));
  const rowStart = group.firstRow + row;
  const request = { fileName: file.name, metadata, group, chunks, segments, rowStart, rowEnd: rowStart + 1 };
  const { columns } = await decodeColumns(request);
  return JSON.stringify([...columns], (_, value: unknown) =>
    typeof value === 'bigint' ? `${value}` : value,
  );
}

interface Foreign {
  readonly file: RangeCache;
  readonly metadata: FileMetaData;
  readonly group: PlacedGroup;
}

const folder = realData('corpora/parquet-testing/data');
const names = readdirSync(folder ?? '.').filter((name) => name.endsWith('.parquet'));
const step = process.env['DEEP'] === undefined ? 8 : 1;

describe.skipIf(folder === undefined)('rows of foreign files', () => {
  it.each(names.filter((_, index) => index % step === 0))(
    '%s: by walked pages as by whole columns',
    async (name) => {
      const bytes = new Uint8Array(readFileSync(join(folder ?? '', name)));
      const file = cachedSource(bytesSource(name, bytes));
      const metadata = await readFooter(file).catch(() => undefined);
      if (metadata === undefined) return;
      for (const group of placeGroups(metadata).slice(0, 2)) {
        const scans = new Map(
          // without an index the plan must come from the scan
          group.group.columns.map((column) => {
            delete column.offset_index_offset;
            return [column, startScan(column)] as const;
          }),
        );
        const { rowCount } = group;
        for (const row of new Set([0, rowCount >> 1, rowCount - 1])) {
          if (row < 0 || row >= rowCount) continue;
          const whole = await decodedJson({ file, metadata, group }, row).catch(() => undefined);
          if (whole === undefined) continue;
          for (const [column, scan] of scans) {
            const rest = { onBytes: undefined, signal: undefined };
            await scanPast(scan, { file, metadata, column, rowCount, ...rest }, row);
          }
          expect(await decodedJson({ file, metadata, group }, row, scans)).toBe(whole);
        }
      }
    },
  );
});
