/** A parsed trajectory → its rows in the index. Counts nothing itself: every figure is trace's. */
import {
  computeAttention,
  computeMetrics,
  type Attention,
  type BlockRef,
  type OutcomeRule,
  type RowRef,
  type Step,
  type ToolResponseBlock,
  type Trajectory,
  type TrajectoryMetrics,
} from '../trace';
import type { IndexTableName, TableRow } from './tables';

export type IndexRows = { readonly [Name in Exclude<IndexTableName, 'listing'>]: readonly TableRow<Name>[] };

export interface KnownFigures {
  readonly metrics: TrajectoryMetrics;
  readonly attention: Attention;
}

type Failed = Pick<TableRow<'response'>, 'failed_structured' | 'failed_batch_runner' | 'failed_tutorial'>;

const NOT_FAILED: Failed = { failed_structured: false, failed_batch_runner: false, failed_tutorial: false };

/** `known`: what the caller has computed already; each costs a pass over the trajectory. */
export function toIndexRows(
  trajectory: Trajectory,
  { file, row }: RowRef,
  known: KnownFigures = { metrics: computeMetrics(trajectory), attention: computeAttention(trajectory) },
): IndexRows {
  const at = { file, row };
  const { steps, turns, findings } = trajectory;
  return {
    trajectory: [{ ...at, ...toTrajectoryRow(trajectory, known) }],
    step: steps.map((step) => ({
      ...at,
      step: step.number,
      calls: step.calls.length,
      chars: step.turns.reduce((sum, index) => sum + (turns[index]?.value.length ?? 0), 0),
      ...failedStep(step),
    })),
    call: steps.flatMap((step) =>
      step.calls.map(({ name, response }) => ({
        ...at,
        step: step.number,
        tool: name,
        has_response: response !== undefined,
        ...(response === undefined ? NOT_FAILED : failedAt(trajectory, response)),
      })),
    ),
    response: responsesOf(trajectory).map(({ ref, block, step }) => ({
      ...at,
      step,
      outcome: block.outcome.structured.kind,
      ...failedAt(trajectory, ref),
    })),
    finding: findings.map(({ kind, step }) => ({ ...at, step, kind })),
  };
}

function toTrajectoryRow(
  trajectory: Trajectory,
  { metrics, attention }: KnownFigures,
): Omit<TableRow<'trajectory'>, 'file' | 'row'> {
  const { responsesFailed } = metrics;
  return {
    steps: metrics.steps,
    calls: metrics.toolCalls,
    width: metrics.maxParallelWidth,
    failures_structured: responsesFailed.structured,
    failures_batch_runner: responsesFailed.batch_runner,
    failures_tutorial: responsesFailed.tutorial,
    findings: trajectory.findings.length,
    think_words: metrics.thinkWords,
    chars: metrics.chars,
    attention: attention.score,
    model: modelOf(trajectory),
    state: stateOf(trajectory),
    has_answer: metrics.hasAnswer,
  };
}

function modelOf({ recorded }: Trajectory): string {
  if (typeof recorded['model'] === 'string') return recorded['model'];
  const metadata = recorded['metadata'];
  const nested =
    typeof metadata === 'object' && metadata !== null && 'model' in metadata ? metadata['model'] : undefined;
  return typeof nested === 'string' ? nested : '';
}

/** What the writer recorded: an error or `failed`, then `partial`, then `completed`. */
function stateOf({ recorded }: Trajectory): string {
  if (recorded['failed'] === true || typeof recorded['error'] === 'string') return 'failed';
  if (recorded['partial'] === true) return 'partial';
  if (typeof recorded['completed'] === 'boolean') return recorded['completed'] ? 'completed' : 'incomplete';
  return '';
}

function failedStep({ failures }: Step): Failed {
  return {
    failed_structured: failures.structured > 0,
    failed_batch_runner: failures.batch_runner > 0,
    failed_tutorial: failures.tutorial > 0,
  };
}

function failedAt({ turns }: Trajectory, { turn, block }: BlockRef): Failed {
  const found = turns[turn]?.blocks[block];
  const failed = (rule: Exclude<OutcomeRule, 'tutorial'>): boolean =>
    found?.kind === 'tool_response' && found.outcome[rule].failed;
  return {
    failed_structured: failed('structured'),
    failed_batch_runner: failed('batch_runner'),
    failed_tutorial: turns[turn]?.tutorialFlagged === true,
  };
}

interface PlacedResponse {
  readonly ref: BlockRef;
  readonly block: ToolResponseBlock;
  readonly step: number;
}

/** Every response, also those of no step. */
function responsesOf({ turns, steps }: Trajectory): readonly PlacedResponse[] {
  const stepOf = new Map(
    steps.flatMap(({ number, turns: indexes }) => indexes.map((index) => [index, number] as const)),
  );
  return turns.flatMap((turn) =>
    turn.blocks.flatMap((block, index) =>
      block.kind === 'tool_response'
        ? [{ ref: { turn: turn.index, block: index }, block, step: stepOf.get(turn.index) ?? 0 }]
        : [],
    ),
  );
}
