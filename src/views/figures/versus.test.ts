import { expect, it } from 'vitest';
import { shareOut } from './versus';

it('gives each side as shares of its own total, with every label of either', () => {
  const { rows, totalA, totalB } = shareOut(
    [
      ['terminal', 90],
      ['todo', 10],
    ],
    [
      ['terminal', 100],
      ['patch', 300],
    ],
  );
  expect([totalA, totalB]).toEqual([100, 400]);
  expect(rows).toEqual([
    { label: 'terminal', countA: 90, countB: 100, shareA: 90, shareB: 25, isFew: false },
    { label: 'patch', countA: 0, countB: 300, shareA: 0, shareB: 75, isFew: true },
    { label: 'todo', countA: 10, countB: 0, shareA: 10, shareB: 0, isFew: true },
  ]);
});

it('has no share of nothing', () => {
  expect(shareOut([], [['x', 1]]).rows).toEqual([
    { label: 'x', countA: 0, countB: 1, shareA: 0, shareB: 100, isFew: true },
  ]);
});
