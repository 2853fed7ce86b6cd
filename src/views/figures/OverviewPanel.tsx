/** The figures beside the list: same filters; a click on a bar, or a button in its table, filters. */
import type { ReactNode } from 'react';
import { formatCount } from '../../lib/text';
import { BarRows } from '../../ui/charts/BarRows';
import { Figure } from '../../ui/Figure';
import { useNearFigure } from './FigureScope';
import { NumberPlot } from './NumberPlot';
import { PickButton } from './PickButton';
import { useFilter } from '../facets/useFilter';
import { valueName } from '../facets/words';

export function OverviewPanel(): ReactNode {
  return (
    <>
      <CategoryPlot />
      <ToolPlot />
      <LengthPlot />
    </>
  );
}

function CategoryPlot(): ReactNode {
  const { figure, soFar, shell } = useNearFigure('category');
  const bars = figure?.bars ?? [];
  const n = bars.reduce((sum, { count }) => sum + count, 0);
  const { filter, toggle } = useFilter();
  const chosen = filter.facets.cat?.include ?? [];
  const byName = new Map(bars.map(({ value }) => [valueName('cat', value), value]));
  return (
    <Figure
      name="Category"
      question="What were the runs about?"
      caption={`Category · trajectories, n = ${formatCount(n)}${soFar}`}
      definition="Trajectories per value of the column category, under all filters but the category's own."
      {...shell}
      sql={figure?.sql}
      chosen={chosen.length === 0 ? undefined : `${chosen.length} chosen`}
      rows={figure?.bars}
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
        data={bars.map(({ value, count }) => ({
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

function ToolPlot(): ReactNode {
  const { figure, soFar, shell } = useNearFigure('tools');
  const bars = figure?.bars ?? [];
  const { filter, toggle } = useFilter();
  const chosen = filter.facets.tool?.include ?? [];
  const others = bars.length <= TOP_TOOLS ? '' : `, top ${TOP_TOOLS} of ${bars.length}`;
  return (
    <Figure
      name="Tool calls"
      question="Which tools were called, and how often did they fail?"
      caption={`Tool calls · n = ${formatCount(figure?.calls ?? 0)}${others}; failed share hangs left of the line${soFar}`}
      definition="Tool calls per tool name over the matching trajectories (the tool filter left out). Failed: calls whose response failed under the chosen outcome rule. A click filters to the trajectories that call the tool: they are counted in the table's last column, the bars count calls."
      {...shell}
      sql={figure?.sql}
      chosen={chosen.length === 0 ? undefined : `${chosen.length} chosen`}
      rows={figure?.bars}
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
        { head: 'Trajectories', value: ({ trajectories }) => trajectories },
      ]}
    >
      <BarRows
        data={bars.slice(0, TOP_TOOLS).map(({ tool, calls, failed }) => ({
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

function LengthPlot(): ReactNode {
  return (
    <NumberPlot
      range="turns"
      name="Conversation length"
      question="How long are the conversations?"
      unit="turns"
      definition="Trajectories by number of elements of conversations (system, human, gpt, tool), under all filters but the one on turns. Below the line: those with at least one failed response under the chosen outcome rule."
      head="Turns"
      near={useNearFigure('length')}
    />
  );
}
