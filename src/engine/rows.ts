/** A parsed trajectory → its rows in the index. Counts nothing itself: every figure is trace's. */
import {
  compareRecorded,
  computeAttention,
  computeMetrics,
  computeRecovery,
  NOT_FAILED,
  type Attention,
  type RowRef,
  type Trajectory,
  type TrajectoryMetrics,
} from '../trace';
import type { IndexTableName, TableRow } from './tables';

export type IndexRows = { readonly [Name in Exclude<IndexTableName, 'listing'>]: readonly TableRow<Name>[] };

export interface KnownFigures {
  readonly metrics: TrajectoryMetrics;
  readonly attention: Attention;
}

/** `known`: what the caller has computed already; each costs a pass over the trajectory. */
export function toIndexRows(
  trajectory: Trajectory,
  { file, row }: RowRef,
  known: KnownFigures = { metrics: computeMetrics(trajectory), attention: computeAttention(trajectory) },
): IndexRows {
  return {
    trajectory: [{ file, row, ...toTrajectoryRow(trajectory, known) }],
    step: toStepRows(trajectory, known.metrics.stepThinkWords, { file, row }),
    call: toCallRows(trajectory, file, row),
    response: toResponseRows(trajectory, file, row),
    block: toBlockRows(trajectory, file, row),
    recorded: toRecordedRows(trajectory, file, row),
    finding: trajectory.findings.map(({ kind, step }) => ({ file, row, step, kind })),
  };
}

// Plain loops and whole literals: with spreads these tables took a third of the index's time.

function toStepRows(
  { steps, turns }: Trajectory,
  thinkWords: readonly number[],
  { file, row }: RowRef,
): readonly TableRow<'step'>[] {
  return steps.map(({ number: step, calls, turns: indexes, failures }, at) => {
    let chars = 0;
    for (const index of indexes) chars += turns[index]?.value.length ?? 0;
    return {
      file,
      row,
      step,
      calls: calls.length,
      chars,
      think_words: thinkWords[at] ?? 0,
      failed_structured: failures.structured > 0,
      failed_batch_runner: failures.batch_runner > 0,
      failed_tutorial: failures.tutorial > 0,
    };
  });
}

function toCallRows(trajectory: Trajectory, file: number, row: number): readonly TableRow<'call'>[] {
  const { steps, turns } = trajectory;
  const structured = computeRecovery(trajectory, 'structured');
  const batchRunner = computeRecovery(trajectory, 'batch_runner');
  const tutorial = computeRecovery(trajectory, 'tutorial');
  const rows: TableRow<'call'>[] = [];
  const names: string[] = [];
  for (const { calls } of steps) for (const { name } of calls) names.push(name);
  for (const { number: step, calls } of steps) {
    let place = 0;
    for (const { name: tool, response } of calls) {
      const turn = response && turns[response.turn];
      const block = response && turn?.blocks[response.block];
      const outcome = block?.kind === 'tool_response' ? block.outcome : undefined;
      const at = rows.length;
      rows.push({
        file,
        row,
        step,
        place,
        tool,
        next: names[at + 1] ?? '',
        has_response: response !== undefined,
        failed_structured: outcome?.structured.failed === true,
        failed_batch_runner: outcome?.batch_runner.failed === true,
        failed_tutorial: turn?.tutorialFlagged === true,
        recovery_structured: structured[at] ?? NOT_FAILED,
        recovery_batch_runner: batchRunner[at] ?? NOT_FAILED,
        recovery_tutorial: tutorial[at] ?? NOT_FAILED,
      });
      place += 1;
    }
  }
  return rows;
}

const isInteger32 = (value: number): boolean => (value | 0) === value;

/** What is no whole number (a ratio) is not summed: the inspector compares it. */
function toRecordedRows(trajectory: Trajectory, file: number, row: number): readonly TableRow<'recorded'>[] {
  return compareRecorded(trajectory)
    .filter(({ recorded, ours }) => isInteger32(recorded) && isInteger32(ours))
    .map((figure) => ({ file, row, ...figure }));
}

const BLOCK_KINDS = { think: 'think', tool_call: 'call', tool_response: 'response', text: 'answer' } as const;

/** What the agent wrote and got; prompts and system text are no blocks of a run. */
function toBlockRows({ steps, turns }: Trajectory, file: number, row: number): readonly TableRow<'block'>[] {
  const rows: TableRow<'block'>[] = [];
  for (const { number: step, turns: indexes } of steps) {
    for (const index of indexes) {
      const turn = turns[index];
      if (turn?.role !== 'gpt' && turn?.role !== 'tool') continue;
      for (const { kind, bodyStart, bodyEnd } of turn.blocks) {
        if (kind === 'unparsed' || (kind === 'text' && turn.role === 'tool')) continue;
        rows.push({ file, row, step, kind: BLOCK_KINDS[kind], chars: bodyEnd - bodyStart });
      }
    }
  }
  return rows;
}

/** Every response, also those of no step. */
function toResponseRows(
  { steps, turns }: Trajectory,
  file: number,
  row: number,
): readonly TableRow<'response'>[] {
  const stepOf = new Int32Array(turns.length);
  for (const { number, turns: indexes } of steps) for (const index of indexes) stepOf[index] = number;
  const rows: TableRow<'response'>[] = [];
  for (const { index, blocks, tutorialFlagged } of turns) {
    for (const block of blocks) {
      if (block.kind !== 'tool_response') continue;
      const { structured, batch_runner } = block.outcome;
      rows.push({
        file,
        row,
        step: stepOf[index] ?? 0,
        outcome: structured.kind,
        failed_structured: structured.failed,
        failed_batch_runner: batch_runner.failed,
        failed_tutorial: tutorialFlagged === true,
      });
    }
  }
  return rows;
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
