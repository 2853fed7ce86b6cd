import { List } from 'lucide-react';
import { Suspense, type ReactNode } from 'react';
import { useDatasetFacts } from '../../client/useDatasetStatus';
import { useConfigTotals } from '../../client/useIndex';
import { useList } from '../../client/useList';
import { useListQuery } from '../../state/useListQuery';
import { hashOf, usePlace, useSources } from '../../state/usePlace';
import { isFiltered } from '../../trace';
import { ChipBar } from '../../views/facets/ChipBar';
import { Matches } from '../../views/list/ListBar';
import { listParams } from '../../views/list/placeOfRow';
import { FigureScope } from '../../views/figures/FigureScope';
import { FileProblems } from '../../views/shell/FileProblems';
import { IndexProgress } from '../../views/shell/IndexProgress';
import { SafeText } from '../../ui/content/SafeText';
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
  const totals = useConfigTotals(dataset, version, facts.hasRows);
  return (
    <div className={classes['page']}>
      <h1 className="visuallyHidden">
        Insights of <SafeText text={nameOfSources(dataset)} />
      </h1>
      <div className={classes['bar']}>
        <Matches list={list} isGrowing={facts.isGrowing} />
        {isFiltered(query) && <ChipBar dataset={dataset} query={query} />}
        <span className={classes['space']} />
        <Suspense fallback={undefined}>
          <VersusMenu configs={(totals.data ?? []).map(({ config }) => config)} />
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
      <div className={classes['figures']}>
        {params.vs !== undefined && (
          <Suspense fallback={<p className={classes['wait']}>Drawing…</p>}>
            <VersusPanel key={params.vs} dataset={dataset} vs={params.vs} query={query} />
          </Suspense>
        )}
        {params.vs === undefined && (
          <FigureScope dataset={dataset} query={query} facts={facts} isAsked={facts.hasRows}>
            <Suspense fallback={<p className={classes['wait']}>Drawing…</p>}>
              <OverviewPanel />
              <InsightsPanel />
              <BehaviourPanel />
              <CardPanel dataset={dataset} facts={facts} />
            </Suspense>
          </FigureScope>
        )}
      </div>
    </div>
  );
}
