import type { ReactNode } from 'react';
import { SafeText } from '../../ui/content/SafeText';
import { MoreItems } from './MoreItems';
import classes from './tools.module.css';

/** Texts as a numbered list. */
export function Entries({ texts, noun }: { texts: readonly string[]; noun: string }): ReactNode {
  return (
    <ol className={classes['list']}>
      <MoreItems
        items={texts}
        first={12}
        noun={noun}
        render={(text, index) => (
          <li key={index} className={classes['item']}>
            <span className={classes['number']}>{index + 1}</span>
            <span className={classes['prose']}>
              <SafeText text={text} />
            </span>
          </li>
        )}
      />
    </ol>
  );
}
