import type { ReactNode } from 'react';
import type { JsonValue } from '../../trace';
import { JsonTree } from '../../ui/content/JsonTree';
import { RichText } from '../../ui/content/RichText';
import { PROSE_CUT } from './cuts';
import { Fields } from './Fields';
import { MoreItems } from './MoreItems';
import classes from './tools.module.css';
import { asObject, textAt, without } from './values';

interface RecordsProps {
  readonly items: readonly JsonValue[];
  readonly noun: string;
  /** The field that is prose, drawn first: `goal`, `summary`, `description`. */
  readonly prose: string;
}

/** A list of objects, each with one text to read and its other fields below it. */
export function Records({ items, noun, prose }: RecordsProps): ReactNode {
  return (
    <ol className={classes['list']}>
      <MoreItems
        items={items}
        first={12}
        noun={noun}
        render={(item, index) => {
          const object = asObject(item);
          const text = textAt(object, prose);
          return (
            <li key={index} className={classes['item']}>
              <span className={classes['number']}>{index + 1}</span>
              {object === undefined ? (
                <JsonTree value={item} />
              ) : (
                <div className={classes['stack']}>
                  {text !== undefined && <RichText text={text} cut={PROSE_CUT} />}
                  <Fields of={without(object, text === undefined ? '' : prose)} />
                </div>
              )}
            </li>
          );
        }}
      />
    </ol>
  );
}
