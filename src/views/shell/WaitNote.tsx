import { useEffect, useState, type ReactNode } from 'react';
import { useDataClient } from '../../client/context';
import type { DatasetKey, FileStatus } from '../../client/types';
import { Button } from '../../ui/Button';
import classes from './FileProblems.module.css';
import { SafeText } from '../../ui/content/SafeText';

interface WaitNoteProps {
  readonly dataset: DatasetKey;
  readonly name: string;
  readonly wait: NonNullable<FileStatus['wait']>;
}

/** A pause a server asked for, counted down; shorter ones than a second are not worth a word. */
export function WaitNote({ dataset, name, wait }: WaitNoteProps): ReactNode {
  const client = useDataClient();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.ceil((wait.until - now) / 1000);
  if (seconds < 1) return undefined;
  return (
    <div className={classes['note']}>
      <span>
        <SafeText text={wait.reason.startsWith(name) ? wait.reason : `${name}: ${wait.reason}`} /> · next try
        in {seconds} s
      </span>
      <Button size="small" variant="quiet" onClick={() => client.stopIndexing(dataset)}>
        Cancel
      </Button>
    </div>
  );
}
