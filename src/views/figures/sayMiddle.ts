import type { Figures } from '../../client/types';
import { formatCount } from '../../lib/text';

/** Median, mean and n of a figure of numbers; empty until it is counted. */
export function sayMiddle(figure: Figures['length'] | undefined): string {
  if (figure === undefined) return '';
  const { median, mean, count } = figure;
  return `, median ${formatCount(median)}, mean ${mean.toFixed(1)}, n = ${formatCount(count)}`;
}
