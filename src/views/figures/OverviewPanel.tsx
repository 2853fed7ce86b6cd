/** The figures beside the list: same filters; a click on a bar, or a button in its table, filters. */
import type { ReactNode } from 'react';
import { formatCount } from '../../lib/text';
import { BarRows } from '../../ui/charts/BarRows';
import { Histogram } from '../../ui/charts/Histogram';
import { Figure } from '../../ui/Figure';
import type { CategoryFigure, LengthFigure, Overview, ToolFigure } from '../../client/types';
import { PickButton } from './PickButton';
import { useFilter } from '../facets/useFilter';
import { rangeName, valueName } from '../facets/words';

export interface OverviewPanelProps {
  readonly overview: Overview;
  /** " so far" while the index is being read. */
  readonly soFar: string;
}

export function OverviewPanel({ overview, soFar }: OverviewPanelProps): ReactNode {
  return (
    <>
      <CategoryPlot figure={overview.category} soFar={soFar} />
      <ToolPlot figure={overview.tools} soFar={soFar} />
      <LengthPlot figure={overview.length} soFar={soFar} />
    </>
  );
}

export function CategoryPlot({ figure, soFar }: { figure: CategoryFigure; soFar: string }): ReactNode {
  const { filter, toggle } = useFilter();
  const chosen = filter.facets.cat?.include ?? [];
  const byName = new Map(figure.bars.map(({ value }) => [valueName('cat', value), value]));
  return (
    <Figure
      name="Category"
      question="What were the runs about?"
      caption={`Category · trajectories, n = ${formatCount(figure.trajectories)}${soFar}`}
      definition="Trajectories per value of the column category, under all filters but the category's own."
      sql={figure.sql}
      chosen={chosen.length === 0 ? undefined : `${chosen.length} chosen`}
      rows={figure.bars}
      rowKey={({ value }) => value}
      columns={[
        {
          head: 'Category',
          cell: ({ value }) => (
            <PickButton
              isOn={chosen.includes(value)}
              label={valueName('cat', value)}
              onPick={() => toggle('cat', value)}
            />
          ),
        },
        { head: 'Trajectories', isNumber: true, cell: ({ count }) => formatCount(count) },
      ]}
    >
      <BarRows
        data={figure.bars.map(({ value, count }) => ({
          label: valueName('cat', value),
          value: count,
          isChosen: chosen.includes(value),
        }))}
        hasChoice={chosen.length > 0}
        onPick={(name) => toggle('cat', byName.get(name) ?? name)}
      />
    </Figure>
  );
}

export function ToolPlot({ figure, soFar }: { figure: ToolFigure; soFar: string }): ReactNode {
  const { filter, toggle } = useFilter();
  const chosen = filter.facets.tool?.include ?? [];
  const others =
    figure.otherTools === 0 ? '' : `, top ${figure.bars.length} of ${figure.bars.length + figure.otherTools}`;
  return (
    <Figure
      name="Tool calls"
      question="Which tools were called, and how often did they fail?"
      caption={`Tool calls · n = ${formatCount(figure.calls)}${others}; failed share hangs left of the line${soFar}`}
      definition="Tool calls per tool name over the matching trajectories (the tool filter left out). Failed: calls whose response failed under the chosen outcome rule."
      sql={figure.sql}
      chosen={chosen.length === 0 ? undefined : `${chosen.length} chosen`}
      rows={figure.bars}
      rowKey={({ tool }) => tool}
      columns={[
        {
          head: 'Tool',
          cell: ({ tool }) => (
            <PickButton isOn={chosen.includes(tool)} label={tool} onPick={() => toggle('tool', tool)} />
          ),
        },
        { head: 'Calls', isNumber: true, cell: ({ calls }) => formatCount(calls) },
        { head: 'Failed', isNumber: true, cell: ({ failed }) => formatCount(failed) },
      ]}
    >
      <BarRows
        data={figure.bars.map(({ tool, calls, failed }) => ({
          label: tool,
          value: calls,
          failed,
          isChosen: chosen.includes(tool),
        }))}
        hasChoice={chosen.length > 0}
        onPick={(tool) => toggle('tool', tool)}
      />
    </Figure>
  );
}

export function LengthPlot({ figure, soFar }: { figure: LengthFigure; soFar: string }): ReactNode {
  const { filter, setRange } = useFilter();
  const range = filter.ranges.turns;
  const isChosen = ({ from, to }: { from: number; to: number }): boolean =>
    range !== undefined && to >= (range.min ?? 0) && from <= (range.max ?? Number.POSITIVE_INFINITY);
  const pick = ({ from, to }: { from: number; to: number }): void =>
    setRange('turns', range?.min === from && range.max === to ? {} : { min: from, max: to });
  return (
    <Figure
      name="Conversation length"
      question="How long are the conversations?"
      caption={`Conversation length · turns, n = ${formatCount(figure.trajectories)}; those with a failure hang below${soFar}`}
      definition="Trajectories by number of elements of conversations (system, human, gpt, tool). Below the line: those with at least one failed response under the chosen outcome rule."
      sql={figure.sql}
      chosen={range === undefined ? undefined : `turns ${rangeName(range)}`}
      rows={figure.bins}
      rowKey={({ from }) => String(from)}
      columns={[
        {
          head: 'Turns',
          cell: (bin) => (
            <PickButton
              isOn={range !== undefined && isChosen(bin)}
              label={rangeName({ min: bin.from, max: bin.to })}
              onPick={() => pick(bin)}
            />
          ),
        },
        { head: 'Trajectories', isNumber: true, cell: ({ count }) => formatCount(count) },
        { head: 'With a failure', isNumber: true, cell: ({ failed }) => formatCount(failed) },
      ]}
    >
      <Histogram
        bins={figure.bins.map((bin) => ({ ...bin, isChosen: isChosen(bin) }))}
        hasChoice={range !== undefined}
        height={150}
        onPick={pick}
      />
    </Figure>
  );
}
