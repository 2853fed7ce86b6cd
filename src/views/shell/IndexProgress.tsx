import type { ReactNode } from 'react';
import { formatBytes, formatCount } from '../../lib/text';
import { useDataClient } from '../../client/context';
import { Button } from '../../ui/Button';
import { useDatasetStatus } from '../../client/useDatasetStatus';
import type { DatasetKey, DatasetStatus } from '../../client/types';
import classes from './IndexProgress.module.css';

/** What has been read so far, with numbers; gone when all is. */
export function IndexProgress({ dataset }: { dataset: DatasetKey }): ReactNode {
  const status = useDatasetStatus(dataset);
  const client = useDataClient();
  if (status === undefined || status.files.length === 0) return undefined;
  const isStopped = status.files.some((file) => file.stage === 'stopped');
  if (status.isIndexed && !isStopped) return undefined;
  const total = status.files.reduce((sum, file) => sum + (file.rowCount ?? file.rowsListed), 0);
  const bytes = status.files.reduce((sum, file) => sum + (file.byteLength ?? 0), 0);
  const read = status.files.reduce((sum, file) => sum + file.bytesRead, 0);
  const percent = bytes === 0 ? 0 : Math.min(100, (100 * read) / bytes);
  return (
    <div className={classes['progress']}>
      <div
        role="progressbar"
        aria-label="Indexing"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(percent)}
        className={classes['track']}
      >
        <div className={classes['fill']} style={{ width: `${percent}%` }} />
      </div>
      <div className={classes['line']}>
        <span className={classes['text']}>
          <strong>{isStopped ? 'Stopped' : 'Indexing'}</strong> so far {formatCount(status.rowsIndexed)} of{' '}
          {formatCount(total)} trajectories · {formatBytes(read)} of {formatBytes(bytes)}
          {!isStopped && toSpeed(status)}
          {status.hub !== undefined && toHubUse(status.hub)}
          {status.cacheProblem !== undefined && ` · ${status.cacheProblem}`}
        </span>
        <Button
          size="small"
          variant="quiet"
          onClick={() => (isStopped ? client.resumeIndexing(dataset) : client.stopIndexing(dataset))}
        >
          {isStopped ? 'Read on' : 'Stop'}
        </Button>
      </div>
    </div>
  );
}

function toSpeed({ rate, secondsLeft }: DatasetStatus): string {
  if (rate === undefined || secondsLeft === undefined || !Number.isFinite(secondsLeft)) return '';
  return ` · ${formatBytes(rate.bytesPerSecond)}/s · about ${formatSeconds(secondsLeft)} left`;
}

/** Rounded more the longer it is: it is a guess. */
function formatSeconds(seconds: number): string {
  if (seconds < 10) return `${Math.max(1, Math.ceil(seconds))} s`;
  if (seconds < 90) return `${Math.ceil(seconds / 5) * 5} s`;
  return `${Math.round(seconds / 60)} min`;
}

/** The counter that is nearer to its limit. */
function toHubUse({ api, resolve }: NonNullable<DatasetStatus['hub']>): string {
  const { used, limit } = api.used / api.limit > resolve.used / resolve.limit ? api : resolve;
  return ` · Hub requests ${formatCount(used)} of ${formatCount(limit)} in 5 min`;
}
