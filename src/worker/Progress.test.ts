import { expect, it } from 'vitest';
import { Progress } from './Progress';

it('says the rate of the last units, and that it falls in a pause', () => {
  const progress = new Progress(0);
  expect(progress.rate(5_000)).toBeUndefined();
  progress.add(500, 1_000, 10);
  expect(progress.rate(500)).toBeUndefined();
  progress.add(2_000, 3_000, 30);
  expect(progress.rate(2_000)).toEqual({ bytesPerSecond: 2_000, rowsPerSecond: 20 });
  expect(progress.rate(11_000)?.bytesPerSecond).toBeCloseTo(400);
  // much later only the last units count
  for (let at = 1; at <= 16; at += 1) progress.add(100_000 + at * 1_000, 500, 5);
  expect(progress.rate(116_000)).toEqual({ bytesPerSecond: 500, rowsPerSecond: 5 });
});
