import { Bar, BarChart, LabelList, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import type { ReactNode } from 'react';
import { formatCount } from '../../lib/text';
import { PlainBar } from './PlainBar';
import { spellHidden } from '../content/hidden';

export interface BarDatum {
  readonly label: string;
  readonly value: number;
  /** Part of `value` that failed: hangs left of the line. */
  readonly failed?: number | undefined;
  readonly isChosen: boolean;
}

interface BarRowsProps {
  readonly data: readonly BarDatum[];
  /** Something is chosen: the other bars step back. */
  readonly hasChoice: boolean;
  /** Absent when the bars are only to be read. */
  readonly onPick?: (label: string) => void;
  readonly labelWidth?: number;
  /** `log`: a bar's length is the logarithm of its value + 1; the value printed is the value. Without failed parts. */
  readonly scale?: 'linear' | 'log';
}

const ROW_PX = 20;
/** Longest failed bar, as a share of the plot. */
const FAILED_SHARE = 0.3;
/** Room for the printed share beside the longest failed bar, as a share of the plot. */
const LABEL_SHARE = 0.22;

/** Horizontal bars on one baseline, value printed; what failed hangs left of the line, as a share of its bar. */
export function BarRows({
  data,
  hasChoice,
  onPick,
  labelWidth = 128,
  scale = 'linear',
}: BarRowsProps): ReactNode {
  const hasFailed = data.some((datum) => datum.failed !== undefined);
  const lengthOf = (value: number): number => (scale === 'log' ? Math.log10(value + 1) : value);
  const most = Math.max(scale === 'log' ? 0.3 : 1, ...data.map((datum) => lengthOf(datum.value)));
  const colourOf = ({ isChosen }: BarDatum): string => {
    if (!hasChoice) return 'var(--rt-tick)';
    return isChosen ? 'var(--rt-chart-sel)' : 'var(--rt-tick-muted)';
  };
  const rows = data.map((datum) => ({
    ...datum,
    length: lengthOf(datum.value),
    colour: colourOf(datum),
    left:
      datum.failed === undefined || datum.value === 0
        ? 0
        : -(datum.failed / datum.value) * most * FAILED_SHARE,
    share:
      datum.failed === undefined || datum.failed === 0
        ? ''
        : `${Math.round((100 * datum.failed) / datum.value)}%`,
  }));
  return (
    <ResponsiveContainer width="100%" height={rows.length * ROW_PX + 4}>
      <BarChart
        data={rows}
        layout="vertical"
        margin={{ top: 2, right: 44, bottom: 2, left: 0 }}
        barCategoryGap={5}
        barGap={-10}
        accessibilityLayer={false}
      >
        <XAxis type="number" hide domain={[hasFailed ? -most * (FAILED_SHARE + LABEL_SHARE) : 0, most]} />
        <YAxis
          type="category"
          dataKey="label"
          width={labelWidth}
          interval={0}
          axisLine={false}
          tickLine={false}
          tick={<Label width={labelWidth} />}
        />
        <ReferenceLine x={0} stroke="var(--rt-line-2)" />
        {hasFailed && (
          <Bar
            dataKey="left"
            shape={<PlainBar colour="var(--rt-tick-failed)" />}
            barSize={10}
            isAnimationActive={false}
          >
            <LabelList dataKey="share" content={<ShareLabel />} />
          </Bar>
        )}
        <Bar
          dataKey="length"
          shape={<PlainBar />}
          barSize={10}
          isAnimationActive={false}
          cursor={onPick === undefined ? undefined : 'pointer'}
          onClick={(_bar, index) => {
            const row = rows[index];
            if (row !== undefined) onPick?.(row.label);
          }}
        >
          <LabelList dataKey="value" content={<ValueLabel />} />
        </Bar>
      </BarChart>
    </ResponsiveContainer>
  );
}

interface LabelPlace {
  readonly x?: number | string;
  readonly y?: number | string;
  readonly width?: number | string;
  readonly height?: number | string;
  readonly value?: unknown;
}

/** Plain text: recharts' own measures every label in the document. */
function ValueLabel({ x = 0, y = 0, width = 0, height = 0, value }: LabelPlace): ReactNode {
  return (
    <text
      x={Number(x) + Number(width) + 5}
      y={Number(y) + Number(height) / 2}
      dy={4}
      fontSize={12}
      fill="var(--rt-ink-2)"
    >
      {formatCount(Number(value ?? 0))}
    </text>
  );
}

/** Printed left of a bar that hangs left: recharts places it at the line, inside the other bar. */
function ShareLabel({ x = 0, y = 0, width = 0, height = 0, value }: LabelPlace): ReactNode {
  const left = Math.min(Number(x), Number(x) + Number(width));
  return (
    <text
      x={left - 4}
      y={Number(y) + Number(height) / 2}
      dy={4}
      textAnchor="end"
      fontSize={11}
      fill="var(--rt-failed)"
    >
      {String(value ?? '')}
    </text>
  );
}

interface LabelProps {
  readonly width: number;
  readonly x?: number;
  readonly y?: number;
  readonly payload?: { readonly value: string };
}

/** recharts wraps long labels; one line with an ellipsis keeps the rows on their grid. */
function Label({ width, x = 0, y = 0, payload }: LabelProps): ReactNode {
  const text = spellHidden(payload?.value ?? '');
  const most = Math.floor(width / 6.7);
  return (
    <text x={x - width + 8} y={y} dy={4} fontSize={12} fill="var(--rt-ink-2)">
      <title>{text}</title>
      {text.length > most ? `${text.slice(0, most - 1)}…` : text}
    </text>
  );
}
