import { CircleCheck, CircleHelp, CircleMinus, StickyNote } from 'lucide-react';
import type { ReactNode } from 'react';
import { markKey, useTriage } from '../../state/triage';
import type { RowRef, Verdict } from '../../trace';
import classes from './MarkSign.module.css';

const SIGNS: Readonly<Record<Verdict, typeof CircleCheck>> = {
  keep: CircleCheck,
  drop: CircleMinus,
  unsure: CircleHelp,
};

export function VerdictSign({ verdict }: { verdict: Verdict }): ReactNode {
  const Sign = SIGNS[verdict];
  return <Sign size={13} aria-hidden className={classes['sign']} data-verdict={verdict} />;
}

/** The mark of a row, by its shape; nothing where there is none. */
export function MarkSign({ at }: { at: RowRef }): ReactNode {
  const mark = useTriage((triage) => triage.marks.get(markKey(at)));
  if (mark === undefined) return undefined;
  return (
    <span className={classes['mark']} title={mark.note === '' ? mark.verdict : mark.note}>
      {mark.verdict !== undefined && <VerdictSign verdict={mark.verdict} />}
      {mark.note !== '' && <StickyNote size={13} aria-hidden className={classes['sign']} />}
    </span>
  );
}
