import { Bar, BarChart, Cell, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import type { ReactNode } from 'react';

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
  readonly onPick: (bin: { readonly from: number; readonly to: number }) => void;
}

/** Counts above the line, those with a failure below it. */
export function Histogram({ bins, hasChoice, height, onPick }: HistogramProps): ReactNode {
  const rows = bins.map((bin) => ({ ...bin, below: -bin.failed }));
  const colourOf = ({ isChosen }: Bin): string => {
    if (!hasChoice) return 'var(--rt-tick)';
    return isChosen ? 'var(--rt-chart-sel)' : 'var(--rt-tick-muted)';
  };
  return (
    <ResponsiveContainer width="100%" height={height}>
      <BarChart
        data={rows}
        stackOffset="sign"
        margin={{ top: 4, right: 4, bottom: 0, left: 0 }}
        barCategoryGap={1}
        accessibilityLayer={false}
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
        <Bar
          dataKey="count"
          stackId="a"
          isAnimationActive={false}
          cursor="pointer"
          onClick={(_bar, index) => {
            const bin = bins[index];
            if (bin !== undefined) onPick(bin);
          }}
        >
          {rows.map((row) => (
            <Cell key={row.from} fill={colourOf(row)} />
          ))}
        </Bar>
        <Bar dataKey="below" stackId="a" fill="var(--rt-tick-failed)" isAnimationActive={false} />
      </BarChart>
    </ResponsiveContainer>
  );
}
