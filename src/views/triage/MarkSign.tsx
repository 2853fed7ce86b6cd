import { CircleCheck, CircleHelp, CircleMinus, StickyNote } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Mark } from '../../state/triage';
import type { Verdict } from '../../trace';
import classes from './MarkSign.module.css';
import { spellHidden } from '../../ui/content/hidden';

const SIGNS: Readonly<Record<Verdict, typeof CircleCheck>> = {
  keep: CircleCheck,
  drop: CircleMinus,
  unsure: CircleHelp,
};

export function VerdictSign({ verdict }: { verdict: Verdict }): ReactNode {
  const Sign = SIGNS[verdict];
  return <Sign size={13} aria-hidden className={classes['sign']} data-verdict={verdict} />;
}

/** The mark of a row, told by its shape. */
export function MarkSign({ mark }: { mark: Mark }): ReactNode {
  return (
    <span className={classes['mark']} title={mark.note === '' ? mark.verdict : spellHidden(mark.note)}>
      {mark.verdict !== undefined && <VerdictSign verdict={mark.verdict} />}
      {mark.note !== '' && <StickyNote size={13} aria-hidden className={classes['sign']} />}
    </span>
  );
}
