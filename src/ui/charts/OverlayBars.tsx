import { Bar, ComposedChart, Line, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import type { ReactNode } from 'react';

interface OverlayBarsProps {
  /** Shares in percent. */
  readonly bins: readonly { readonly label: string; readonly a: number; readonly b: number }[];
  readonly height: number;
}

/** Two distributions over the same bins: the first as bars, the second as a stepped line, told apart without colour. */
export function OverlayBars({ bins, height }: OverlayBarsProps): ReactNode {
  return (
    <ResponsiveContainer width="100%" height={height}>
      <ComposedChart
        data={[...bins]}
        margin={{ top: 4, right: 4, bottom: 0, left: 0 }}
        barCategoryGap={1}
        accessibilityLayer={false}
      >
        <XAxis
          dataKey="label"
          height={18}
          tick={{ fontSize: 11, fill: 'var(--rt-ink-3)' }}
          axisLine={false}
          tickLine={false}
          interval="preserveStartEnd"
          minTickGap={24}
        />
        <YAxis
          width={36}
          tick={{ fontSize: 11, fill: 'var(--rt-ink-3)' }}
          axisLine={false}
          tickLine={false}
          tickCount={height > 80 ? 4 : 2}
          tickFormatter={(value: number) => `${value} %`}
        />
        <ReferenceLine y={0} stroke="var(--rt-line-2)" />
        <Bar dataKey="a" fill="var(--rt-tick-muted)" isAnimationActive={false} />
        <Line
          dataKey="b"
          type="step"
          stroke="var(--rt-chart-sel)"
          strokeWidth={2}
          dot={false}
          activeDot={false}
          isAnimationActive={false}
        />
      </ComposedChart>
    </ResponsiveContainer>
  );
}
