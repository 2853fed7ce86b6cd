import { Check, CircleX, Diamond } from 'lucide-react';
import { memo, Suspense, type ReactNode } from 'react';
import { formatCount, plural } from '../../lib/text';
import type { ListRow } from '../../client/types';
import { gridOf, type Density, type ListColumn } from '../../state/listView';
import { markKey, useTriage } from '../../state/triage';
import { lazyPart } from '../../ui/lazyPart';
import { StepStrip } from './StepStrip';
import { SafeText } from '../../ui/content/SafeText';
import classes from './TrajectoryRow.module.css';
import { spellHidden } from '../../ui/content/hidden';

export interface TrajectoryRowProps {
  readonly row: ListRow;
  readonly isTicked: boolean;
  /** One column with two lines: the left pane of the replayer, and phones. */
  readonly isNarrow: boolean;
  /** A second line says why the row deserves attention. */
  readonly hasReason: boolean;
  /** Of the wide row, in their order. */
  readonly columns: readonly ListColumn[];
  readonly density: Density;
}

/** The name of the option: starts with the task and says all values shown. */
export function rowName({ task, config, category, subcategory, turns, index }: ListRow): string {
  const facts = [task, category, subcategory, config, plural(turns, 'turn')];
  if (index !== undefined) {
    facts.push(
      plural(index.steps, 'step'),
      plural(index.calls, 'call'),
      plural(index.failures, 'failure'),
      plural(index.findings, 'finding'),
      plural(index.thinkWords, 'think word'),
    );
    if (index.attention !== '') facts.push(index.attention);
  }
  return facts.filter((fact) => fact !== '').join(', ');
}

/** Rows stay as they are while counts and figures around them change. */
export const TrajectoryRow = memo(function TrajectoryRow(props: TrajectoryRowProps): ReactNode {
  return props.isNarrow ? <NarrowRow {...props} /> : <WideRow {...props} />;
});

function WideRow({ row, isTicked, hasReason, columns, density }: TrajectoryRowProps): ReactNode {
  return (
    <div className={classes['wide']} data-density={density} style={{ gridTemplateColumns: gridOf(columns) }}>
      <Tick isTicked={isTicked} />
      <span className={classes['main']}>
        <span className={classes['task']} title={spellHidden(row.task)}>
          <MarkOf row={row} />
          <SafeText text={row.task} />
        </span>
        {hasReason && (
          <span className={classes['reason']}>
            <SafeText text={row.index?.attention ?? ''} />
          </span>
        )}
      </span>
      {columns.map((column) => (
        <Cell key={column} column={column} row={row} hasCategory={columns.includes('category')} />
      ))}
    </div>
  );
}

interface CellProps {
  readonly column: ListColumn;
  readonly row: ListRow;
  /** The category has its own column: an empty subcategory stays empty. */
  readonly hasCategory: boolean;
}

function Cell({ column, row, hasCategory }: CellProps): ReactNode {
  const { index } = row;
  switch (column) {
    case 'category':
      return (
        <span className={classes['sub']} title={spellHidden(row.category)}>
          <SafeText text={row.category} />
        </span>
      );
    case 'subcategory':
      return (
        <span className={classes['sub']} title={spellHidden(`${row.category}: ${row.subcategory}`)}>
          <SafeText text={row.subcategory === '' && !hasCategory ? row.category : row.subcategory} />
        </span>
      );
    case 'config':
      return <ConfigName config={row.config} />;
    case 'strip':
      return (
        <span className={classes['strip']}>
          {index === undefined ? <Bare /> : <StepStrip strip={index.strip} />}
        </span>
      );
    case 'turns':
      return <Num value={row.turns} />;
    case 'steps':
      return <Num value={index?.steps} />;
    case 'calls':
      return <Num value={index?.calls} />;
    case 'failures':
      return <Failed count={index?.failures} />;
    case 'findings':
      return <Findings count={index?.findings} />;
    case 'think':
      return <Num value={index?.thinkWords} />;
  }
}

function NarrowRow({ row, isTicked, hasReason }: TrajectoryRowProps): ReactNode {
  const { index } = row;
  return (
    <div className={classes['narrow']}>
      <span className={classes['task']} title={spellHidden(row.task)}>
        {isTicked && <Check size={12} aria-hidden />}
        <MarkOf row={row} />
        <SafeText text={row.task} />
      </span>
      {hasReason && (
        <span className={classes['reason']}>
          <SafeText text={index?.attention ?? ''} />
        </span>
      )}
      <span className={classes['second']}>
        <ConfigName config={row.config} />
        <span className={classes['strip']}>
          {index === undefined ? <Bare /> : <StepStrip strip={index.strip} />}
        </span>
        <Failed count={index?.failures} />
      </span>
    </div>
  );
}

/** Most rows have none: how one looks comes with the first. */
const MarkSign = lazyPart(async () => (await import('../triage/MarkSign')).MarkSign);

function MarkOf({ row }: { row: ListRow }): ReactNode {
  const mark = useTriage((triage) => triage.marks.get(markKey(row.ref)));
  return (
    mark !== undefined && (
      <Suspense fallback={undefined}>
        <MarkSign mark={mark} />
      </Suspense>
    )
  );
}

function Tick({ isTicked }: { isTicked: boolean }): ReactNode {
  return (
    <span className={classes['tick']} data-ticked={isTicked} data-part="tick">
      {isTicked && <Check size={12} strokeWidth={3} aria-hidden />}
    </span>
  );
}

/** Configs are not coloured: first = filled square, second = hollow, by name so that it never changes. */
function ConfigName({ config }: { config: string }): ReactNode {
  return (
    <span className={classes['config']} title={spellHidden(config)}>
      <SafeText text={config} />
    </span>
  );
}

function Num({ value }: { value: number | undefined }): ReactNode {
  return <span className={classes['num']}>{value === undefined ? '–' : formatCount(value)}</span>;
}

function Failed({ count }: { count: number | undefined }): ReactNode {
  if (count === undefined || count === 0)
    return (
      <span className={classes['num']} data-zero>
        {count ?? '–'}
      </span>
    );
  return (
    <span className={classes['num']} data-tone="failed">
      <CircleX size={12} aria-hidden />
      {formatCount(count)}
    </span>
  );
}

function Findings({ count }: { count: number | undefined }): ReactNode {
  if (count === undefined || count === 0)
    return (
      <span className={classes['num']} data-zero>
        {count ?? '–'}
      </span>
    );
  return (
    <span className={classes['num']} data-tone="finding">
      <Diamond size={12} aria-hidden />
      {formatCount(count)}
    </span>
  );
}

/** Not indexed yet: a bare baseline. */
function Bare(): ReactNode {
  return <span className={classes['bare']} />;
}
