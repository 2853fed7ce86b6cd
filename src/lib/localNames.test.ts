import { expect, test } from 'vitest';
import { isReadableName, parseFileSource, sayDifference } from './localNames';

test('of a folder, data files are taken and hidden ones are not', () => {
  const names = ['a/b.parquet', 'c.jsonl.gz', 'd.JSONL', 'README.md', '.cache/e.parquet', 'f.gz', 'g.json'];
  expect(names.filter(isReadableName)).toEqual(['a/b.parquet', 'c.jsonl.gz', 'd.JSONL']);
});

test('a file source is read from its end: names may hold ~ and -', () => {
  expect(parseFileSource('file:a~1-b.jsonl~12-0af3')).toEqual({
    name: 'a~1-b.jsonl',
    byteLength: 12,
    fingerprint: '0af3',
  });
  expect(parseFileSource('demo')).toBeUndefined();
});

test('another file is told by both sizes and fingerprints', () => {
  expect(sayDifference('file:a.jsonl~1200-aa', 'file:a.jsonl~7-bb')).toBe(
    'a.jsonl is another file: wanted 1,200 bytes, fingerprint aa; given 7 bytes, fingerprint bb.',
  );
});
