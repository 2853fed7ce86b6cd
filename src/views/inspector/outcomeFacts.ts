/** What the three rules say of each response of a step. Pure. */
import {
  OUTCOME_KINDS,
  OUTCOME_RULES,
  type BlockRef,
  type OutcomeKindInfo,
  type OutcomeRule,
  type Step,
  type Trajectory,
} from '../../trace';

export interface Verdict {
  readonly rule: OutcomeRule;
  readonly failed: boolean;
  /** `ok`, or the kind of failure. */
  readonly kind: string;
  readonly detail: string;
}

export interface CallOutcome {
  /** `Call`, `Call 1`, or `Response 1` for one without a call. */
  readonly name: string;
  readonly tool: string;
  /** None when no response was recorded. */
  readonly verdicts: readonly Verdict[];
}

const FLAGGED = 'The tutorial’s words for errors stand somewhere in the turn; it flags whole turns.';
const NOT_FLAGGED = 'None of the tutorial’s words for errors stands in the turn.';

function verdictOf(trajectory: Trajectory, ref: BlockRef, rule: OutcomeRule): Verdict | undefined {
  const turn = trajectory.turns[ref.turn];
  const block = turn?.blocks[ref.block];
  if (block?.kind !== 'tool_response') return undefined;
  if (rule === 'tutorial') {
    const failed = turn?.tutorialFlagged === true;
    return { rule, failed, kind: failed ? 'flagged' : 'ok', detail: failed ? FLAGGED : NOT_FLAGGED };
  }
  return { rule, ...block.outcome[rule] };
}

function verdictsOf(trajectory: Trajectory, ref: BlockRef | undefined): readonly Verdict[] {
  if (ref === undefined) return [];
  return OUTCOME_RULES.flatMap((rule) => verdictOf(trajectory, ref, rule) ?? []);
}

export function outcomesOf(trajectory: Trajectory, step: Step): readonly CallOutcome[] {
  const isOne = step.calls.length === 1;
  return [
    ...step.calls.map((call, index) => ({
      name: isOne ? 'Call' : `Call ${index + 1}`,
      tool: call.name,
      verdicts: verdictsOf(trajectory, call.response),
    })),
    ...step.unmatchedResponses.map((ref, index) => ({
      name: `Response ${index + 1} without a call`,
      tool: '',
      verdicts: verdictsOf(trajectory, ref),
    })),
  ];
}

/** The outcome of one response, under its tool's name. */
export function outcomeOf(trajectory: Trajectory, ref: BlockRef, tool: string): CallOutcome {
  return { name: tool, tool, verdicts: verdictsOf(trajectory, ref) };
}

export function outcomeKindInfo(kind: string): OutcomeKindInfo | undefined {
  return OUTCOME_KINDS.find((each) => each.kind === kind);
}
