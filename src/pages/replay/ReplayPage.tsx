import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { useDatasetFacts } from '../../client/useDatasetStatus';
import { useList } from '../../client/useList';
import { useListPlace, useTrajectory } from '../../client/useTrajectory';
import { hashOf, useGo, usePlace, useSources, type Place } from '../../state/usePlace';
import { useListQuery } from '../../state/useListQuery';
import { useWorkspace } from '../../state/workspace';
import { Button } from '../../ui/Button';
import { useAfterPaint } from '../../ui/useAfterPaint';
import { useIsPhone } from '../../ui/useScreenSize';
import { listParams, placeOfRow } from '../../views/list/placeOfRow';
import { Matches } from '../../views/list/ListBar';
import { TrajectoryList } from '../../views/list/TrajectoryList';
import { Replayer } from '../../views/replayer/Replayer';
import { ErrorPanel } from '../../views/shell/ErrorPanel';
import { FileProblems } from '../../views/shell/FileProblems';
import type { ListRow } from '../../client/types';
import classes from './ReplayPage.module.css';

export function ReplayPage(): ReactNode {
  const place = usePlace();
  const go = useGo();
  const { params, address = '' } = place;
  const dataset = useSources(params);
  const opened = useTrajectory(dataset, address, params.row);
  // the trajectory comes first: the list waits until its step is painted, or it failed
  const isSettled = useAfterPaint(opened.data !== undefined || opened.error !== null);
  const facts = useDatasetFacts(dataset);
  const { version } = facts;
  const query = useListQuery(params);
  const list = useList(dataset, query, version, isSettled);
  const listPlace = useListPlace(dataset, query, isSettled ? opened.data?.ref : undefined, version);
  const { ticked, toggleTick } = useWorkspace();
  const isPhone = useIsPhone();

  const openRow = (row: ListRow | undefined): void => {
    if (row !== undefined) go(placeOfRow(params, row));
  };
  const setStep = (step: number): void => {
    const { block: _block, quote: _quote, ...rest } = params;
    go({ ...place, params: { ...rest, step } }, { isReplace: true });
  };
  return (
    <div className={classes['page']}>
      {!isPhone && (
        <aside className={classes['left']} aria-label="List">
          <div className={classes['bar']}>
            <Matches list={list} isGrowing={facts.hasRows && !facts.isListed} />
          </div>
          <TrajectoryList
            list={list}
            open={opened.data?.address ?? address}
            ticked={ticked}
            isNarrow
            hasReason={params.sort?.key === 'attention'}
            startAt={listPlace?.position}
            onTick={(row) => toggleTick(row.address)}
            onOpen={openRow}
          />
        </aside>
      )}
      <div className={classes['stage']}>
        {isPhone && (
          <a
            className={classes['back']}
            href={hashOf({ page: 'browse', address: undefined, params: listParams(params) })}
          >
            Back to the list
          </a>
        )}
        <FileProblems dataset={dataset} />
        {opened.data === undefined && <h1 className="visuallyHidden">Trajectory {address}</h1>}
        {opened.error !== null && (
          <ErrorPanel title="This trajectory cannot be shown" error={opened.error}>
            <Button onClick={() => void opened.refetch()}>Try again</Button>
          </ErrorPanel>
        )}
        {opened.data === undefined && opened.error === null && (
          <p className={classes['loading']} role="status">
            Reading the trajectory…
          </p>
        )}
        {opened.data !== undefined && (
          <Replayer
            opened={opened.data}
            step={params.step}
            block={params.block}
            quote={params.quote}
            rule={params.rule}
            onStep={setStep}
            onBlock={(step, block) => {
              const { quote: _quote, ...rest } = params;
              go({ ...place, params: { ...rest, step, block } }, { isReplace: true });
            }}
            onCopyPermalink={() =>
              copyPermalink({
                ...place,
                params: { ...params, src: dataset, row: opened.data.ref, step: params.step ?? 1 },
              })
            }
            onNextTrajectory={() => openRow(listPlace?.next)}
            onPreviousTrajectory={() => openRow(listPlace?.previous)}
          />
        )}
      </div>
    </div>
  );
}

function copyPermalink(place: Place): void {
  const link = new URL(hashOf(place), document.baseURI).href;
  navigator.clipboard.writeText(link).then(
    () => notifications.show({ message: 'Link copied' }),
    () =>
      notifications.show({ message: 'Link not copied: the browser refused', color: 'red', autoClose: false }),
  );
}
