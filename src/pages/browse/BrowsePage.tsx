import type { ReactNode } from 'react';
import { useDatasetStatus } from '../../client/useDatasetStatus';
import { useList } from '../../client/useList';
import { useGo, usePlace, useSources } from '../../state/usePlace';
import { useListQuery } from '../../state/useListQuery';
import { useWorkspace } from '../../state/workspace';
import { ListHead, Matches } from '../../views/list/ListBar';
import { TrajectoryList } from '../../views/list/TrajectoryList';
import { useIsPhone } from '../../ui/useIsPhone';
import { ErrorPanel } from '../../views/shell/ErrorPanel';
import { FileProblems } from '../../views/shell/FileProblems';
import { nameOfSources } from '../../views/shell/sourceNames';
import { NothingOpen } from '../../views/shell/NothingOpen';
import type { DatasetStatus } from '../../worker/api';
import classes from './BrowsePage.module.css';

export function BrowsePage(): ReactNode {
  const place = usePlace();
  const go = useGo();
  const dataset = useSources(place.params);
  const status = useDatasetStatus(dataset);
  const query = useListQuery(place.params);
  const list = useList(dataset, query, status?.version ?? 0);
  const { ticked, toggleTick } = useWorkspace();
  const isPhone = useIsPhone();
  const isNothing = list.error !== undefined || (list.total === 0 && status?.isListed === true);
  return (
    <div className={classes['page']}>
      <h1 className="visuallyHidden">Trajectories of {nameOfSources(dataset)}</h1>
      <section className={classes['list']} aria-label="List">
        <div className={classes['bar']}>
          <Matches list={list} status={status} />
        </div>
        {status !== undefined && <FileProblems status={status} />}
        {list.error !== undefined && <ErrorPanel title="The list cannot be shown" error={list.error} />}
        {isNothing && <NothingOpen isFailed={list.error !== undefined || isAllFailed(status)} />}
        {!isPhone && !isNothing && <ListHead />}
        <TrajectoryList
          list={list}
          open={undefined}
          ticked={ticked}
          isNarrow={isPhone}
          onTick={(row) => toggleTick(row.address)}
          onOpen={(row) => go({ page: 't', address: row.address, params: { ...place.params, row: row.ref } })}
        />
      </section>
    </div>
  );
}

function isAllFailed(status: DatasetStatus | undefined): boolean {
  return status !== undefined && status.files.every((file) => file.stage === 'failed');
}
