import type { ReactNode } from 'react';
import { SafeText } from '../../ui/content/SafeText';
import classes from './Inspector.module.css';

/** A sentence of the tables: what stands between backticks is machine text. */
export function Sentence({ text }: { text: string }): ReactNode {
  return text.split('`').map((part, index) =>
    index % 2 === 0 ? (
      // the parts of a sentence have no other identity than their place
      // oxlint-disable-next-line react/no-array-index-key
      <SafeText key={index} text={part} />
    ) : (
      // oxlint-disable-next-line react/no-array-index-key
      <code key={index} className={classes['code']}>
        <SafeText text={part} />
      </code>
    ),
  );
}
