/** How the agents behave: lengths, failures and what came after them, transitions. Same filters as all figures. */
import type { ReactNode } from 'react';
import { formatCount } from '../../lib/text';
import { hashOf, usePlace } from '../../state/usePlace';
import { OUTCOME_RULES } from '../../trace';
import type { Figures } from '../../client/types';
import { BarRows } from '../../ui/charts/BarRows';
import { Histogram } from '../../ui/charts/Histogram';
import { SmallBars } from '../../ui/charts/SmallBars';
import { Figure } from '../../ui/Figure';
import { useFilter } from '../facets/useFilter';
import { listParams } from '../list/placeOfRow';
import { useNearFigure } from './FigureScope';
import { NumberPlot } from './NumberPlot';
import { percent } from './percent';
import { PickButton } from './PickButton';
import { sayMiddle } from './sayMiddle';

const MOST_BARS = 12;
/** Recoveries later than this stand in one bar. */
const LAST_AFTER = 6;

export function BehaviourPanel(): ReactNode {
  return (
    <>
      <NumberPlot
        range="steps"
        name="Steps"
        question="How many steps do the runs take?"
        unit="trajectories"
        definition="Trajectories by number of steps (gpt turns), under all filters but the one on steps. Below the line: those with at least one failed response under the chosen outcome rule."
        head="Steps"
        near={useNearFigure('steps')}
      />
      <NumberPlot
        range="think"
        name="Think depth"
        question="How much do the agents think in a run?"
        unit="words per trajectory"
        definition="Trajectories by words in all their think blocks, split at white space, under all filters but the one on think words: what the dataset card calls think depth is the mean."
        head="Think words"
        near={useNearFigure('think')}
      />
      <StepThinkPlot />
      <BlockPlot />
      <FailedToolPlot />
      <FailedPlacePlot />
      <RulePlot />
      <RecoveryPlot />
      <TransitionPlot />
    </>
  );
}

function StepThinkPlot(): ReactNode {
  const { figure, soFar, shell } = useNearFigure('stepThink');
  const bins = figure?.bins ?? [];
  return (
    <Figure
      {...shell}
      name="Think depth per step"
      question="How much do they think before they act?"
      caption={`Think depth per step · words${sayMiddle(figure)}; steps with a failure hang below${soFar}`}
      definition="Steps of the matching trajectories by words in their think blocks, split at white space. Below the line: steps with a failed response under the chosen outcome rule. No filter: the clause on think words is of whole trajectories."
      sql={figure?.sql}
      rows={figure?.bins}
      rowKey={({ from }) => String(from)}
      columns={[
        {
          head: 'Think words',
          value: ({ from, to }) => (from === to ? from : `${from}-${to}`),
          cell: lengthName,
        },
        { head: 'Steps', value: ({ count }) => count },
        { head: 'With a failure', value: ({ failed }) => failed },
      ]}
    >
      <Histogram bins={bins.map((bin) => ({ ...bin, isChosen: false }))} hasChoice={false} height={150} />
    </Figure>
  );
}

const BLOCK_NAMES = { think: 'Think', call: 'Call', response: 'Response', answer: 'Answer' } as const;

function lengthName({ from, to }: { from: number; to: number }): string {
  return from === to ? formatCount(from) : `${formatCount(from)}–${formatCount(to)}`;
}

function BlockPlot(): ReactNode {
  const { figure, soFar, shell } = useNearFigure('blocks');
  const { bins = [], totals = [] } = figure ?? {};
  const n = totals.reduce((sum, { count }) => sum + count, 0);
  return (
    <Figure
      name="Block length"
      question="How long is what the agents write and get?"
      caption={`Block length · characters, each bar twice as wide as the one before, n = ${formatCount(n)} blocks${soFar}`}
      definition="Blocks of the matching trajectories by characters (UTF-16) inside their delimiters: think blocks, JSON of tool calls, tool responses, and text of gpt turns (answer). Bins are powers of two. No filter: no clause is of single blocks; the one on chars is of whole trajectories."
      {...shell}
      sql={figure?.sql}
      rows={figure?.bins}
      rowKey={({ from }) => String(from)}
      columns={[
        {
          head: 'Characters',
          value: ({ from, to }) => (from === to ? from : `${from}-${to}`),
          cell: lengthName,
        },
        ...totals.map(({ kind }) => ({
          head: BLOCK_NAMES[kind],
          value: (bin: (typeof bins)[number]) => bin[kind],
        })),
      ]}
    >
      {totals.map(({ kind, count, median, mean }) => (
        <SmallBars
          key={kind}
          title={BLOCK_NAMES[kind]}
          facts={`${formatCount(count)} · median ${formatCount(median)} · mean ${formatCount(Math.round(mean))}`}
          bars={bins.map((bin) => ({ label: lengthName(bin), value: bin[kind] }))}
        />
      ))}
    </Figure>
  );
}

function FailedToolPlot(): ReactNode {
  const { figure, soFar, shell } = useNearFigure('tools');
  const { filter, toggle } = useFilter();
  const chosen = filter.facets.tool?.include ?? [];
  const bars = (figure?.bars ?? [])
    .filter(({ failed }) => failed > 0)
    .toSorted((a, b) => b.failed - a.failed);
  const all = bars.reduce((sum, { failed }) => sum + failed, 0);
  return (
    <Figure
      name="Failures by tool"
      question="Which tools fail?"
      caption={`Failures by tool · failed calls, n = ${formatCount(all)}${bars.length > MOST_BARS ? `, top ${MOST_BARS} of ${bars.length}` : ''}${soFar}`}
      definition="Tool calls whose response failed under the chosen outcome rule, by tool name, under all filters but the one on tools. A click filters to the trajectories that called the tool, failed or not: they are counted in the table's last column."
      {...shell}
      sql={figure?.sql}
      chosen={chosen.length === 0 ? undefined : `${chosen.length} chosen`}
      rows={figure && bars}
      rowKey={({ tool }) => tool}
      columns={[
        {
          head: 'Tool',
          value: ({ tool }) => tool,
          cell: ({ tool }) => (
            <PickButton isOn={chosen.includes(tool)} label={tool} onPick={() => toggle('tool', tool)} />
          ),
        },
        { head: 'Failed calls', value: ({ failed }) => failed },
        { head: 'Calls', value: ({ calls }) => calls },
        { head: 'Per 100 calls', value: ({ failed, calls }) => Math.round((1000 * failed) / calls) / 10 },
        { head: 'Trajectories', value: ({ trajectories }) => trajectories },
      ]}
    >
      <BarRows
        data={bars.slice(0, MOST_BARS).map(({ tool, failed }) => ({
          label: tool,
          value: failed,
          isChosen: chosen.includes(tool),
        }))}
        hasChoice={chosen.length > 0}
        onPick={(tool) => toggle('tool', tool)}
      />
    </Figure>
  );
}

function tenthName(tenth: number): string {
  return `${tenth * 10}–${tenth * 10 + 10} %`;
}

function FailedPlacePlot(): ReactNode {
  const { figure, soFar, shell } = useNearFigure('places');
  const bars = figure?.bars ?? [];
  const failed = bars.reduce((sum, bar) => sum + bar.failed, 0);
  return (
    <Figure
      name="Failures by position"
      question="When in a run do failures come?"
      caption={`Failures by position · tenths of the run's steps, n = ${formatCount(failed)} failed responses; failed share hangs left of the line${soFar}`}
      definition="Tool responses by the tenth of the run in which their step stands (step − 1, divided by the run's steps), and those of them that failed under the chosen outcome rule. No filter: no clause names a part of a run."
      {...shell}
      sql={figure?.sql}
      rows={figure?.bars}
      rowKey={({ tenth }) => String(tenth)}
      columns={[
        { head: 'Position', value: ({ tenth }) => tenthName(tenth) },
        { head: 'Responses', value: ({ responses }) => responses },
        { head: 'Failed', value: ({ failed: n }) => n },
        { head: 'Share', value: ({ failed: n, responses }) => percent(n, responses) },
      ]}
    >
      <BarRows
        data={bars.map(({ tenth, responses, failed: n }) => ({
          label: tenthName(tenth),
          value: responses,
          failed: n,
          isChosen: false,
        }))}
        hasChoice={false}
        labelWidth={72}
      />
    </Figure>
  );
}

function ruleName(bar: Figures['rules']['bars'][number]): string {
  const failing = OUTCOME_RULES.filter((rule) => bar.failed[rule]);
  if (failing.length === 0) return 'none';
  return failing.length === OUTCOME_RULES.length ? 'all three' : failing.join(' and ');
}

/** Where the three rules disagree, with places to look at under each. */
function RulePlot(): ReactNode {
  const { figure, soFar, shell } = useNearFigure('rules');
  const { params } = usePlace();
  const bars = figure?.bars ?? [];
  const total = bars.reduce((sum, { count }) => sum + count, 0);
  const apart = bars
    .filter((bar) => !['none', 'all three'].includes(ruleName(bar)))
    .reduce((sum, { count }) => sum + count, 0);
  return (
    <Figure
      name="Rules"
      question="Where do the outcome rules disagree?"
      caption={`Rules · failed under; they disagree on ${percent(apart, total)} of ${formatCount(total)} responses${soFar}`}
      definition="Tool responses by the rules under which they failed: structured reads the fields, batch_runner is the writer's own rule, tutorial flags a whole tool turn that holds the word error (docs/OUTCOMES.md). Examples: the first and the last step with such a response; the inspector there says why, rule by rule. No filter: a clause on outcomes speaks of one rule at a time."
      {...shell}
      sql={figure?.sql}
      rows={figure?.bars}
      rowKey={ruleName}
      columns={[
        { head: 'Failed under', value: ruleName },
        { head: 'Responses', value: ({ count }) => count },
        { head: 'Share', value: ({ count }) => percent(count, total) },
        {
          head: 'Examples',
          value: ({ examples }) =>
            examples.map(({ file, row, step }) => `~${file}.${row} step ${step}`).join('; '),
          cell: ({ examples }) =>
            examples.map(({ file, row, step }) => (
              <a
                key={`${file}.${row}.${step}`}
                href={hashOf({
                  page: 't',
                  address: `~${file}.${row}`,
                  params: { ...listParams(params), row: { file, row }, step: Math.max(1, step) },
                })}
              >
                {`~${file}.${row} step ${step} `}
              </a>
            )),
        },
      ]}
    >
      <BarRows
        data={bars.map((bar) => ({ label: ruleName(bar), value: bar.count, isChosen: false }))}
        hasChoice={false}
        labelWidth={190}
      />
    </Figure>
  );
}

function afterName(after: number): string {
  if (after === 0) return 'never';
  if (after === 1) return 'next step';
  return after === LAST_AFTER ? `${after} or more steps` : `${after} steps later`;
}

function RecoveryPlot(): ReactNode {
  const { figure, soFar, shell } = useNearFigure('recovery');
  const bars = figure?.bars ?? [];
  const failed = bars.reduce((sum, { count }) => sum + count, 0);
  const counts = Array.from({ length: LAST_AFTER + 1 }, (_, after) => ({
    after,
    count: bars
      .filter((bar) => (after === LAST_AFTER ? bar.after >= after : bar.after === after))
      .reduce((sum, { count }) => sum + count, 0),
  }));
  const rows = [...counts.slice(1), ...counts.slice(0, 1)];
  const never = counts[0]?.count ?? 0;
  return (
    <Figure
      name="Recovery"
      question="What comes after a failure?"
      caption={`Recovery · ${percent(failed - never, failed)} of ${formatCount(failed)} failed calls recover${soFar}`}
      definition="Failed calls by the number of steps until the same tool was called again and its response did not fail, under the chosen outcome rule. Calls of the same step do not count: they run side by side. No filter: no clause names what follows a failure."
      {...shell}
      sql={figure?.sql}
      rows={figure && (failed === 0 ? [] : rows)}
      rowKey={({ after }) => String(after)}
      columns={[
        { head: 'Tool succeeds again', value: ({ after }) => afterName(after) },
        { head: 'Failed calls', value: ({ count }) => count },
        { head: 'Share', value: ({ count }) => percent(count, failed) },
      ]}
    >
      <BarRows
        data={rows.map(({ after, count }) => ({ label: afterName(after), value: count, isChosen: false }))}
        hasChoice={false}
      />
    </Figure>
  );
}

function TransitionPlot(): ReactNode {
  const { figure, soFar, shell } = useNearFigure('transitions');
  const { bars = [], calls = 0 } = figure ?? {};
  const name = ({ tool, next }: (typeof bars)[number]): string => `${tool} → ${next}`;
  return (
    <Figure
      name="Tool transitions"
      question="Which tool follows which?"
      caption={`Tool transitions · pairs of calls, n = ${formatCount(calls)}${bars.length > MOST_BARS ? `, top ${MOST_BARS} of ${bars.length}` : ''}${soFar}`}
      definition="Each tool call of the matching trajectories and the one after it in the same run, parallel calls in the order they are written; at most 200 pairs. No filter: a clause names the tools a run called, not their order."
      {...shell}
      sql={figure?.sql}
      rows={figure?.bars}
      rowKey={name}
      columns={[
        { head: 'Tool', value: ({ tool }) => tool },
        { head: 'Next', value: ({ next }) => next },
        { head: 'Pairs', value: ({ count }) => count },
        { head: 'Share', value: ({ count }) => percent(count, calls) },
      ]}
    >
      <BarRows
        data={bars
          .slice(0, MOST_BARS)
          .map((bar) => ({ label: name(bar), value: bar.count, isChosen: false }))}
        hasChoice={false}
        labelWidth={200}
      />
    </Figure>
  );
}
