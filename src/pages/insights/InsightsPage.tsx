import { List } from 'lucide-react';
import { Suspense, type ReactNode } from 'react';
import { useDatasetFacts } from '../../client/useDatasetStatus';
import { useBehaviour, useFacets, useInsights, useOverview } from '../../client/useIndex';
import { useList } from '../../client/useList';
import { useListQuery } from '../../state/useListQuery';
import { hashOf, usePlace, useSources } from '../../state/usePlace';
import { isFiltered } from '../../trace';
import { ChipBar } from '../../views/facets/ChipBar';
import { Matches } from '../../views/list/ListBar';
import { listParams } from '../../views/list/placeOfRow';
import { soFarText } from '../../views/figures/soFar';
import { ErrorPanel } from '../../views/shell/ErrorPanel';
import { FileProblems } from '../../views/shell/FileProblems';
import { IndexProgress } from '../../views/shell/IndexProgress';
import { nameOfSources } from '../../views/shell/sourceNames';
import classes from './InsightsPage.module.css';
import { lazyPart } from '../../ui/lazyPart';

const OverviewPanel = lazyPart(async () => (await import('../../views/figures/OverviewPanel')).OverviewPanel);

const VersusMenu = lazyPart(async () => (await import('../../views/figures/VersusMenu')).VersusMenu);
const VersusPanel = lazyPart(async () => (await import('../../views/figures/VersusPanel')).VersusPanel);
const CardPanel = lazyPart(async () => (await import('../../views/figures/CardPanel')).CardPanel);
const BehaviourPanel = lazyPart(
  async () => (await import('../../views/figures/BehaviourPanel')).BehaviourPanel,
);
const InsightsPanel = lazyPart(async () => (await import('../../views/figures/InsightsPanel')).InsightsPanel);

export function InsightsPage(): ReactNode {
  const { params } = usePlace();
  const dataset = useSources(params);
  const facts = useDatasetFacts(dataset);
  const { version } = facts;
  const query = useListQuery(params);
  const list = useList(dataset, query, version);
  const facets = useFacets(dataset, query, version, facts.hasRows);
  const overview = useOverview(dataset, query, version, facts.hasRows);
  const insights = useInsights(dataset, query, version, facts.hasRows);
  // one after the other: what stands on top is counted first
  const behaviour = useBehaviour(dataset, query, version, insights.data !== undefined);
  const error = overview.error ?? insights.error ?? behaviour.error;
  return (
    <div className={classes['page']}>
      <h1 className="visuallyHidden">Insights of {nameOfSources(dataset)}</h1>
      <div className={classes['bar']}>
        <Matches list={list} isGrowing={facts.hasRows && !facts.isListed} />
        {isFiltered(query.filter) && <ChipBar />}
        <span className={classes['space']} />
        <Suspense fallback={undefined}>
          <VersusMenu configs={(facets.data?.config ?? []).map(({ value }) => value)} />
        </Suspense>
        <a
          className={classes['link']}
          href={hashOf({ page: 'browse', address: undefined, params: listParams(params) })}
        >
          <List size={14} aria-hidden /> Open list
        </a>
      </div>
      <IndexProgress dataset={dataset} />
      <FileProblems dataset={dataset} />
      {error !== null && <ErrorPanel title="The figures cannot be shown" error={error} />}
      <div className={classes['figures']}>
        {params.vs !== undefined && (
          <Suspense fallback={<p className={classes['wait']}>Drawing…</p>}>
            <VersusPanel key={params.vs} dataset={dataset} vs={params.vs} query={query} />
          </Suspense>
        )}
        {params.vs === undefined && overview.data !== undefined && (
          <Suspense fallback={<p className={classes['wait']}>Drawing…</p>}>
            <OverviewPanel overview={overview.data} soFar={soFarText(facts)} />
            {insights.data !== undefined && (
              <InsightsPanel insights={insights.data} soFar={soFarText(facts)} />
            )}
            {behaviour.data !== undefined && (
              <BehaviourPanel behaviour={behaviour.data} soFar={soFarText(facts)} />
            )}
          </Suspense>
        )}
        {params.vs === undefined && behaviour.data !== undefined && (
          <Suspense fallback={undefined}>
            <CardPanel dataset={dataset} facts={facts} />
          </Suspense>
        )}
        {params.vs === undefined && overview.data === undefined && overview.error === null && (
          <p className={classes['wait']}>Counting…</p>
        )}
      </div>
    </div>
  );
}
