import { Database } from 'lucide-react';
import type { ReactNode } from 'react';
import { useCachedIndexes } from '../../client/useCache';
import { formatBytes } from '../../lib/text';
import { Button } from '../../ui/Button';
import classes from './OpenPanel.module.css';

/** What this browser keeps for the next visit, and the way to be rid of it. Nothing while nothing is kept. */
export function CacheLine(): ReactNode {
  const { byteLength = 0, clear } = useCachedIndexes();
  if (byteLength === 0) return undefined;
  return (
    <div className={classes['cache']}>
      <Database size={14} aria-hidden />
      <span>Indexes kept in this browser for the next visit: {formatBytes(byteLength)}</span>
      <Button size="small" variant="quiet" onClick={() => void clear()}>
        Clear cached indexes
      </Button>
    </div>
  );
}
