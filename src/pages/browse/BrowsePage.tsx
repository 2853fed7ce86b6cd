import { Filter, Info, Search, TriangleAlert } from 'lucide-react';
import { Suspense, useMemo, useRef, useState, type ReactNode } from 'react';
import { useDataClient } from '../../client/context';
import { useFacets, useRanges } from '../../client/useIndex';
import { useDatasetFacts } from '../../client/useDatasetStatus';
import { useList, useListAhead } from '../../client/useList';
import { columnsThatFit } from '../../state/listView';
import { toListQuery, useListQuery } from '../../state/useListQuery';
import { useTriage } from '../../state/triage';
import { openSources } from '../../state/url';
import { useGo, useOnGo, usePlace, useSources } from '../../state/usePlace';
import { useWorkspace } from '../../state/workspace';
import { isFiltered } from '../../trace';
import { Button, IconButton } from '../../ui/Button';
import { useIsPhone, useIsWide } from '../../ui/useScreenSize';
import { useWidth } from '../../ui/useWidth';
import { useFilter } from '../../views/facets/useFilter';
import { OverviewSide } from '../../views/figures/OverviewSide';
import { ListHead, Matches } from '../../views/list/ListBar';
import { placeOfRow } from '../../views/list/placeOfRow';
import { SearchBox } from '../../views/list/SearchBox';
import { TrajectoryList } from '../../views/list/TrajectoryList';
import { ErrorPanel } from '../../views/shell/ErrorPanel';
import { SafeText } from '../../ui/content/SafeText';
import { nameOfSources } from '../../views/shell/sourceNames';
import { useListTicks } from '../../views/triage/useListTicks';
import { useKeyBindings } from '../../views/useKeyBindings';
import classes from './BrowsePage.module.css';
import { lazyPart } from '../../ui/lazyPart';

/** These come behind the list: they need the engine, or rows, or that there are none. */
const ChipBar = lazyPart(async () => (await import('../../views/facets/ChipBar')).ChipBar);
const NothingOpen = lazyPart(async () => (await import('../../views/shell/NothingOpen')).NothingOpen);
const FacetPanel = lazyPart(async () => (await import('../../views/facets/FacetPanel')).FacetPanel);
const NoMatch = lazyPart(async () => (await import('../../views/list/NoMatch')).NoMatch);
const HubToken = lazyPart(async () => (await import('../../views/shell/HubToken')).HubToken);
const FileProblems = lazyPart(async () => (await import('../../views/shell/FileProblems')).FileProblems);
const IndexProgress = lazyPart(async () => (await import('../../views/shell/IndexProgress')).IndexProgress);
const SortMenu = lazyPart(async () => (await import('../../views/list/SortMenu')).SortMenu);
const ViewMenu = lazyPart(async () => (await import('../../views/list/ViewMenu')).ViewMenu);
const CompareLink = lazyPart(async () => (await import('../../views/compare/CompareLink')).CompareLink);
const ProvenanceDialog = lazyPart(
  async () => (await import('../../views/list/ProvenanceDialog')).ProvenanceDialog,
);
const DownloadMenu = lazyPart(async () => (await import('../../views/list/DownloadMenu')).DownloadMenu);
const TriageMenu = lazyPart(async () => (await import('../../views/triage/TriageMenu')).TriageMenu);
const TextPanel = lazyPart(async () => (await import('../../views/fulltext/TextPanel')).TextPanel);

export function BrowsePage(): ReactNode {
  const place = usePlace();
  const go = useGo();
  const { params } = place;
  const client = useDataClient();
  const dataset = useSources(params);
  const facts = useDatasetFacts(dataset);
  const { version } = facts;
  const query = useListQuery(params);
  const list = useList(dataset, query, version);
  // the counts of marks follow every mark, also where nothing is filtered by them
  const marks = useTriage((triage) => triage.revision);
  const askAhead = useListAhead(dataset, version);
  useOnGo((next) => {
    const isSameDataset = openSources(next.params).join('\n') === dataset.join('\n');
    if (next.page === 'browse' && isSameDataset) askAhead(toListQuery(next.params, marks));
  });
  // the rows first: what is asked about them waits until they are here
  const isAsked = facts.hasRows && list.isCurrent;
  const facets = useFacets(dataset, { ...query, marks }, version, isAsked);
  const tickRange = useListTicks(dataset, query);
  const actions = useFilter();
  const { isTextOpen, setTextOpen, listPositions, keepListPosition } = useWorkspace();
  const { isProvenanceOpen, setProvenanceOpen } = useWorkspace();
  const { ticked, toggleTick, isFacetsOpen, setFacetsOpen, isOverviewOpen, setOverviewOpen } = useWorkspace();
  const listView = useWorkspace((workspace) => workspace.listView);
  const [section, widthPx] = useWidth<HTMLElement>();
  const columns = useMemo(() => columnsThatFit(listView.columns, widthPx), [listView.columns, widthPx]);
  const isPhone = useIsPhone();
  const isWide = useIsWide();
  const [isSheetOpen, setSheetOpen] = useState(false);
  const [isTextHidden, setTextHidden] = useState(false);
  const search = useRef<{ focus(): void }>(null);
  const provenance = useRef<HTMLButtonElement>(null);
  useKeyBindings({ find: () => search.current?.focus() });

  // another list begins at its top; the same one, on the way back, where it was left
  const listKey = JSON.stringify([dataset, query]);
  const isByAttention = params.sort?.key === 'attention';
  const isNothing = list.error !== undefined || (list.total === 0 && facts.isListed);
  const hasNoMatch =
    !isNothing && list.total !== undefined && list.total > 0 && list.shown === 0 && isFiltered(query);
  const areFacetsShown = !isNothing && (isPhone ? isSheetOpen : isFacetsOpen);
  const ranges = useRanges(dataset, query, version, isAsked && areFacetsShown);
  const isTextShown = !isNothing && (isTextOpen || (params.text !== undefined && !isTextHidden));
  const closeText = (): void => {
    setTextOpen(false);
    // a list that is narrowed by the search stays so
    setTextHidden(params.hits !== undefined);
    if (params.hits !== undefined) return;
    const { text: _text, in: _in, match: _match, ...rest } = params;
    if (params.text !== undefined) go({ ...place, params: rest });
  };
  return (
    <div className={classes['page']} data-text={isTextShown}>
      <h1 className="visuallyHidden">
        Trajectories of <SafeText text={nameOfSources(dataset)} />
      </h1>
      {areFacetsShown && (
        <aside className={classes['facets']} aria-label="Filters">
          <Suspense fallback={undefined}>
            <FacetPanel
              facets={facets.data}
              ranges={ranges.data}
              isGrowing={facts.hasRows && !facts.isIndexed}
            />
          </Suspense>
        </aside>
      )}
      <section ref={section} className={classes['list']} aria-label="List">
        <div className={classes['search']}>
          <SearchBox ref={search} filter={query.filter} facets={facets.data} onChange={actions.write} />
          <Button
            size={isPhone ? 'touch' : 'bar'}
            className={classes['textButton']}
            isPressed={isTextShown}
            aria-label="Full text"
            title="Search the text of all turns"
            onClick={() => (isTextShown ? closeText() : setTextOpen(true))}
          >
            <Search size={14} aria-hidden />
            {!isPhone && 'Full text'}
          </Button>
          {isPhone && (
            <Button size="touch" isPressed={isSheetOpen} onClick={() => setSheetOpen(!isSheetOpen)}>
              <Filter size={14} aria-hidden />
              Filters
            </Button>
          )}
        </div>
        <div className={classes['bar']} role="toolbar" aria-label="List">
          {!isPhone && (
            <IconButton
              size="small"
              variant="quiet"
              label={isFacetsOpen ? 'Hide filters' : 'Show filters'}
              isPressed={isFacetsOpen}
              onClick={() => setFacetsOpen(!isFacetsOpen)}
            >
              <Filter size={14} aria-hidden />
            </IconButton>
          )}
          <Matches list={list} isGrowing={facts.isGrowing} unread={facts.filesFailed} />
          {isFiltered(query) && (
            <Suspense fallback={undefined}>
              <ChipBar dataset={dataset} query={query} hasOwnLine />
            </Suspense>
          )}
          <span className={classes['space']} />
          <Button
            variant="quiet"
            isPressed={isByAttention}
            title="Trajectories with most failures and findings first, each with its reason"
            onClick={() =>
              actions.setSort(isByAttention ? undefined : { key: 'attention', direction: 'desc' })
            }
          >
            <TriangleAlert size={14} aria-hidden />
            Attention
          </Button>
          <Suspense fallback={undefined}>
            {ticked.size === 2 && <CompareLink params={params} ticked={ticked} />}
            <TriageMenu dataset={dataset} query={query} shown={list.shown} isPhone={isPhone} />
            {!isPhone && <ViewMenu shown={columns} />}
            <SortMenu sort={params.sort} onSort={actions.setSort} />
            <DownloadMenu
              dataset={dataset}
              query={query}
              shown={list.shown}
              ticked={ticked}
              isPhone={isPhone}
            />
          </Suspense>
          {!isPhone && (
            <IconButton
              ref={provenance}
              variant="quiet"
              label="How was this list made?"
              onClick={() => setProvenanceOpen(true)}
            >
              <Info size={14} aria-hidden />
            </IconButton>
          )}
          {isWide && (
            <Button
              variant="quiet"
              isPressed={isOverviewOpen}
              onClick={() => setOverviewOpen(!isOverviewOpen)}
            >
              Overview
            </Button>
          )}
        </div>
        <Suspense fallback={undefined}>
          <IndexProgress dataset={dataset} />
          <FileProblems dataset={dataset} />
        </Suspense>
        {list.error !== undefined && (
          <ErrorPanel title="The list cannot be shown" error={list.error}>
            <Button onClick={() => void client.reopen(dataset)}>Retry</Button>
            {list.error.details['needsToken'] === true && (
              <Suspense fallback={undefined}>
                <HubToken />
              </Suspense>
            )}
          </ErrorPanel>
        )}
        {isNothing && (
          <Suspense fallback={undefined}>
            <NothingOpen isFailed={list.error !== undefined || facts.isAllFailed} />
          </Suspense>
        )}
        {hasNoMatch && (
          <Suspense fallback={undefined}>
            <NoMatch dataset={dataset} query={query} version={version} />
          </Suspense>
        )}
        {!isPhone && !isNothing && !hasNoMatch && <ListHead columns={columns} />}
        <TrajectoryList
          key={listKey}
          position={listPositions.get(listKey)}
          onLeave={(position) => keepListPosition(listKey, position)}
          list={list}
          open={undefined}
          ticked={ticked}
          isNarrow={isPhone}
          hasReason={isByAttention}
          columns={columns}
          density={listView.density}
          onTick={(row) => toggleTick(row.address)}
          onTickRange={tickRange}
          onOpen={(row) => go(placeOfRow(params, row))}
        />
      </section>
      {isTextShown && (
        <Suspense fallback={undefined}>
          <TextPanel
            dataset={dataset}
            query={query}
            shown={list.shown}
            facets={facets.data}
            isTouch={isPhone}
            onClose={closeText}
          />
        </Suspense>
      )}
      {isProvenanceOpen && (
        <Suspense fallback={undefined}>
          <ProvenanceDialog
            dataset={dataset}
            query={query}
            version={version}
            shown={list.shown}
            onClose={() => {
              setProvenanceOpen(false);
              provenance.current?.focus();
            }}
          />
        </Suspense>
      )}
      {isWide && isOverviewOpen && !isNothing && !isTextShown && (
        <OverviewSide dataset={dataset} query={query} facts={facts} isAsked={isAsked} />
      )}
    </div>
  );
}
