import type { ReactNode } from 'react';
import { SafeText } from '../../ui/content/SafeText';
import classes from './tools.module.css';

/** A path, query or name in a frame's head; the aside beside it in small text. */
export function Path({ text, aside }: { text: string; aside?: ReactNode }): ReactNode {
  return (
    <span className={classes['headline']}>
      {text !== '' && (
        <bdi className={classes['path']}>
          <SafeText text={text} />
        </bdi>
      )}
      {aside !== undefined && aside !== '' && (
        <span className={classes['aside']}>
          {typeof aside === 'string' ? <SafeText text={aside} /> : aside}
        </span>
      )}
    </span>
  );
}
