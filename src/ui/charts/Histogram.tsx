import { Bar, BarChart, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import { useState, type ReactNode } from 'react';
import { PlainBar } from './PlainBar';

export interface Bin {
  readonly from: number;
  /** Inclusive. */
  readonly to: number;
  readonly count: number;
  /** Of these, how many are marked: they hang below the line. */
  readonly failed: number;
  readonly isChosen: boolean;
}

interface HistogramProps {
  readonly bins: readonly Bin[];
  readonly hasChoice: boolean;
  readonly height: number;
  /** Absent when the bins are only to be read. */
  readonly onPick?: (bin: { readonly from: number; readonly to: number }) => void;
}

/** Counts above the line, those with a failure below it. A click takes a bin, a drag all it passes. */
export function Histogram({ bins, hasChoice, height, onPick }: HistogramProps): ReactNode {
  const [drag, setDrag] = useState<readonly [from: number, to: number]>();
  const [first, last] = drag === undefined ? [-1, -1] : [Math.min(...drag), Math.max(...drag)];
  const drop = (): void => {
    setDrag(undefined);
    const [from, to] = [bins[first], bins[last]];
    if (from !== undefined && to !== undefined) onPick?.({ from: from.from, to: to.to });
  };
  const colourOf = ({ isChosen }: Bin, index: number): string => {
    if (drag !== undefined)
      return index >= first && index <= last ? 'var(--rt-chart-sel)' : 'var(--rt-tick-muted)';
    if (!hasChoice) return 'var(--rt-tick)';
    return isChosen ? 'var(--rt-chart-sel)' : 'var(--rt-tick-muted)';
  };
  const rows = bins.map((bin, index) => ({ ...bin, below: -bin.failed, colour: colourOf(bin, index) }));
  return (
    <ResponsiveContainer width="100%" height={height}>
      <BarChart
        data={rows}
        stackOffset="sign"
        margin={{ top: 4, right: 4, bottom: 0, left: 0 }}
        barCategoryGap={1}
        accessibilityLayer={false}
        style={{ ...(onPick !== undefined && { cursor: 'pointer' }), touchAction: 'pan-y' }}
        onMouseDown={({ activeTooltipIndex }) => {
          const at = Number(activeTooltipIndex ?? Number.NaN);
          if (onPick !== undefined && !Number.isNaN(at)) setDrag([at, at]);
        }}
        onMouseMove={({ activeTooltipIndex }) => {
          const at = Number(activeTooltipIndex ?? Number.NaN);
          if (drag !== undefined && !Number.isNaN(at) && at !== drag[1]) setDrag([drag[0], at]);
        }}
        onMouseUp={() => drag !== undefined && drop()}
        onMouseLeave={() => setDrag(undefined)}
      >
        <XAxis
          dataKey="from"
          tick={{ fontSize: 11, fill: 'var(--rt-ink-3)' }}
          axisLine={false}
          tickLine={false}
          interval="preserveStartEnd"
          minTickGap={24}
        />
        <YAxis
          width={32}
          tick={{ fontSize: 11, fill: 'var(--rt-ink-3)' }}
          axisLine={false}
          tickLine={false}
          allowDecimals={false}
          tickCount={4}
          tickFormatter={(value: number) => String(Math.abs(value))}
        />
        <ReferenceLine y={0} stroke="var(--rt-line-2)" />
        <Bar dataKey="count" stackId="a" isAnimationActive={false} shape={<PlainBar />} />
        <Bar
          dataKey="below"
          stackId="a"
          isAnimationActive={false}
          shape={<PlainBar colour="var(--rt-tick-failed)" />}
        />
      </BarChart>
    </ResponsiveContainer>
  );
}
