import { lazy, Suspense, type ReactNode } from 'react';
import { useOverview } from '../../client/useIndex';
import type { ListQuery } from '../../trace';
import type { DatasetKey, DatasetStatus } from '../../client/types';
import { ErrorPanel } from '../shell/ErrorPanel';
import classes from './OverviewSide.module.css';

/** recharts is 121 KiB: it comes with the first figure, not with the list. */
const OverviewPanel = lazy(() =>
  import('./OverviewPanel').then((module) => ({ default: module.OverviewPanel })),
);

interface OverviewSideProps {
  readonly dataset: DatasetKey;
  readonly query: ListQuery;
  readonly status: DatasetStatus | undefined;
}

/** The overview beside the list. */
export function OverviewSide({ dataset, query, status }: OverviewSideProps): ReactNode {
  const hasRows = (status?.rowsListed ?? 0) > 0;
  const overview = useOverview(dataset, query, status?.version ?? 0, hasRows);
  const soFar =
    status === undefined || status.isIndexed
      ? ''
      : ` · so far ${status.rowsIndexed} of ${status.rowsListed} indexed`;
  return (
    <aside className={classes['side']} aria-label="Overview">
      {overview.error !== null && <ErrorPanel title="The figures cannot be shown" error={overview.error} />}
      {overview.data === undefined ? (
        overview.error === null && <p className={classes['wait']}>Counting…</p>
      ) : (
        <Suspense fallback={<p className={classes['wait']}>Drawing…</p>}>
          <OverviewPanel overview={overview.data} soFar={soFar} />
        </Suspense>
      )}
    </aside>
  );
}
