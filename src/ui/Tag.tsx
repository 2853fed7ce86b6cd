import type { ReactNode } from 'react';
import classes from './Tag.module.css';

export type Tone = 'neutral' | 'call' | 'failed' | 'finding' | 'answer' | 'ok' | 'think';

/** A status, not clickable: icon + word on a soft ground (`ok` stays quiet, without a ground). */
export function Tag({
  tone = 'neutral',
  icon,
  children,
}: {
  tone?: Tone;
  icon?: ReactNode;
  children: ReactNode;
}): ReactNode {
  return (
    <span className={classes['tag']} data-tone={tone}>
      {icon}
      <span className={classes['word']}>{children}</span>
    </span>
  );
}
