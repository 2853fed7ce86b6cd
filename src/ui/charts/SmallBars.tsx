import { Bar, BarChart, ReferenceLine, ResponsiveContainer, XAxis } from 'recharts';
import type { ReactNode } from 'react';
import classes from './SmallBars.module.css';

interface SmallBarsProps {
  readonly title: string;
  readonly facts: string;
  readonly bars: readonly { readonly label: string; readonly value: number }[];
}

/** One of several small charts over the same bins: each to its own height, its numbers printed beside its name. */
export function SmallBars({ title, facts, bars }: SmallBarsProps): ReactNode {
  return (
    <div className={classes['small']}>
      <p>
        <strong>{title}</strong> {facts}
      </p>
      <ResponsiveContainer width="100%" height={52}>
        <BarChart
          data={[...bars]}
          margin={{ top: 2, right: 4, bottom: 0, left: 4 }}
          barCategoryGap={1}
          accessibilityLayer={false}
        >
          <XAxis
            dataKey="label"
            height={16}
            tick={{ fontSize: 10, fill: 'var(--rt-ink-3)' }}
            axisLine={false}
            tickLine={false}
            interval="preserveStartEnd"
            minTickGap={24}
          />
          <ReferenceLine y={0} stroke="var(--rt-line-2)" />
          <Bar dataKey="value" fill="var(--rt-tick)" isAnimationActive={false} />
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}
