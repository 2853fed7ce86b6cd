/** Two runs side by side, aligned by their tool calls. Each step opens its run; a row unfolds what differs. */
import { ArrowLeftRight, ChevronDown, ChevronRight } from 'lucide-react';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { formatCount, plural } from '../../lib/text';
import {
  alignRuns,
  computeMetrics,
  computeStrip,
  type AlignedSteps,
  type OutcomeRule,
  type Relation,
  type Trajectory,
} from '../../trace';
import type { OpenedTrajectory } from '../../client/types';
import { Button } from '../../ui/Button';
import { SafeText } from '../../ui/content/SafeText';
import { VirtualList } from '../../ui/VirtualList';
import { buildOutline, type StepRow } from '../outline/buildOutline';
import { outlineRowName, OutlineRowView } from '../outline/OutlineRowView';
import classes from './Compare.module.css';
import { RunStrips } from './RunStrips';
import { StepDifferences } from './StepDifferences';

interface RunComparisonProps {
  readonly a: OpenedTrajectory;
  readonly b: OpenedTrajectory;
  readonly rule: OutcomeRule;
  /** The link to a step of one of them. */
  readonly hrefOf: (opened: OpenedTrajectory, step?: number) => string;
  readonly onSwap: () => void;
}

const RELATIONS: Readonly<Record<Relation, string>> = {
  same: 'same',
  arguments: 'other arguments',
  outcome: 'other outcome',
  onlyA: 'only in A',
  onlyB: 'only in B',
};

function stepRows(trajectory: Trajectory, rule: OutcomeRule): readonly StepRow[] {
  return buildOutline(trajectory, computeStrip(trajectory, rule)).filter((row) => row.kind === 'step');
}

export function RunComparison({ a, b, rule, hrefOf, onSwap }: RunComparisonProps): ReactNode {
  const all = useMemo(() => alignRuns(a.trajectory, b.trajectory, rule), [a, b, rule]);
  const stepsA = useMemo(() => stepRows(a.trajectory, rule), [a, rule]);
  const stepsB = useMemo(() => stepRows(b.trajectory, rule), [b, rule]);
  const [isDifferent, setDifferent] = useState(false);
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const rows = useMemo(
    () =>
      all
        .map((row, index) => ({ ...row, index }))
        .filter(({ relation }) => !isDifferent || relation !== 'same'),
    [all, isDifferent],
  );
  const counts = useMemo(() => countRelations(all), [all]);
  const toggle = (index: number): void => {
    const next = new Set(open);
    if (!next.delete(index)) next.add(index);
    setOpen(next);
  };
  const keyOfRow = useCallback((position: number) => rows[position]?.index ?? position, [rows]);
  return (
    <>
      <div className={classes['heads']}>
        <RunHead letter="A" opened={a} rule={rule} href={hrefOf(a)} />
        <RunHead letter="B" opened={b} rule={rule} href={hrefOf(b)} />
      </div>
      <div className={classes['stripBox']}>
        <RunStrips a={computeStrip(a.trajectory, rule)} b={computeStrip(b.trajectory, rule)} rows={all} />
      </div>
      <div className={classes['bar']}>
        <span role="status" aria-label="Comparison">
          {(Object.keys(RELATIONS) as Relation[])
            .map((relation) => `${formatCount(counts[relation])} ${RELATIONS[relation]}`)
            .join(' · ')}
        </span>
        <span className={classes['space']} />
        <Button size="small" isPressed={isDifferent} onClick={() => setDifferent(!isDifferent)}>
          Differences only
        </Button>
        <Button size="small" onClick={onSwap}>
          <ArrowLeftRight size={14} aria-hidden />
          Swap
        </Button>
      </div>
      <VirtualList
        role="table"
        aria-label="Aligned steps"
        aria-rowcount={rows.length}
        className={classes['rows'] ?? ''}
        count={rows.length}
        estimatePx={() => 28}
        isMeasured
        itemKey={keyOfRow}
        renderItem={(position) => {
          const row = rows[position];
          if (row === undefined) return undefined;
          const isOpen = open.has(row.index);
          const stepA = row.a === undefined ? undefined : a.trajectory.steps[row.a - 1];
          const stepB = row.b === undefined ? undefined : b.trajectory.steps[row.b - 1];
          const isPair = stepA !== undefined && stepB !== undefined;
          return (
            <div
              role="row"
              aria-rowindex={position + 1}
              className={classes['row']}
              data-relation={row.relation}
            >
              <StepCell
                opened={a}
                row={row.a === undefined ? undefined : stepsA[row.a - 1]}
                side="A"
                hrefOf={hrefOf}
              />
              <div role="cell" className={classes['relation']}>
                {isPair ? (
                  <button
                    type="button"
                    className={classes['toggle']}
                    aria-expanded={isOpen}
                    aria-label={`Steps ${row.a} and ${row.b}: ${RELATIONS[row.relation]}`}
                    onClick={() => toggle(row.index)}
                  >
                    {isOpen ? <ChevronDown size={12} aria-hidden /> : <ChevronRight size={12} aria-hidden />}
                    {RELATIONS[row.relation]}
                  </button>
                ) : (
                  RELATIONS[row.relation]
                )}
              </div>
              <StepCell
                opened={b}
                row={row.b === undefined ? undefined : stepsB[row.b - 1]}
                side="B"
                hrefOf={hrefOf}
              />
              {isOpen && isPair && (
                <div role="cell" className={classes['unfolded']}>
                  <StepDifferences a={a.trajectory} b={b.trajectory} stepA={stepA} stepB={stepB} />
                </div>
              )}
            </div>
          );
        }}
      />
    </>
  );
}

function countRelations(rows: readonly AlignedSteps[]): Readonly<Record<Relation, number>> {
  const counts = { same: 0, arguments: 0, outcome: 0, onlyA: 0, onlyB: 0 };
  for (const { relation } of rows) counts[relation] += 1;
  return counts;
}

function StepCell({
  opened,
  row,
  side,
  hrefOf,
}: {
  opened: OpenedTrajectory;
  row: StepRow | undefined;
  side: 'A' | 'B';
  hrefOf: RunComparisonProps['hrefOf'];
}): ReactNode {
  return (
    <div role="cell" className={classes['cell']} data-side={side}>
      {row !== undefined && (
        <a
          href={hrefOf(opened, row.step.number)}
          aria-label={`${side}, ${outlineRowName(opened.trajectory, row)}`}
        >
          <OutlineRowView trajectory={opened.trajectory} row={row} />
        </a>
      )}
    </div>
  );
}

function RunHead({
  letter,
  opened,
  rule,
  href,
}: {
  letter: 'A' | 'B';
  opened: OpenedTrajectory;
  rule: OutcomeRule;
  href: string;
}): ReactNode {
  const { trajectory, config, address } = opened;
  const metrics = useMemo(() => computeMetrics(trajectory), [trajectory]);
  return (
    <section className={classes['head']} aria-label={`Run ${letter}`}>
      <span className={classes['letter']}>{letter}</span>
      <div className={classes['about']}>
        <a href={href} className={classes['task']} title="Open in the replayer">
          <SafeText text={trajectory.task} />
        </a>
        <p>
          <SafeText text={`${config} · ${address}`} />
        </p>
        <p className={classes['facts']}>
          {plural(metrics.steps, 'step')} · {plural(metrics.toolCalls, 'call')} ·{' '}
          {formatCount(metrics.responsesFailed[rule])} failed · {plural(metrics.thinkWords, 'think word')}
        </p>
      </div>
    </section>
  );
}
