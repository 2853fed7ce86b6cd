import type { ReactNode } from 'react';
import { formatCount, plural } from '../../lib/text';
import type { LoadedList } from '../../client/useList';
import classes from './ListBar.module.css';

/** The count of what the list shows; says "so far" while more is coming. */
export function Matches({
  list,
  isGrowing,
  unread = 0,
}: {
  list: LoadedList;
  isGrowing: boolean;
  /** Files that could not be read: the total is without their rows. */
  unread?: number;
}): ReactNode {
  return (
    <span role="status" aria-label="Matches" className={classes['matches']}>
      {list.total === undefined ? (
        list.error === undefined ? (
          'Reading…'
        ) : (
          'Nothing could be read'
        )
      ) : (
        <>
          <strong>{formatCount(list.shown)}</strong> of {formatCount(list.total)} trajectories
          {isGrowing ? ' so far' : ''}
          {unread > 0 ? ` · partial, ${plural(unread, 'file')} unread` : ''}
        </>
      )}
    </span>
  );
}

const HEADS: readonly { label: string; isNumber?: boolean; isOptional?: boolean }[] = [
  { label: '' },
  { label: 'Task' },
  { label: 'Subcategory', isOptional: true },
  { label: 'Config' },
  { label: 'Steps, first to last' },
  { label: 'Turns', isNumber: true },
  { label: 'Calls', isNumber: true },
  { label: 'Failed', isNumber: true },
  { label: 'Findings', isNumber: true },
  { label: 'Think words', isNumber: true, isOptional: true },
];

/** Column heads; hidden from readers because each option's name says all its values. */
export function ListHead(): ReactNode {
  return (
    <div className={classes['head']} aria-hidden>
      {HEADS.map(({ label, isNumber, isOptional }) => (
        <span key={label} data-number={isNumber} data-optional={isOptional}>
          {label}
        </span>
      ))}
    </div>
  );
}
