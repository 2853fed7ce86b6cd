import type { OutcomeRule, StepCall, Trajectory } from '../model';

/** The call's response did not fail (-1), it failed and its tool never succeeded again (0), or after how many steps it did. */
export type Recovery = number;
export const NOT_FAILED: Recovery = -1;

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
  const nextSuccess = new Map<string, number>();
  const reversed: Recovery[] = [];
  for (const { number, calls } of trajectory.steps.toReversed()) {
    const outcomes = calls.map((call) => failed(trajectory, call, rule));
    for (const [place, { name }] of [...calls.entries()].toReversed()) {
      const next = nextSuccess.get(name);
      reversed.push(outcomes[place] === true ? (next === undefined ? 0 : next - number) : NOT_FAILED);
    }
    // calls of one step run side by side: none is the recovery of another
    for (const [place, { name }] of calls.entries())
      if (outcomes[place] === false) nextSuccess.set(name, number);
  }
  return reversed.toReversed();
}
