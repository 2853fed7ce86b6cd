import type { ReactNode } from 'react';
import classes from './NothingOpen.module.css';
import { OpenPanel } from './OpenPanel';

/** The empty stage: what else can be opened. */
export function NothingOpen({ isFailed }: { isFailed: boolean }): ReactNode {
  return (
    <div className={classes['nothing']}>
      <h2>{isFailed ? 'Open something else' : 'Open traces to browse and replay'}</h2>
      {!isFailed && <p>What is open holds no trajectories.</p>}
      <OpenPanel hasTokenField={!isFailed} />
    </div>
  );
}
