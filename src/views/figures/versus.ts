/** Two datasets side by side: their counts as shares of their own total. Pure. */
import type { Behaviour, Insights, Overview } from '../../client/types';

/** Fewer of what is counted: the share is marked as uncertain. */
export const FEW = 30;

export interface Side {
  readonly overview: Overview;
  readonly insights: Insights;
  readonly behaviour: Behaviour;
}

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

export interface SummaryRow {
  readonly title: string;
  readonly a: string;
  readonly b: string;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
}

function summaryOf({ overview, insights, behaviour }: Side): readonly (readonly [string, string])[] {
  const { failures, width } = insights;
  const { steps, think } = behaviour;
  const calling = width.bars.filter((bar) => bar.width > 0);
  const sum = (bars: typeof calling): number => bars.reduce((all, bar) => all + bar.steps, 0);
  const rate = failures.calls === 0 ? '–' : ((100 * failures.failures) / failures.calls).toFixed(1);
  return [
    ['Trajectories', overview.length.trajectories.toLocaleString('en')],
    ['Tool calls', overview.tools.calls.toLocaleString('en')],
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
