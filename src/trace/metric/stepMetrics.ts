/** The figures of every step and every call: the rows of the index's narrow tables. */
import type { OutcomeRule, Step, StepCall, Trajectory, Turn } from '../model';
import { bodyChars, turnChars, wordsOfThink } from './sizes';

export interface StepMetrics {
  readonly number: number;
  /** Index of the gpt turn. */
  readonly turn: number;
  readonly stepChars: number;
  readonly stepThinkWords: number;
  readonly width: number;
  readonly responses: number;
  readonly failures: Readonly<Record<OutcomeRule, number>>;
  /** Findings whose turn belongs to the step. */
  readonly findings: number;
}

export interface CallMetrics {
  readonly step: number;
  /** From 0, in the step. */
  readonly place: number;
  readonly turn: number;
  readonly block: number;
  readonly name: string;
  readonly malformed: boolean;
  readonly argumentChars: number;
  readonly answered: boolean;
  readonly responseChars: number;
  /** `ok` or the kind of failure; undefined without a response. */
  readonly structured: string | undefined;
  readonly batchRunner: string | undefined;
}

/** Words in the think blocks of a turn. */
function thinkWordsOf(turn: Turn | undefined): number {
  let words = 0;
  for (const block of turn?.blocks ?? [])
    if (block.kind === 'think' && turn) words += wordsOfThink(turn, block);
  return words;
}

function toStepMetrics({ turns }: Trajectory, step: Step, findings: number): StepMetrics {
  const own = step.turns.map((index) => turns[index]).filter((turn) => turn !== undefined);
  return {
    number: step.number,
    turn: step.turn,
    stepChars: own.reduce((sum, turn) => sum + turnChars(turn), 0),
    stepThinkWords: thinkWordsOf(turns[step.turn]),
    width: step.calls.length,
    responses: step.calls.filter((call) => call.response).length + step.unmatchedResponses.length,
    failures: step.failures,
    findings,
  };
}

export function computeStepMetrics(trajectory: Trajectory): readonly StepMetrics[] {
  const findings = new Map<number, number>();
  for (const { step } of trajectory.findings) findings.set(step, (findings.get(step) ?? 0) + 1);
  return trajectory.steps.map((step) => toStepMetrics(trajectory, step, findings.get(step.number) ?? 0));
}

function toCallMetrics(
  { turns }: Trajectory,
  step: Step,
  { ref, name, status, response }: StepCall,
  place: number,
): CallMetrics {
  const call = turns[ref.turn]?.blocks[ref.block];
  const answer = response && turns[response.turn]?.blocks[response.block];
  const outcome = answer?.kind === 'tool_response' ? answer.outcome : undefined;
  return {
    step: step.number,
    place,
    turn: ref.turn,
    block: ref.block,
    name,
    malformed: status === 'malformed',
    argumentChars: call ? bodyChars(call) : 0,
    answered: response !== undefined,
    responseChars: answer ? bodyChars(answer) : 0,
    structured: outcome?.structured.kind,
    batchRunner: outcome?.batch_runner.kind,
  };
}

export function computeCallMetrics(trajectory: Trajectory): readonly CallMetrics[] {
  return trajectory.steps.flatMap((step) =>
    step.calls.map((call, place) => toCallMetrics(trajectory, step, call, place)),
  );
}
