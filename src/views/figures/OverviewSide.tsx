import { Suspense, type ReactNode } from 'react';
import type { ListQuery } from '../../trace';
import type { DatasetKey } from '../../client/types';
import type { DatasetFacts } from '../../client/useDatasetStatus';
import { FigureScope } from './FigureScope';
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
  return (
    <aside className={classes['side']} aria-label="Overview">
      <FigureScope dataset={dataset} query={query} facts={facts} isAsked={isAsked}>
        <Suspense fallback={<p className={classes['wait']}>Drawing…</p>}>
          <OverviewPanel />
        </Suspense>
      </FigureScope>
    </aside>
  );
}
