import { expect, it } from 'vitest';
import { joinBins, overlayBins, shareOut } from './versus';

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

it('lays two histograms over the same bins, whatever their widths', () => {
  const bins = (width: number, counts: readonly number[], start = 0) =>
    counts.map((count, at) => ({ from: start + at * width, to: start + (at + 1) * width - 1, count }));
  const made = overlayBins(bins(2, [40, 60, 0, 0, 100], 10), bins(5, [50, 150], 0));
  expect(made.map(({ from, to, countA, countB }) => [from, to, countA, countB])).toEqual([
    [0, 9, 0, 200],
    [10, 19, 200, 0],
  ]);
  const same = overlayBins(bins(1, [1, 2], 3), bins(1, [4], 5));
  expect(same.map(({ from, shareA, shareB }) => [from, Math.round(shareA), shareB])).toEqual([
    [3, 33, 0],
    [4, 67, 0],
    [5, 0, 100],
  ]);
  expect(same.every(({ isFew }) => isFew)).toBe(true);
  expect(overlayBins([], [])).toEqual([]);
  expect(
    joinBins([{ from: 4, to: 7, count: 1 }], [{ from: 2, to: 3, count: 3 }]).map(({ from }) => from),
  ).toEqual([2, 4]);
});
