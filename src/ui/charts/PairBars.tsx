import { Bar, BarChart, LabelList, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import type { ReactNode } from 'react';
import { spellHidden } from '../content/hidden';

interface PairBarsProps {
  /** Shares in percent. */
  readonly data: readonly { readonly label: string; readonly a: number; readonly b: number }[];
}

const ROW_PX = 32;

function cutLabel(label: string): string {
  return label.length > 22 ? `${label.slice(0, 21)}…` : label;
}

/** Two bars a row over one axis of percent, both printed: the first filled, the second hollow. */
export function PairBars({ data }: PairBarsProps): ReactNode {
  const most = Math.max(1, ...data.flatMap(({ a, b }) => [a, b]));
  const text = (value: unknown): string => `${Number(value).toFixed(1)} %`;
  return (
    <ResponsiveContainer width="100%" height={data.length * ROW_PX + 4}>
      <BarChart
        data={[...data]}
        layout="vertical"
        margin={{ top: 2, right: 52, bottom: 2, left: 0 }}
        barCategoryGap={6}
        barGap={1}
        accessibilityLayer={false}
      >
        <XAxis type="number" hide domain={[0, most]} />
        <YAxis
          type="category"
          dataKey="label"
          width={148}
          interval={0}
          axisLine={false}
          tickLine={false}
          tick={{ fontSize: 12, fill: 'var(--rt-ink-2)' }}
          tickFormatter={(label: string) => cutLabel(spellHidden(label))}
        />
        <ReferenceLine x={0} stroke="var(--rt-line-2)" />
        {(['a', 'b'] as const).map((side) => (
          <Bar
            key={side}
            dataKey={side}
            barSize={10}
            fill={side === 'a' ? 'var(--rt-tick)' : 'var(--rt-surface)'}
            stroke={side === 'a' ? 'none' : 'var(--rt-chart-sel)'}
            strokeWidth={1.5}
            isAnimationActive={false}
          >
            <LabelList
              dataKey={side}
              position="right"
              fill="var(--rt-ink-2)"
              fontSize={11}
              formatter={text}
            />
          </Bar>
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}
