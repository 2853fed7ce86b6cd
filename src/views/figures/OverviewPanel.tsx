/** The figures beside the list: same filters; a click on a bar, or a button in its table, filters. */
import type { ReactNode } from 'react';
import { formatCount } from '../../lib/text';
import { BarRows } from '../../ui/charts/BarRows';
import { Figure } from '../../ui/Figure';
import type { CategoryFigure, LengthFigure, Overview, ToolFigure } from '../../client/types';
import { NumberPlot } from './NumberPlot';
import { PickButton } from './PickButton';
import { useFilter } from '../facets/useFilter';
import { valueName } from '../facets/words';

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
          value: ({ value }) => value,
          cell: ({ value }) => (
            <PickButton
              isOn={chosen.includes(value)}
              label={valueName('cat', value)}
              onPick={() => toggle('cat', value)}
            />
          ),
        },
        { head: 'Trajectories', value: ({ count }) => count },
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

/** Tools drawn; the table has them all. */
const TOP_TOOLS = 15;

export function ToolPlot({ figure, soFar }: { figure: ToolFigure; soFar: string }): ReactNode {
  const { filter, toggle } = useFilter();
  const chosen = filter.facets.tool?.include ?? [];
  const others = figure.bars.length <= TOP_TOOLS ? '' : `, top ${TOP_TOOLS} of ${figure.bars.length}`;
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
          value: ({ tool }) => tool,
          cell: ({ tool }) => (
            <PickButton isOn={chosen.includes(tool)} label={tool} onPick={() => toggle('tool', tool)} />
          ),
        },
        { head: 'Calls', value: ({ calls }) => calls },
        { head: 'Failed', value: ({ failed }) => failed },
      ]}
    >
      <BarRows
        data={figure.bars.slice(0, TOP_TOOLS).map(({ tool, calls, failed }) => ({
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
  return (
    <NumberPlot
      range="turns"
      name="Conversation length"
      question="How long are the conversations?"
      caption={`Conversation length · turns, n = ${formatCount(figure.trajectories)}; those with a failure hang below${soFar}`}
      definition="Trajectories by number of elements of conversations (system, human, gpt, tool), under all filters but the one on turns. Below the line: those with at least one failed response under the chosen outcome rule."
      head="Turns"
      sql={figure.sql}
      bins={figure.bins}
    />
  );
}
