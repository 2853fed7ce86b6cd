import type { ReactNode } from 'react';
import { CutText } from '../../ui/CutText';
import { MoreItems } from './MoreItems';
import classes from './tools.module.css';

const CUT = { maxLines: 6, maxChars: 500, keep: 'first' } as const;

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
            <div className={classes['prose']}>
              <CutText text={text} cut={CUT} />
            </div>
          </li>
        )}
      />
    </ol>
  );
}
