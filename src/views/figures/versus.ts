/** Two datasets side by side: their counts as shares of their own total. Pure. */
import type { Figures } from '../../client/types';

/** Fewer of what is counted: the share is marked as uncertain. */
export const FEW = 30;

/** What the table of both in numbers is made of. */
export type Side = Pick<Figures, 'length' | 'tools' | 'failures' | 'width' | 'steps' | 'think'>;

export interface SharedRow {
  readonly label: string;
  readonly countA: number;
  readonly countB: number;
  /** Percent of the side's total; 0 of nothing. */
  readonly shareA: number;
  readonly shareB: number;
  /** One of the counts is below 30. */
  readonly isFew: boolean;
}

export interface SharedFigure {
  readonly rows: readonly SharedRow[];
  readonly totalA: number;
  readonly totalB: number;
}

type Counts = readonly (readonly [label: string, count: number])[];

function share(count: number, total: number): number {
  return total === 0 ? 0 : (100 * count) / total;
}

/** Every label of either side, the largest share of either first; totals are those of the counts unless given. */
export function shareOut(a: Counts, b: Counts, totals?: readonly [number, number]): SharedFigure {
  const sum = (counts: Counts): number => counts.reduce((all, [, count]) => all + count, 0);
  const [totalA, totalB] = totals ?? [sum(a), sum(b)];
  const [ofA, ofB] = [new Map(a), new Map(b)];
  const rows = [...new Set([...ofA.keys(), ...ofB.keys()])].map((label): SharedRow => {
    const [countA, countB] = [ofA.get(label) ?? 0, ofB.get(label) ?? 0];
    return {
      label,
      countA,
      countB,
      shareA: share(countA, totalA),
      shareB: share(countB, totalB),
      isFew: countA < FEW || countB < FEW,
    };
  });
  const most = (row: SharedRow): number => Math.max(row.shareA, row.shareB);
  return { rows: rows.toSorted((x, y) => most(y) - most(x)), totalA, totalB };
}

export interface NumberBin {
  readonly from: number;
  /** Inclusive. */
  readonly to: number;
  readonly count: number;
}

export interface SharedBin {
  readonly from: number;
  readonly to: number;
  readonly countA: number;
  readonly countB: number;
  /** Percent of the side's total; 0 of nothing. */
  readonly shareA: number;
  readonly shareB: number;
  readonly isFew: boolean;
}

/** 1, 2 or 5 times a power of ten: the smallest that both divide. */
function commonWidth(a: number, b: number): number {
  for (let power = 1; power <= 1e9; power *= 10)
    for (const digit of [1, 2, 5])
      if (digit * power >= Math.max(a, b) && (digit * power) % a === 0 && (digit * power) % b === 0)
        return digit * power;
  return Math.max(a, b);
}

/** Two histograms of nice widths, each from a multiple of its width, over the same bins; empty ones included. */
export function overlayBins(a: readonly NumberBin[], b: readonly NumberBin[]): readonly SharedBin[] {
  const widthOf = ([bin]: readonly NumberBin[]): number => (bin === undefined ? 1 : bin.to - bin.from + 1);
  const width = commonWidth(widthOf(a), widthOf(b));
  const ends = [...a, ...b];
  if (ends.length === 0) return [];
  const first = Math.floor(Math.min(...ends.map(({ from }) => from)) / width);
  const last = Math.floor(Math.max(...ends.map(({ from }) => from)) / width);
  const bins = Array.from({ length: last - first + 1 }, (_, at) => ({
    from: (first + at) * width,
    to: (first + at + 1) * width - 1,
    countA: 0,
    countB: 0,
  }));
  for (const { from, count } of a) {
    const bin = bins[Math.floor(from / width) - first];
    if (bin !== undefined) bin.countA += count;
  }
  for (const { from, count } of b) {
    const bin = bins[Math.floor(from / width) - first];
    if (bin !== undefined) bin.countB += count;
  }
  return withShares(bins);
}

/** Bins that both have by the same `from`, such as powers of two. */
export function joinBins(a: readonly NumberBin[], b: readonly NumberBin[]): readonly SharedBin[] {
  const bins = new Map<number, { from: number; to: number; countA: number; countB: number }>();
  const at = ({ from, to }: NumberBin) => {
    const bin = bins.get(from) ?? { from, to, countA: 0, countB: 0 };
    bins.set(from, bin);
    return bin;
  };
  for (const bin of a) at(bin).countA += bin.count;
  for (const bin of b) at(bin).countB += bin.count;
  return withShares([...bins.values()].toSorted((x, y) => x.from - y.from));
}

function withShares(
  bins: readonly { from: number; to: number; countA: number; countB: number }[],
): readonly SharedBin[] {
  const totalA = bins.reduce((sum, { countA }) => sum + countA, 0);
  const totalB = bins.reduce((sum, { countB }) => sum + countB, 0);
  return bins.map((bin) => ({
    ...bin,
    shareA: share(bin.countA, totalA),
    shareB: share(bin.countB, totalB),
    isFew: bin.countA < FEW || bin.countB < FEW,
  }));
}

export interface SummaryRow {
  readonly title: string;
  readonly a: string;
  readonly b: string;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
}

function summaryOf({
  length,
  tools,
  failures,
  width,
  steps,
  think,
}: Side): readonly (readonly [string, string])[] {
  const calling = width.bars.filter((bar) => bar.width > 0);
  const sum = (bars: typeof calling): number => bars.reduce((all, bar) => all + bar.steps, 0);
  const rate = failures.calls === 0 ? '–' : ((100 * failures.failures) / failures.calls).toFixed(1);
  return [
    ['Trajectories', length.count.toLocaleString('en')],
    ['Tool calls', tools.calls.toLocaleString('en')],
    ['Turns, median / mean', `${length.median} / ${length.mean.toFixed(1)}`],
    ['Steps, median / mean', `${steps.median} / ${steps.mean.toFixed(1)}`],
    ['Think words, median / mean', `${think.median} / ${think.mean.toFixed(1)}`],
    ['Trajectories with a failure', percent(failures.failing, failures.trajectories)],
    ['Failures per 100 calls', rate],
    ['Calling steps with parallel calls', percent(sum(calling.filter((bar) => bar.width > 1)), sum(calling))],
  ];
}

export function summarize(a: Side, b: Side): readonly SummaryRow[] {
  const right = summaryOf(b);
  return summaryOf(a).map(([title, text], index) => ({ title, a: text, b: right[index]?.[1] ?? '–' }));
}
