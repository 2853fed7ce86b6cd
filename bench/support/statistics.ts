/** Times of a few rounds: the middle and the worst, no mean, which one slow round would own. */

export const ROUNDS = 5;

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function worst(values: readonly number[]): number {
  return Math.max(...values);
}

export function round(value: number, digits = 1): number {
  return Number(value.toFixed(digits));
}
