import type { ReactNode } from 'react';
import type { AlignedSteps, StripMark } from '../../trace';
import { StripShapes } from '../list/StepStrip';
import { layoutStrip, STRIP_HEIGHT, type StripLayout } from '../list/stripLayout';
import classes from './Compare.module.css';

interface RunStripsProps {
  readonly a: readonly StripMark[];
  readonly b: readonly StripMark[];
  readonly rows: readonly AlignedSteps[];
}

const GAP = 40;
const MOST_LINES = 300;

/** Where a step's mark stands; over 60 steps several share one. */
function middleOf({ middles }: StripLayout, step: number, steps: number): number {
  return middles[Math.floor(((step - 1) * middles.length) / Math.max(1, steps))] ?? 0;
}

/** Both strips, first above second, a line from each step to its partner. Hidden from readers: the rows say it. */
export function RunStrips({ a, b, rows }: RunStripsProps): ReactNode {
  const [layoutA, layoutB] = [layoutStrip(a), layoutStrip(b)];
  const lines = rows.flatMap((row) =>
    row.a === undefined || row.b === undefined
      ? []
      : [
          {
            key: row.a,
            relation: row.relation,
            from: middleOf(layoutA, row.a, a.length),
            to: middleOf(layoutB, row.b, b.length),
          },
        ],
  );
  const every = Math.ceil(lines.length / MOST_LINES);
  return (
    <svg
      width={Math.max(layoutA.width, layoutB.width)}
      height={2 * STRIP_HEIGHT + GAP}
      className={classes['strips']}
      aria-hidden="true"
    >
      <StripShapes layout={layoutA} />
      {lines.map(
        ({ key, relation, from, to }, index) =>
          index % every === 0 && (
            <line
              key={key}
              x1={from}
              y1={STRIP_HEIGHT + 2}
              x2={to}
              y2={STRIP_HEIGHT + GAP - 2}
              className={classes['connector']}
              data-relation={relation}
            />
          ),
      )}
      <g transform={`translate(0 ${STRIP_HEIGHT + GAP})`}>
        <StripShapes layout={layoutB} />
      </g>
    </svg>
  );
}
