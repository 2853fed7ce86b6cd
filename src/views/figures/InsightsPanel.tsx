/** The further figures of `#/insights`. Same filters; each leaves out its own clause. */
import type { ReactNode } from 'react';
import { formatCount } from '../../lib/text';
import type { FacetKey } from '../../trace';
import type { FacetValue, Figures } from '../../client/types';
import { BarRows } from '../../ui/charts/BarRows';
import { Figure, type FigureColumn } from '../../ui/Figure';
import { useFilter } from '../facets/useFilter';
import { rangeName, valueName } from '../facets/words';
import { useNearFigure, type NearFigure } from './FigureScope';
import classes from './InsightsPanel.module.css';
import { percent } from './percent';
import { PickButton } from './PickButton';

/** Bars drawn; the table has them all. */
const MOST_BARS = 12;

export function InsightsPanel(): ReactNode {
  return (
    <>
      <FailurePlot />
      <WidthPlot />
      <FacetPlot
        name="Findings"
        facet="finding"
        question="What is worth a look?"
        unit="trajectories with the finding"
        definition="Trajectories with at least one finding of the kind (docs/FINDINGS.md), under all filters but the finding's own."
        near={useNearFigure('findings')}
      />
      <FacetPlot
        name="Subcategory"
        facet="sub"
        question="What were they about, more closely?"
        unit="trajectories"
        definition="Trajectories per value of the column subcategory, under all filters but the subcategory's own."
        near={useNearFigure('subcategory')}
      />
    </>
  );
}

interface FacetPlotProps {
  readonly name: string;
  readonly facet: FacetKey;
  readonly question: string;
  readonly unit: string;
  readonly definition: string;
  readonly near: NearFigure<'findings' | 'subcategory'>;
}

function FacetPlot({ name, facet, question, unit, definition, near }: FacetPlotProps): ReactNode {
  const { figure, soFar, shell } = near;
  const bars = figure?.bars ?? [];
  const top = bars.length <= MOST_BARS ? '' : `, top ${MOST_BARS} of ${bars.length}`;
  return (
    <Figure
      {...shell}
      name={name}
      question={question}
      caption={`${name} · ${unit}${top}${soFar}`}
      definition={definition}
      sql={figure?.sql}
      rows={figure?.bars}
      rowKey={({ value }) => value}
      columns={useFacetColumns(facet, name, 'Trajectories')}
    >
      <FacetBars facet={facet} bars={bars.slice(0, MOST_BARS)} />
    </Figure>
  );
}

function useFacetColumns(
  facet: FacetKey,
  head: string,
  countHead: string,
): readonly FigureColumn<FacetValue>[] {
  const { filter, toggle } = useFilter();
  const chosen = filter.facets[facet]?.include ?? [];
  return [
    {
      head,
      value: ({ value }) => value,
      cell: ({ value }) => (
        <PickButton
          isOn={chosen.includes(value)}
          label={valueName(facet, value)}
          onPick={() => toggle(facet, value)}
        />
      ),
    },
    { head: countHead, value: ({ count }) => count },
  ];
}

function FacetBars({ facet, bars }: { facet: FacetKey; bars: readonly FacetValue[] }): ReactNode {
  const { filter, toggle } = useFilter();
  const chosen = filter.facets[facet]?.include ?? [];
  const byName = new Map(bars.map(({ value }) => [valueName(facet, value), value]));
  return (
    <BarRows
      data={bars.map(({ value, count }) => ({
        label: valueName(facet, value),
        value: count,
        isChosen: chosen.includes(value),
      }))}
      hasChoice={chosen.length > 0}
      labelWidth={160}
      onPick={(name) => toggle(facet, byName.get(name) ?? name)}
    />
  );
}

function FailurePlot(): ReactNode {
  const { figure, soFar, shell } = useNearFigure('failures');
  const { trajectories = 0, failing = 0, calls = 0, failures = 0 } = figure ?? {};
  const columns = useFacetColumns('outcome', 'Kind', 'Responses');
  return (
    <Figure
      {...shell}
      name="Failures"
      question="How often do runs hit a failure?"
      caption={`Failures · failed responses by kind, n = ${formatCount(failures)}${soFar}`}
      definition="Responses that failed under the chosen outcome rule (docs/OUTCOMES.md), by kind, under all filters but the one on outcomes; under tutorial n and the numbers above count flagged tool turns, the bar the responses in them. Share of indexed trajectories with at least one failure; failures per 100 tool calls. A click filters to the trajectories with such a response: they are counted in the table's last column, the bars count responses."
      sql={figure?.sql}
      rows={figure?.bars}
      rowKey={({ value }) => value}
      columns={[
        ...columns,
        { head: 'Trajectories', value: (bar: Figures['failures']['bars'][number]) => bar.trajectories },
      ]}
    >
      <div className={classes['totals']}>
        <p>
          <strong>{percent(failing, trajectories)}</strong>
          of {formatCount(trajectories)} trajectories have ≥ 1 failure
        </p>
        <p>
          <strong>{calls === 0 ? '–' : ((100 * failures) / calls).toFixed(1)}</strong>
          failures per 100 calls
        </p>
      </div>
      <FacetBars facet="outcome" bars={(figure?.bars ?? []).slice(0, MOST_BARS)} />
    </Figure>
  );
}

function WidthPlot(): ReactNode {
  const { figure, soFar, shell } = useNearFigure('width');
  const { filter, setRange } = useFilter();
  const range = filter.ranges.width;
  const all = figure?.bars ?? [];
  const calling = all.filter(({ width }) => width > 0);
  const sum = (bars: readonly { steps: number }[]): number =>
    bars.reduce((total, { steps }) => total + steps, 0);
  const [ofCalling, ofAll] = [sum(calling), sum(all)];
  const parallel = sum(calling.filter(({ width }) => width > 1));
  const shares = `${percent(parallel, ofCalling)} of ${formatCount(ofCalling)} calling steps, ${percent(parallel, ofAll)} of ${formatCount(ofAll)} gpt turns`;
  const isChosen = (width: number): boolean =>
    range !== undefined && width >= (range.min ?? 0) && width <= (range.max ?? Number.POSITIVE_INFINITY);
  const pick = (width: number): void =>
    setRange('width', range?.min === width && range.max === width ? {} : { min: width, max: width });
  return (
    <Figure
      {...shell}
      name="Parallel width"
      question="How wide are parallel calls?"
      caption={`Parallel width · steps, bars on a log scale; ≥ 2: ${shares}${soFar}`}
      definition="Steps (gpt turns) by their number of tool calls, malformed ones included, under all filters but the one on width. Steps without a call are not drawn. A click filters to the trajectories whose widest step has this width: they are counted in the table's last column, the bars count steps."
      sql={figure?.sql}
      chosen={range === undefined ? undefined : `width ${rangeName(range)}`}
      rows={figure && calling}
      rowKey={({ width }) => String(width)}
      columns={[
        {
          head: 'Width',
          value: ({ width }) => width,
          cell: ({ width }) => (
            <PickButton isOn={isChosen(width)} label={String(width)} onPick={() => pick(width)} />
          ),
        },
        { head: 'Steps', value: ({ steps }) => steps },
        { head: 'Of calling steps', value: ({ steps }) => percent(steps, ofCalling) },
        { head: 'Of gpt turns', value: ({ steps }) => percent(steps, ofAll) },
        { head: 'Trajectories as widest', value: ({ widest }) => widest },
      ]}
    >
      <BarRows
        data={calling
          .slice(0, MOST_BARS)
          .map(({ width, steps }) => ({ label: String(width), value: steps, isChosen: isChosen(width) }))}
        hasChoice={range !== undefined}
        labelWidth={32}
        scale="log"
        onPick={(label) => pick(Number(label))}
      />
    </Figure>
  );
}
