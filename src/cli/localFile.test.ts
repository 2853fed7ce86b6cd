import { mkdtempSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { testRows, writeTestParquet } from '../testing/parquetFiles';
import { openLocalFile } from './localFile';

const folder = mkdtempSync(join(tmpdir(), 'retrace-'));
const rows = testRows(200, 2000);

function write(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

it('reads a file on disk', async () => {
  const file = await openLocalFile(write('a.parquet', writeTestParquet(rows, { rowGroupSize: 50 })));
  expect(file.facts).toMatchObject({ name: 'a.parquet', rowCount: 200, rowGroups: 4 });
  expect(await file.readRow(123)).toMatchObject({ record: rows[123] });
  await file.close();
});

it('says that a file became shorter', async () => {
  const path = write('b.parquet', writeTestParquet(rows, { rowGroupSize: 50 }));
  const file = await openLocalFile(path);
  truncateSync(path, 100);
  await expect(file.readRow(0)).rejects.toMatchObject({ code: 'FILE_CHANGED' });
  await file.close();
});

it.each([
  ['no/such/file', 'FETCH_FAILED'],
  [write('empty', new Uint8Array(0)), 'FILE_EMPTY'],
  [write('text', new TextEncoder().encode('hello')), 'NOT_A_DATASET'],
])('refuses %s', async (path, code) => {
  await expect(openLocalFile(path)).rejects.toMatchObject({ code });
});
