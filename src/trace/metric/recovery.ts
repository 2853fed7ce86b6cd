import type { OutcomeRule, StepCall, Trajectory } from '../model';

/** The call's response did not fail (-1), it failed and its tool never succeeded again (0), or after how many steps it did. */
export type Recovery = number;
export const NOT_FAILED: Recovery = -1;
const NO_STEP = { number: 0, calls: [] } as const;

function failed({ turns }: Trajectory, { response }: StepCall, rule: OutcomeRule): boolean | undefined {
  if (response === undefined) return undefined;
  const turn = turns[response.turn];
  if (rule === 'tutorial') return turn?.tutorialFlagged === true;
  const block = turn?.blocks[response.block];
  return block?.kind === 'tool_response' ? block.outcome[rule].failed : undefined;
}

/**
 * How each call recovered, in the order of the steps and of the calls in them: a failed call recovers at the next
 * later step that holds a call of the same tool whose response did not fail. One pass from the end.
 */
export function computeRecovery(trajectory: Trajectory, rule: OutcomeRule): readonly Recovery[] {
  const { steps } = trajectory;
  let count = 0;
  for (const { calls } of steps) count += calls.length;
  const recoveries = Array<Recovery>(count).fill(NOT_FAILED);
  if (steps.every(({ failures }) => failures[rule] === 0)) return recoveries;
  const nextSuccess = new Map<string, number>();
  let first = recoveries.length;
  for (let at = steps.length - 1; at >= 0; at -= 1) {
    const { number, calls } = steps[at] ?? NO_STEP;
    first -= calls.length;
    calls.forEach((call, place) => {
      if (failed(trajectory, call, rule) === true)
        recoveries[first + place] = (nextSuccess.get(call.name) ?? number) - number;
    });
    // calls of one step run side by side: none is the recovery of another
    for (const call of calls)
      if (failed(trajectory, call, rule) === false) nextSuccess.set(call.name, number);
  }
  return recoveries;
}
