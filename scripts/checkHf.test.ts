import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { expect, it } from 'vitest';

import { startHubServer } from '../src/testing/hubServer';
import { testRows, writeTestParquet } from '../src/testing/parquetFiles';

it('check:hf prints layout, card check and costs', async () => {
  const train = writeTestParquet(testRows(300, 3000), { rowGroupSize: 100, pageSize: 20_000 });
  const data_files = [{ split: 'train', path: 'data/kimi/train.parquet' }];
  const hub = await startHubServer({
    repo: 'lambda/traces',
    files: { 'data/kimi/train.parquet': train },
    cardData: { configs: [{ config_name: 'kimi', data_files }] },
  });
  const script = fileURLToPath(new URL('checkHf.ts', import.meta.url));
  const { stdout } = await promisify(execFile)('node', [
    '--import',
    'tsx',
    script,
    'lambda/traces',
    hub.hubUrl,
  ]);
  await hub.close();
  for (const line of [
    `lambda/traces @ ${hub.commit}`,
    /kimi: data\/kimi\/train\.parquet, \d+ bytes, 300 rows in 3 row groups, page index yes/,
    '  conversations.list.element.value: SNAPPY',
    /listing read with \d requests, \d+ bytes/,
    /the row in the middle: [123] requests, \d{4,6} bytes/,
    '  rows card 7646 here 300 ≠; turns card 185798 here 900 ≠',
    'requests the hub counts: 2 of 500 api, 1 of 3000 resolve',
  ]) {
    expect(stdout).toMatch(line);
  }
}, 60_000);
