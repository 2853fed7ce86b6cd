import type { ReactNode } from 'react';
import { formatCount, plural } from '../../lib/text';
import type { LoadedList } from '../../client/useList';
import { gridOf, type ListColumn } from '../../state/listView';
import { COLUMN_NAMES, NUMBER_COLUMNS } from './columnWords';
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

/** Column heads; hidden from readers because each option's name says all its values. */
export function ListHead({ columns }: { columns: readonly ListColumn[] }): ReactNode {
  return (
    <div className={classes['head']} style={{ gridTemplateColumns: gridOf(columns) }} aria-hidden>
      <span />
      <span>Task</span>
      {columns.map((column) => (
        <span key={column} data-number={NUMBER_COLUMNS.has(column)}>
          {COLUMN_NAMES[column]}
        </span>
      ))}
    </div>
  );
}
