/** The rows of a run's outline: its prompts as chapters, its steps below them. Pure; what a row says is made when it is drawn. */
import { isAnswer, type Step, type StripMark, type Trajectory, type Turn } from '../../trace';
import { planChanges } from './planChanges';

export interface PromptRow {
  readonly kind: 'prompt';
  readonly turn: Turn;
  /** The step it is shown with. */
  readonly step: number;
}

export interface StepRow {
  readonly kind: 'step';
  readonly step: Step;
  readonly isAnswer: boolean;
  readonly hasFailure: boolean;
  readonly hasFinding: boolean;
  /** What it changed in the plan. */
  readonly plan: string | undefined;
}

export type OutlineRow = PromptRow | StepRow;

function promptsOf({ turns }: Trajectory, indexes: readonly number[], step: number): readonly PromptRow[] {
  return indexes.flatMap((index) => {
    const turn = turns[index];
    return turn?.role === 'human' ? [{ kind: 'prompt' as const, turn, step }] : [];
  });
}

/** `marks` are those of the strip: outline, list and scrubber say the same. */
export function buildOutline(trajectory: Trajectory, marks: readonly StripMark[]): readonly OutlineRow[] {
  const { turns, steps, preamble } = trajectory;
  const plans = planChanges(trajectory);
  return [
    ...promptsOf(trajectory, preamble, Math.min(1, steps.length)),
    ...steps.flatMap((step, index) => {
      const gpt = turns[step.turn];
      const mark = marks[index];
      const row: StepRow = {
        kind: 'step',
        step,
        isAnswer: gpt !== undefined && isAnswer(gpt),
        hasFailure: (mark?.failed ?? 0) > 0,
        hasFinding: mark?.hasFinding === true || mark?.inLoop === true,
        plan: plans.get(step.number),
      };
      return [row, ...promptsOf(trajectory, step.turns, step.number)];
    }),
  ];
}

/** Where a step stands among the rows. */
export function rowOfStep(rows: readonly OutlineRow[], step: number): number {
  return Math.max(
    0,
    rows.findIndex((row) => row.kind === 'step' && row.step.number === step),
  );
}

export function textOf({ value }: Turn): string {
  return value.slice(0, 300).replace(/\s+/g, ' ').trim();
}
