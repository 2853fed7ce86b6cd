/** The further figures of `#/insights`. Same filters; each leaves out its own clause. */
import type { ReactNode } from 'react';
import { formatCount } from '../../lib/text';
import type { FacetKey } from '../../trace';
import type { FacetValue, Insights } from '../../client/types';
import { BarRows } from '../../ui/charts/BarRows';
import { Figure, type FigureColumn } from '../../ui/Figure';
import { useFilter } from '../facets/useFilter';
import { valueName } from '../facets/words';
import classes from './InsightsPanel.module.css';
import { percent } from './percent';
import { PickButton } from './PickButton';

/** Bars drawn; the table has them all. */
const MOST_BARS = 12;

export function InsightsPanel({ insights, soFar }: { insights: Insights; soFar: string }): ReactNode {
  return (
    <>
      <FailurePlot figure={insights.failures} soFar={soFar} />
      <WidthPlot figure={insights.width} soFar={soFar} />
      <FacetPlot
        name="Findings"
        facet="finding"
        question="What is worth a look?"
        unit="trajectories with the finding"
        definition="Trajectories with at least one finding of the kind (docs/FINDINGS.md), under all filters but the finding's own."
        bars={insights.findings.bars}
        sql={insights.findings.sql}
        soFar={soFar}
      />
      <FacetPlot
        name="Subcategory"
        facet="sub"
        question="What were they about, more closely?"
        unit="trajectories"
        definition="Trajectories per value of the column subcategory, under all filters but the subcategory's own."
        bars={insights.subcategory.bars}
        sql={insights.subcategory.sql}
        soFar={soFar}
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
  readonly bars: readonly FacetValue[];
  readonly sql: string;
  readonly soFar: string;
}

function FacetPlot({ name, facet, question, unit, definition, bars, sql, soFar }: FacetPlotProps): ReactNode {
  const hidden = Math.max(0, bars.length - MOST_BARS);
  const top = hidden === 0 ? '' : `, top ${MOST_BARS} of ${bars.length}`;
  return (
    <Figure
      name={name}
      question={question}
      caption={`${name} · ${unit}${top}${soFar}`}
      definition={definition}
      sql={sql}
      rows={bars}
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

function FailurePlot({ figure, soFar }: { figure: Insights['failures']; soFar: string }): ReactNode {
  const { trajectories, failing, calls, failures } = figure;
  return (
    <Figure
      name="Failures"
      question="How often do runs hit a failure?"
      caption={`Failures · failed responses by kind, n = ${formatCount(failures)}${soFar}`}
      definition="Responses that failed under the chosen outcome rule (docs/OUTCOMES.md), by kind; under tutorial n and the numbers above count flagged tool turns, the bar the responses in them. Share of indexed trajectories with at least one failure; failures per 100 tool calls."
      sql={figure.sql}
      rows={figure.bars}
      rowKey={({ value }) => value}
      columns={useFacetColumns('outcome', 'Kind', 'Responses')}
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
      <FacetBars facet="outcome" bars={figure.bars.slice(0, MOST_BARS)} />
    </Figure>
  );
}

function WidthPlot({ figure, soFar }: { figure: Insights['width']; soFar: string }): ReactNode {
  const calling = figure.bars.filter(({ width }) => width > 0);
  const sum = (bars: readonly { steps: number }[]): number =>
    bars.reduce((total, { steps }) => total + steps, 0);
  const parallel = sum(calling.filter(({ width }) => width > 1));
  const shares = `${percent(parallel, sum(calling))} of ${formatCount(sum(calling))} calling steps, ${percent(parallel, sum(figure.bars))} of ${formatCount(sum(figure.bars))} gpt turns`;
  return (
    <Figure
      name="Parallel width"
      question="How wide are parallel calls?"
      caption={`Parallel width · steps; ≥ 2: ${shares}${soFar}`}
      definition="Steps (gpt turns) by their number of tool calls, malformed ones included. Steps without a call are not drawn."
      sql={figure.sql}
      rows={calling}
      rowKey={({ width }) => String(width)}
      columns={[
        { head: 'Width', value: ({ width }) => width },
        { head: 'Steps', value: ({ steps }) => steps },
      ]}
    >
      <BarRows
        data={calling
          .slice(0, MOST_BARS)
          .map(({ width, steps }) => ({ label: String(width), value: steps, isChosen: false }))}
        hasChoice={false}
        labelWidth={32}
      />
    </Figure>
  );
}
