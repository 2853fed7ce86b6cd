/** How the agents behave: lengths, failures and what came after them, transitions. Same filters as all figures. */
import type { ReactNode } from 'react';
import { formatCount } from '../../lib/text';
import { hashOf, usePlace } from '../../state/usePlace';
import { OUTCOME_RULES } from '../../trace';
import type { Behaviour } from '../../client/types';
import { BarRows } from '../../ui/charts/BarRows';
import { SmallBars } from '../../ui/charts/SmallBars';
import { Figure } from '../../ui/Figure';
import { useFilter } from '../facets/useFilter';
import { listParams } from '../list/placeOfRow';
import { NumberPlot } from './NumberPlot';
import { percent } from './percent';
import { PickButton } from './PickButton';

interface BehaviourPanelProps {
  readonly behaviour: Behaviour;
  readonly soFar: string;
}

interface PlotProps<Name extends keyof Behaviour> {
  readonly figure: Behaviour[Name];
  readonly soFar: string;
}

const MOST_BARS = 12;
/** Recoveries later than this stand in one bar. */
const LAST_AFTER = 6;

export function BehaviourPanel({ behaviour, soFar }: BehaviourPanelProps): ReactNode {
  const { steps, think } = behaviour;
  const middle = (figure: Behaviour['steps']): string =>
    `median ${formatCount(figure.median)}, mean ${figure.mean.toFixed(1)}, n = ${formatCount(figure.trajectories)}${soFar}`;
  return (
    <>
      <NumberPlot
        range="steps"
        name="Steps"
        question="How many steps do the runs take?"
        caption={`Steps · trajectories; ${middle(steps)}`}
        definition="Trajectories by number of steps (gpt turns), under all filters but the one on steps. Below the line: those with at least one failed response under the chosen outcome rule."
        head="Steps"
        sql={steps.sql}
        bins={steps.bins}
      />
      <NumberPlot
        range="think"
        name="Think depth"
        question="How much do the agents think?"
        caption={`Think depth · words per trajectory; ${middle(think)}`}
        definition="Trajectories by words in all their think blocks, split at white space, under all filters but the one on think words: what the dataset card calls think depth is the mean."
        head="Think words"
        sql={think.sql}
        bins={think.bins}
      />
      <BlockPlot figure={behaviour.blocks} soFar={soFar} />
      <FailedToolPlot figure={behaviour.failedTools} soFar={soFar} />
      <FailedPlacePlot figure={behaviour.failedPlaces} soFar={soFar} />
      <RulePlot figure={behaviour.rules} soFar={soFar} />
      <RecoveryPlot figure={behaviour.recovery} soFar={soFar} />
      <TransitionPlot figure={behaviour.transitions} soFar={soFar} />
    </>
  );
}

const BLOCK_NAMES = { think: 'Think', call: 'Call', response: 'Response', answer: 'Answer' } as const;

function lengthName({ from, to }: { from: number; to: number }): string {
  return from === to ? formatCount(from) : `${formatCount(from)}–${formatCount(to)}`;
}

function BlockPlot({ figure, soFar }: PlotProps<'blocks'>): ReactNode {
  const { bins, totals } = figure;
  const n = totals.reduce((sum, { count }) => sum + count, 0);
  return (
    <Figure
      name="Block length"
      question="How long is what the agents write and get?"
      caption={`Block length · characters, each bar twice as wide as the one before, n = ${formatCount(n)} blocks${soFar}`}
      definition="Blocks of the matching trajectories by characters (UTF-16) inside their delimiters: think blocks, JSON of tool calls, tool responses, and text of gpt turns (answer). Bins are powers of two."
      sql={figure.sql}
      rows={bins}
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

function FailedToolPlot({ figure, soFar }: PlotProps<'failedTools'>): ReactNode {
  const { filter, toggle } = useFilter();
  const chosen = filter.facets.tool?.include ?? [];
  const bars = figure.bars.filter(({ count }) => count > 0);
  const failed = bars.reduce((sum, { count }) => sum + count, 0);
  return (
    <Figure
      name="Failures by tool"
      question="Which tools fail?"
      caption={`Failures by tool · failed calls, n = ${formatCount(failed)}${bars.length > MOST_BARS ? `, top ${MOST_BARS} of ${bars.length}` : ''}${soFar}`}
      definition="Tool calls whose response failed under the chosen outcome rule, by tool name, under all filters but the one on tools."
      sql={figure.sql}
      chosen={chosen.length === 0 ? undefined : `${chosen.length} chosen`}
      rows={bars}
      rowKey={({ value }) => value}
      columns={[
        {
          head: 'Tool',
          value: ({ value }) => value,
          cell: ({ value }) => (
            <PickButton isOn={chosen.includes(value)} label={value} onPick={() => toggle('tool', value)} />
          ),
        },
        { head: 'Failed calls', value: ({ count }) => count },
        { head: 'Calls', value: ({ calls }) => calls },
        { head: 'Per 100 calls', value: ({ count, calls }) => Math.round((1000 * count) / calls) / 10 },
      ]}
    >
      <BarRows
        data={bars.slice(0, MOST_BARS).map(({ value, count }) => ({
          label: value,
          value: count,
          isChosen: chosen.includes(value),
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

function FailedPlacePlot({ figure, soFar }: PlotProps<'failedPlaces'>): ReactNode {
  const failed = figure.bars.reduce((sum, bar) => sum + bar.failed, 0);
  return (
    <Figure
      name="Failures by position"
      question="When in a run do failures come?"
      caption={`Failures by position · tenths of the run's steps, n = ${formatCount(failed)} failed responses; failed share hangs left of the line${soFar}`}
      definition="Tool responses by the tenth of the run in which their step stands (step − 1, divided by the run's steps), and those of them that failed under the chosen outcome rule."
      sql={figure.sql}
      rows={figure.bars}
      rowKey={({ tenth }) => String(tenth)}
      columns={[
        { head: 'Position', value: ({ tenth }) => tenthName(tenth) },
        { head: 'Responses', value: ({ responses }) => responses },
        { head: 'Failed', value: ({ failed: n }) => n },
        { head: 'Share', value: ({ failed: n, responses }) => percent(n, responses) },
      ]}
    >
      <BarRows
        data={figure.bars.map(({ tenth, responses, failed: n }) => ({
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

function ruleName(bar: Behaviour['rules']['bars'][number]): string {
  const failing = OUTCOME_RULES.filter((rule) => bar.failed[rule]);
  if (failing.length === 0) return 'none';
  return failing.length === OUTCOME_RULES.length ? 'all three' : failing.join(' and ');
}

/** Where the three rules disagree, with places to look at under each. */
function RulePlot({ figure, soFar }: PlotProps<'rules'>): ReactNode {
  const { params } = usePlace();
  const { bars } = figure;
  const total = bars.reduce((sum, { count }) => sum + count, 0);
  const apart = bars
    .filter((bar) => !['none', 'all three'].includes(ruleName(bar)))
    .reduce((sum, { count }) => sum + count, 0);
  return (
    <Figure
      name="Rules"
      question="Where do the outcome rules disagree?"
      caption={`Rules · failed under; they disagree on ${percent(apart, total)} of ${formatCount(total)} responses${soFar}`}
      definition="Tool responses by the rules under which they failed: structured reads the fields, batch_runner is the writer's own rule, tutorial flags a whole tool turn that holds the word error (docs/OUTCOMES.md). Examples: the first and the last step with such a response; the inspector there says why, rule by rule."
      sql={figure.sql}
      rows={bars}
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

function RecoveryPlot({ figure, soFar }: PlotProps<'recovery'>): ReactNode {
  const failed = figure.bars.reduce((sum, { count }) => sum + count, 0);
  const counts = Array.from({ length: LAST_AFTER + 1 }, (_, after) => ({
    after,
    count: figure.bars
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
      definition="Failed calls by the number of steps until the same tool was called again and its response did not fail, under the chosen outcome rule. Calls of the same step do not count: they run side by side."
      sql={figure.sql}
      rows={failed === 0 ? [] : rows}
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

function TransitionPlot({ figure, soFar }: PlotProps<'transitions'>): ReactNode {
  const { bars, calls } = figure;
  const name = ({ tool, next }: (typeof bars)[number]): string => `${tool} → ${next}`;
  return (
    <Figure
      name="Tool transitions"
      question="Which tool follows which?"
      caption={`Tool transitions · pairs of calls, n = ${formatCount(calls)}${bars.length > MOST_BARS ? `, top ${MOST_BARS} of ${bars.length}` : ''}${soFar}`}
      definition="Each tool call of the matching trajectories and the one after it in the same run, parallel calls in the order they are written; at most 200 pairs."
      sql={figure.sql}
      rows={bars}
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
