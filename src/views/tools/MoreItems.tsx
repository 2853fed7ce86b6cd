import { use, useState, type ReactNode } from 'react';
import { formatCount } from '../../lib/text';
import { ShowWhole } from '../../ui/ShowWhole';
import classes from './tools.module.css';

interface MoreItemsProps<T> {
  readonly items: readonly T[];
  readonly first: number;
  /** `hits`, `entries`. */
  readonly noun: string;
  readonly render: (item: T, index: number) => ReactNode;
}

/** What a search leads to is shown up to this many items. */
const NEEDED = 1000;

/** The first items of a list, and a press for a thousand more. */
export function MoreItems<T>({ items, first, noun, render }: MoreItemsProps<T>): ReactNode {
  const [chosen, setShown] = useState(first);
  const isNeeded = use(ShowWhole);
  const shown = isNeeded ? Math.max(chosen, NEEDED) : chosen;
  // a notice for two more lines costs more than it saves
  const count = items.length <= shown * 1.2 ? items.length : shown;
  return (
    <>
      {items.slice(0, count).map(render)}
      {count < items.length && (
        <div className={classes['notice']}>
          <span>
            {formatCount(count)} of {formatCount(items.length)} {noun}
          </span>
          <button type="button" className={classes['more']} onClick={() => setShown(shown + 1000)}>
            Show {items.length - count > 1000 ? '1,000 more' : 'all'}
          </button>
        </div>
      )}
    </>
  );
}
