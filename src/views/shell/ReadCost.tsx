import { useEffect, useRef, type ReactNode } from 'react';
import { useDatasetStatus } from '../../client/useDatasetStatus';
import type { DatasetKey } from '../../client/types';
import { formatBytes } from '../../lib/text';
import { Button } from '../../ui/Button';
import type { ShownError } from './ErrorPanel';
import progress from './IndexProgress.module.css';
import classes from './ConfirmHosts.module.css';
import { SafeText } from '../../ui/content/SafeText';

interface ReadCostProps {
  /** READ_COST. */
  readonly error: ShownError;
  readonly onRead: () => void;
  readonly onCancel: () => void;
}

/** What opening a trajectory costs, before it is spent. */
export function ReadCost({ error, onRead, onCancel }: ReadCostProps): ReactNode {
  const read = useRef<HTMLButtonElement>(null);
  useEffect(() => read.current?.focus(), []);
  return (
    <section className={classes['panel']} aria-label="Cost of reading">
      <h2>This trajectory lies deep in a large file</h2>
      <p>
        <SafeText text={error.message} />
      </p>
      <p>Afterwards it and those before it in the file open at once, until the page is closed.</p>
      <div className={classes['actions']}>
        <Button ref={read} variant="primary" onClick={onRead}>
          Read
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </section>
  );
}

interface RowProgressProps {
  readonly dataset: DatasetKey;
  readonly onCancel?: () => void;
}

/** How far it is. */
export function RowProgress({ dataset, onCancel }: RowProgressProps): ReactNode {
  const status = useDatasetStatus(dataset);
  const rowRead = status?.files.find((file) => file.rowRead !== undefined)?.rowRead;
  if (rowRead === undefined || rowRead.byteLength === 0) return undefined;
  const { bytesDone, byteLength } = rowRead;
  const percent = (100 * bytesDone) / byteLength;
  return (
    <div className={progress['progress']}>
      <div
        role="progressbar"
        aria-label="Reading the trajectory"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(percent)}
        className={progress['track']}
      >
        <div className={progress['fill']} style={{ width: `${percent}%` }} />
      </div>
      <div className={progress['line']}>
        <span className={progress['text']}>
          {formatBytes(bytesDone)} of about {formatBytes(byteLength)}
        </span>
        {onCancel !== undefined && (
          <Button size="small" variant="quiet" onClick={onCancel}>
            Cancel
          </Button>
        )}
      </div>
    </div>
  );
}
