import { expect, test } from 'vitest';
import { excerptOf } from './needle';
import { MOST_HITS, searchTurns, type Hit } from './searchTurns';

function findAll(values: readonly string[], needle: string): readonly Hit[] {
  return [
    ...searchTurns(
      values.map((value, index) => ({ index, value })),
      needle,
    ),
  ].flat();
}

test('literal, without regard to case, with its place', () => {
  expect(findAll(['a.b A.B axb', 'none', 'a.B'], 'a.b')).toEqual([
    { turn: 0, start: 0, end: 3 },
    { turn: 0, start: 4, end: 7 },
    { turn: 2, start: 0, end: 3 },
  ]);
  expect(findAll(['x'], '')).toEqual([]);
});

test('text that stands escaped inside JSON is found as it reads', () => {
  const value = JSON.stringify({ command: 'echo "hé"\nls' });
  expect(findAll([value], 'echo "hé"\nls')).toHaveLength(1);
  expect(findAll([value.replace('é', '\\u00e9')], '"hé"')).toHaveLength(1);
});

test('hits over the border of slices are found once', () => {
  const value = `${'x'.repeat(65_533)}needle${'x'.repeat(70_000)}needle`;
  expect(findAll([value], 'NEEDLE').map(({ start }) => start)).toEqual([65_533, 135_539]);
  expect(findAll(['a'.repeat(140_000)], 'aaa')).toHaveLength(10_000);
  expect(findAll(['ab'.repeat(50_000)], 'ababab')).toHaveLength(16_666 > MOST_HITS ? MOST_HITS : 16_666);
});

test('control comes back after every slice', () => {
  const search = searchTurns([{ index: 0, value: 'y'.repeat(1_000_000) }], 'z');
  let slices = 0;
  for (const hits of search) slices += 1 + hits.length;
  expect(slices).toBe(16);
});

test('an excerpt is one line around the hit', () => {
  expect(excerptOf('one\ntwo three', { start: 4, end: 7 })).toEqual({
    before: 'one ',
    hit: 'two',
    after: ' three',
  });
});
