import { CircleX } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/Button';
import classes from './ErrorPanel.module.css';
import { SafeText } from '../../ui/content/SafeText';

export interface ShownError {
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, string | number | boolean | undefined>>;
}

interface ErrorPanelProps {
  readonly title: string;
  readonly error: ShownError;
  /** Ways out: buttons. */
  readonly children?: ReactNode;
}

/** File, fact, code, what to do: no apologies. */
export function ErrorPanel({ title, error, children }: ErrorPanelProps): ReactNode {
  const details = Object.entries(error.details)
    .filter(([key, value]) => value !== undefined && key !== 'needsToken')
    .map(([key, value]) => `${key} ${value}`)
    .join(' · ');
  const copy = (): void =>
    void navigator.clipboard.writeText(`${title}\n${error.code}: ${error.message}\n${details}`);
  return (
    <div role="alert" className={classes['panel']}>
      <CircleX size={16} aria-hidden className={classes['icon']} />
      <div className={classes['body']}>
        <p className={classes['title']}>
          <SafeText text={title} />
        </p>
        <p className={classes['message']}>
          <SafeText text={error.message} />
        </p>
        <code className={classes['code']}>
          <SafeText text={`${error.code} ${details}`} />
        </code>
        <div className={classes['actions']}>
          {children}
          <Button variant="quiet" onClick={copy}>
            Copy details
          </Button>
        </div>
      </div>
    </div>
  );
}
