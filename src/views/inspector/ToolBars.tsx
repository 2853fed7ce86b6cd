import type { ReactNode } from 'react';
import { formatCount, plural } from '../../lib/text';
import { SafeText } from '../../ui/content/SafeText';
import { ToolIcon } from '../tools/toolIcons';
import classes from './Inspector.module.css';
import type { ToolUse } from './toolFacts';

/** Calls per tool on one line; failures hang left of it. */
export function ToolBars({ uses }: { uses: readonly ToolUse[] }): ReactNode {
  const most = Math.max(1, ...uses.map(({ calls, failed }) => calls - failed));
  const mostFailed = Math.max(0, ...uses.map(({ failed }) => failed));
  const span = most + mostFailed;
  const share = (count: number): string => `${(100 * count) / span}%`;
  return (
    <ul className={classes['bars']}>
      {uses.map(({ name, calls, failed }) => (
        <li key={name} title={`${plural(calls, 'call')}, ${formatCount(failed)} failed`}>
          <ToolIcon name={name} />
          <span className={classes['cut']}>
            <SafeText text={name} />
          </span>
          <span className={classes['bar']} aria-hidden>
            <span style={{ width: share(mostFailed - failed) }} />
            <span data-tone="failed" style={{ width: share(failed) }} />
            <span data-tone="ok" style={{ width: share(calls - failed) }} />
          </span>
          <span className={classes['number']}>
            {formatCount(calls)}
            {failed > 0 && <span className="visuallyHidden">, {formatCount(failed)} failed</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
