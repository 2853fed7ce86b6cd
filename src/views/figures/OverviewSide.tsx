import { Suspense, type ReactNode } from 'react';
import { useOverview } from '../../client/useIndex';
import type { ListQuery } from '../../trace';
import type { DatasetKey } from '../../client/types';
import type { DatasetFacts } from '../../client/useDatasetStatus';
import { ErrorPanel } from '../shell/ErrorPanel';
import { soFarText } from './soFar';
import classes from './OverviewSide.module.css';
import { lazyPart } from '../../ui/lazyPart';

/** recharts is 121 KiB: it comes with the first figure, not with the list. */
const OverviewPanel = lazyPart(async () => (await import('./OverviewPanel')).OverviewPanel);

interface OverviewSideProps {
  readonly dataset: DatasetKey;
  readonly query: ListQuery;
  readonly facts: DatasetFacts;
  /** The figures may be counted: there are rows, and the list of them is shown. */
  readonly isAsked: boolean;
}

/** The overview beside the list. */
export function OverviewSide({ dataset, query, facts, isAsked }: OverviewSideProps): ReactNode {
  const overview = useOverview(dataset, query, facts.version, isAsked);
  return (
    <aside className={classes['side']} aria-label="Overview">
      {overview.error !== null && <ErrorPanel title="The figures cannot be shown" error={overview.error} />}
      {overview.data === undefined ? (
        overview.error === null && <p className={classes['wait']}>Counting…</p>
      ) : (
        <Suspense fallback={<p className={classes['wait']}>Drawing…</p>}>
          <OverviewPanel overview={overview.data} soFar={soFarText(facts)} />
        </Suspense>
      )}
    </aside>
  );
}
