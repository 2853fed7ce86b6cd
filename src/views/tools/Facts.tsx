import type { ReactNode } from 'react';
import { SafeText } from '../../ui/content/SafeText';
import type { Fact } from './facts';
import classes from './tools.module.css';

/** Short fields on one quiet line: `total_lines 12  truncated false`. */
export function Facts({ facts }: { facts: readonly Fact[] }): ReactNode {
  if (facts.length === 0) return undefined;
  return (
    <dl className={classes['facts']}>
      {facts.map(([key, value]) => (
        <div key={key}>
          <dt>
            <SafeText text={key} />
          </dt>
          <dd>
            <SafeText text={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
