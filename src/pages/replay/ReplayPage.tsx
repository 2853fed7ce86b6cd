import { memo, Suspense, useDeferredValue, useState, type ReactNode } from 'react';
import { useDatasetFacts } from '../../client/useDatasetStatus';
import { useList } from '../../client/useList';
import { useListPlace, useTrajectory } from '../../client/useTrajectory';
import { useWholeTextSource, WholeTextContext } from '../../client/wholeTexts';
import { hashOf, useGo, usePlace, usePlaceNow, useSources, type Place } from '../../state/usePlace';
import type { UrlParams } from '../../state/url';
import { useListQuery } from '../../state/useListQuery';
import { useWorkspace } from '../../state/workspace';
import { Button } from '../../ui/Button';
import { lazyPart } from '../../ui/lazyPart';
import { useAfterPaint } from '../../ui/useAfterPaint';
import { useIsPhone, useIsWide } from '../../ui/useScreenSize';
import { listParams, placeOfRow } from '../../views/list/placeOfRow';
import { Matches } from '../../views/list/ListBar';
import { TrajectoryList } from '../../views/list/TrajectoryList';
import { LazyOutline } from '../../views/outline/LazyOutline';
import { copyText, selectedQuote } from '../../views/replayer/copyText';
import { Replayer } from '../../views/replayer/Replayer';
import { clampStep } from '../../views/replayer/useReplayer';
import { ErrorPanel } from '../../views/shell/ErrorPanel';
import { markableOfOpened, useMarkBindings } from '../../views/triage/markRow';
import { useKeyBindings } from '../../views/useKeyBindings';
import type { ListRow } from '../../client/types';
import type { BlockRef } from '../../trace';
import { InspectorPane, InspectorToggle } from './InspectorPane';
import { LeftPane } from './LeftPane';
import { useListWalk } from './useListWalk';
import classes from './ReplayPage.module.css';

const HubToken = lazyPart(async () => (await import('../../views/shell/HubToken')).HubToken);
const FileProblems = lazyPart(async () => (await import('../../views/shell/FileProblems')).FileProblems);
const ReadCost = lazyPart(async () => (await import('../../views/shell/ReadCost')).ReadCost);
const RowProgress = lazyPart(async () => (await import('../../views/shell/ReadCost')).RowProgress);
const MarkMenu = lazyPart(async () => (await import('../../views/triage/MarkMenu')).MarkMenu);

/** The address is followed a frame late: a step is shown by its walk at once, and list, outline and inspector must not stand before it. */
export function ReplayPage(): ReactNode {
  return <ReplayPanes place={useDeferredValue(usePlace())} />;
}

const ReplayPanes = memo(function ReplayPanes({ place }: { readonly place: Place }): ReactNode {
  const go = useGo();
  const { params, address = '' } = place;
  const dataset = useSources(params);
  const [agreed, setAgreed] = useState<string>();
  const isAgreed = agreed === address;
  const opened = useTrajectory(dataset, address, params.row, isAgreed);
  // the trajectory comes first: the list waits until its step is painted, or it failed
  const isSettled = useAfterPaint(opened.data !== undefined || opened.error !== null);
  const facts = useDatasetFacts(dataset);
  const { version } = facts;
  const query = useListQuery(params);
  const list = useList(dataset, query, version, isSettled);
  const { place: listPlace, fetchPlace } = useListPlace(
    dataset,
    query,
    isSettled ? opened.data?.ref : undefined,
    version,
  );
  const { ticked, toggleTick, isInspectorOpen, setInspectorOpen } = useWorkspace();
  const isPhone = useIsPhone();
  const isWide = useIsWide();
  // a drawer covers steps: it is opened for a while, not remembered
  const [isDrawerOpen, setDrawerOpen] = useState(false);
  const isInspecting = isWide ? isInspectorOpen : isDrawerOpen;
  const setInspecting = isWide ? setInspectorOpen : setDrawerOpen;

  useMarkBindings(opened.data && markableOfOpened(opened.data));

  const openRow = (row: ListRow): void => go(placeOfRow(params, row));
  const walk = useListWalk({ hint: params.row, found: opened.data?.ref, fetchPlace, onOpen: openRow });
  useKeyBindings({ nextTrajectory: () => walk(1), previousTrajectory: () => walk(-1) });
  const placeNow = usePlaceNow();
  const setStep = (step: number, block?: BlockRef): void => {
    const now = placeNow();
    // the reader is on the way to another trajectory: this one's steps do not call back
    if (now.address !== place.address) return;
    const { block: _block, quote: _quote, ...rest } = now.params;
    go({ ...now, params: { ...rest, step, ...(block && { block }) } }, { isReplace: true });
  };
  const trajectory = opened.data?.trajectory;
  const wholeTexts = useWholeTextSource(dataset, opened.data);
  const current = clampStep(params.step, trajectory?.steps.length ?? 0);
  return (
    <div className={classes['page']}>
      {!isPhone && (
        <LeftPane
          position={listPlace?.position}
          shown={listPlace?.shown ?? 0}
          onPrevious={listPlace?.previous && (() => walk(-1))}
          onNext={listPlace?.next && (() => walk(1))}
          list={
            <>
              <div className={classes['bar']}>
                <Matches list={list} isGrowing={facts.isGrowing} unread={facts.filesFailed} />
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
            </>
          }
          outline={
            trajectory !== undefined && (
              <LazyOutline
                trajectory={trajectory}
                current={current}
                rule={params.rule}
                onStep={setStep}
                onBlock={setStep}
              />
            )
          }
        />
      )}
      <div className={classes['stage']}>
        {isPhone && opened.data === undefined && (
          <a className={classes['back']} href={backHref(params)}>
            Back to the list
          </a>
        )}
        <Suspense fallback={undefined}>
          <FileProblems dataset={dataset} />
        </Suspense>
        {opened.data === undefined && <h1 className="visuallyHidden">Trajectory {address}</h1>}
        {opened.error?.code === 'READ_COST' && (
          <Suspense fallback={undefined}>
            <ReadCost
              error={opened.error}
              onRead={() => setAgreed(address)}
              onCancel={() => go({ page: 'browse', address: undefined, params: listParams(params) })}
            />
          </Suspense>
        )}
        {opened.error !== null && opened.error.code !== 'READ_COST' && (
          <ErrorPanel title="This trajectory cannot be shown" error={opened.error}>
            <Button onClick={() => void opened.refetch()}>Try again</Button>
            {opened.error.details['needsToken'] === true && facts.filesFailed === 0 && (
              <Suspense fallback={undefined}>
                <HubToken />
              </Suspense>
            )}
          </ErrorPanel>
        )}
        {opened.data === undefined && opened.error === null && (
          <p className={classes['loading']} role="status">
            Reading the trajectory…
          </p>
        )}
        {opened.data === undefined && opened.error === null && isAgreed && (
          <Suspense fallback={undefined}>
            <RowProgress dataset={dataset} onCancel={() => setAgreed(undefined)} />
          </Suspense>
        )}
        {opened.data !== undefined && (
          <WholeTextContext value={wholeTexts}>
            <Replayer
              opened={opened.data}
              step={params.step}
              block={params.block}
              quote={params.quote}
              rule={params.rule}
              onStep={setStep}
              onBlock={setStep}
              onCopyPermalink={() => {
                const link: Place = {
                  ...place,
                  params: {
                    ...params,
                    src: facts.sources ?? dataset,
                    row: opened.data.ref,
                    step: current || 1,
                    ...selectedQuote(),
                  },
                };
                copyText(new URL(hashOf(link), document.baseURI).href, 'Link');
              }}
              backHref={isPhone ? backHref(params) : undefined}
              beside={
                isPhone
                  ? {
                      previous: listPlace?.previous && (() => walk(-1)),
                      next: listPlace?.next && (() => walk(1)),
                    }
                  : undefined
              }
              aside={
                <>
                  <Suspense fallback={undefined}>
                    <MarkMenu opened={opened.data} isPhone={isPhone} />
                  </Suspense>
                  {!isPhone && (
                    <InspectorToggle isOpen={isInspecting} onToggle={() => setInspecting(!isInspecting)} />
                  )}
                </>
              }
            />
          </WholeTextContext>
        )}
      </div>
      {!isPhone && isInspecting && trajectory !== undefined && (
        <InspectorPane
          trajectory={trajectory}
          current={current}
          rule={params.rule}
          onStep={setStep}
          isDrawer={!isWide}
          onClose={() => setDrawerOpen(false)}
        />
      )}
    </div>
  );
});

function backHref(params: UrlParams): string {
  return hashOf({ page: 'browse', address: undefined, params: listParams(params) });
}
