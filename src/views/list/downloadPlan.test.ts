import { describe, expect, it } from 'vitest';
import type { DatasetStatus, FileStatus } from '../../client/types';
import { estimateBytes, fileStem, progressWords } from './downloadPlan';

const file = (over: Partial<FileStatus>): FileStatus => ({
  name: 'a.jsonl',
  version: 'v1',
  config: undefined,
  stage: 'ready',
  format: 'jsonl',
  byteLength: 1000,
  rowCount: 10,
  rowsListed: 10,
  rowsIndexed: 10,
  bytesRead: 1000,
  badRows: [],
  badRowCount: 0,
  error: undefined,
  wait: undefined,
  note: undefined,
  rowRead: undefined,
  isVersionVerified: true,
  ...over,
});

const status = (...files: readonly FileStatus[]): DatasetStatus => ({
  files,
  version: 1,
  rowsListed: 0,
  rowsIndexed: 0,
  isListed: true,
  isIndexed: true,
  rate: undefined,
  secondsLeft: undefined,
  engineRestarts: 0,
  cacheProblem: undefined,
  sources: [],
  wait: undefined,
  hub: undefined,
  raw: { files: [], loading: undefined },
});

describe('the size of a download', () => {
  it('is the share of the rows, more where the source is packed', () => {
    expect(estimateBytes('rows', 5, status(file({})))).toBe(500);
    expect(estimateBytes('rows', 5, status(file({ format: 'parquet', name: 'a.parquet' })))).toBe(3000);
    expect(estimateBytes('rows', 20, status(file({}), file({ name: 'b.jsonl.gz' })))).toBe(7000);
  });

  it('of ids does not depend on the source', () => {
    expect(estimateBytes('ids', 5, status(file({})))).toBe(500);
    expect(estimateBytes('ids', 5, undefined)).toBe(500);
  });
});

describe('the name of a download', () => {
  it.each([
    [['demo'], 'retrace-demo-rows'],
    [['url:https://example.com/a/Train File.jsonl.gz?x=1'], 'retrace-train-file-rows'],
    [['hf:owner/name@refs/convert'], 'retrace-owner-name-refs-convert-rows'],
    [['file:../../x~12-ab'], 'retrace-x-rows'],
    [['demo', 'url:https://example.com/b'], 'retrace-2-sources-rows'],
    [['url:https://example.com/'], 'retrace-rows'],
  ])('of %s is %s', (sources, name) => {
    expect(fileStem('rows', sources)).toBe(name);
  });
});

it('progress says how much of how much', () => {
  expect([progressWords(0, 1), progressWords(1200, 4000)]).toEqual(['0 of 1 row', '1,200 of 4,000 rows']);
});
