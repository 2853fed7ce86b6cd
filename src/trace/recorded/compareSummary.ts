/**
 * A run's own summary beside what is counted in its files. FORMAT: `statistics.json` of the batch runner (2.4),
 * `compression_metrics.json` of the compressor (2.3).
 */
import { member } from '../../lib/member';
import { isJsonObject } from '../json/jsonValue';
import type { JsonValue } from '../model';
import { numberAt, type ToolTally } from './compareRecorded';

/** What the index counts in the files beside a summary. */
export interface CountedRun {
  readonly trajectories: number;
  readonly turns: number;
  readonly steps: number;
  /** Steps with a think block that holds text. */
  readonly thinkingSteps: number;
  /** Trajectories whose compression_metrics say they were compressed. */
  readonly compressed: number;
  readonly tools: ReadonlyMap<string, Readonly<ToolTally>>;
}

export interface SummaryRow {
  /** The recorded field, as a path. */
  readonly field: string;
  /** Of one tool: its calls are the rows behind the number. */
  readonly tool?: string;
  readonly definition: string;
  readonly recorded: number;
  readonly ours: number;
}

const TOOL_FIELDS = [
  ['count', 'calls of the tool'],
  ['success', 'calls whose response is ok under the rule batch_runner'],
  ['failure', 'calls whose response failed under the rule batch_runner'],
] as const;

/** As the writer rounds: percent of those with an outcome, 2 places. */
function rate(part: number, { success, failure }: Readonly<ToolTally>): number {
  const whole = success + failure;
  return whole === 0 ? 0 : Math.round((10_000 * part) / whole) / 100;
}

function toolRows(statistics: JsonValue | undefined, tools: CountedRun['tools']): readonly SummaryRow[] {
  if (!isJsonObject(statistics)) return [];
  const names = new Set([...Object.keys(statistics), ...tools.keys()]);
  return [...names].flatMap((tool) => {
    const own = member(statistics, tool);
    const tally = tools.get(tool) ?? { count: 0, success: 0, failure: 0 };
    const counts = TOOL_FIELDS.map(([key, definition]) => ({
      field: `tool_statistics.${tool}.${key}`,
      tool,
      definition,
      recorded: numberAt(own, key) ?? 0,
      ours: tally[key],
    }));
    // the writer lists every tool it knows
    if (counts.every(({ recorded, ours }) => recorded === 0 && ours === 0)) return [];
    const rates = (['success', 'failure'] as const).flatMap((key) => {
      const recorded = numberAt(own, `${key}_rate`);
      if (recorded === undefined) return [];
      const definition = `${key} ÷ (success + failure), percent to 2 places`;
      return [
        {
          field: `tool_statistics.${tool}.${key}_rate`,
          tool,
          definition,
          recorded,
          ours: rate(tally[key], tally),
        },
      ];
    });
    return [...counts, ...rates];
  });
}

/** Every number of the summary that can be counted here; empty when it is no summary. */
export function compareSummary(summary: JsonValue, counted: CountedRun): readonly SummaryRow[] {
  if (!isJsonObject(summary)) return [];
  const { steps, thinkingSteps, trajectories, compressed, turns, tools } = counted;
  const plain: readonly (readonly [group: string, field: string, ours: number, definition: string])[] = [
    ['reasoning_statistics', 'total_assistant_turns', steps, 'gpt turns'],
    [
      'reasoning_statistics',
      'turns_with_reasoning',
      thinkingSteps,
      'gpt turns with a think block that holds text',
    ],
    [
      'reasoning_statistics',
      'turns_without_reasoning',
      steps - thinkingSteps,
      'gpt turns without such a block',
    ],
    ['summary', 'total_trajectories', trajectories, 'trajectories in the files beside it'],
    ['summary', 'trajectories_compressed', compressed, 'trajectories whose compression_metrics say so'],
    ['turns', 'total_after', turns, 'turns in the files beside it'],
  ];
  const rows = plain.flatMap(([group, field, ours, definition]): readonly SummaryRow[] => {
    const recorded = numberAt(member(summary, group), field);
    return recorded === undefined ? [] : [{ field: `${group}.${field}`, definition, recorded, ours }];
  });
  const prompts = numberAt(summary, 'total_prompts');
  const total =
    prompts === undefined
      ? []
      : [
          {
            field: 'total_prompts',
            definition: 'prompts of the run; here trajectories: a prompt that was discarded left none',
            recorded: prompts,
            ours: trajectories,
          },
        ];
  return [...total, ...rows, ...toolRows(member(summary, 'tool_statistics'), tools)];
}
