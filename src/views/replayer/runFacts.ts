/** What the replayer asks of a parsed trajectory, as pure look-ups. */
import type { PlayKind } from '../../state/playback';
import {
  findingKindInfo,
  turnChars,
  type BlockRef,
  type Finding,
  type OutcomeRule,
  type Step,
  type ToolCallBlock,
  type ToolResponseBlock,
  type Trajectory,
} from '../../trace';

export function callBlock({ turns }: Trajectory, { turn, block }: BlockRef): ToolCallBlock | undefined {
  const found = turns[turn]?.blocks[block];
  return found?.kind === 'tool_call' ? found : undefined;
}

export function responseBlock(
  { turns }: Trajectory,
  ref: BlockRef | undefined,
): ToolResponseBlock | undefined {
  const found = ref === undefined ? undefined : turns[ref.turn]?.blocks[ref.block];
  return found?.kind === 'tool_response' ? found : undefined;
}

/** Failed under the chosen rule; the tutorial's rule flags whole turns. */
export function isFailed(trajectory: Trajectory, ref: BlockRef, rule: OutcomeRule): boolean {
  if (rule === 'tutorial') return trajectory.turns[ref.turn]?.tutorialFlagged === true;
  return responseBlock(trajectory, ref)?.outcome[rule].failed === true;
}

export function failuresOf(step: Step, rule: OutcomeRule): number {
  return step.failures[rule];
}

export function stepsWithFailure({ steps }: Trajectory, rule: OutcomeRule): readonly number[] {
  return steps.filter((step) => failuresOf(step, rule) > 0).map((step) => step.number);
}

export function stepsWithFinding({ findings, steps }: Trajectory): readonly number[] {
  const numbers = new Set(findings.map((finding) => Math.max(1, finding.step)));
  return steps.map((step) => step.number).filter((number) => numbers.has(number));
}

export function findingsOf({ findings }: Trajectory, step: number): readonly Finding[] {
  return findings.filter(
    (finding) =>
      (finding.step === 0 ? 1 : finding.step) <= step &&
      step <= (finding.lastStep ?? Math.max(1, finding.step)),
  );
}

/** The kind of a finding in words. */
export function findingTitle(kind: string): string {
  return findingKindInfo(kind)?.title ?? kind.replaceAll('_', ' ');
}

/** The steps playing stops by: those with any of the chosen kinds, or all when none is chosen. */
export function stepsToPlay(
  trajectory: Trajectory,
  rule: OutcomeRule,
  kinds: readonly PlayKind[],
): readonly number[] {
  const { steps, turns } = trajectory;
  if (kinds.length === 0) return steps.map((step) => step.number);
  const withFinding = new Set(kinds.includes('finding') ? stepsWithFinding(trajectory) : []);
  const has: Readonly<Record<PlayKind, (step: Step) => boolean>> = {
    think: (step) => turns[step.turn]?.blocks.some((block) => block.kind === 'think') === true,
    call: (step) => step.calls.length > 0,
    failure: (step) => failuresOf(step, rule) > 0,
    finding: (step) => withFinding.has(step.number),
    answer: (step) => step.calls.length === 0,
  };
  return steps.filter((step) => kinds.some((kind) => has[kind](step))).map((step) => step.number);
}

/** The first number above `from` (or below it), when there is one. */
export function neighbour(numbers: readonly number[], from: number, direction: 1 | -1): number | undefined {
  return direction === 1
    ? numbers.find((number) => number > from)
    : numbers.findLast((number) => number < from);
}

/** How many of the numbers lie at or before the step: the n of "Failure n of m". */
export function rankAt(numbers: readonly number[], step: number): number {
  return numbers.filter((number) => number <= step).length;
}

/** Characters of all turns of a step. */
export function charsOf({ turns }: Trajectory, step: Step): number {
  return step.turns.reduce((sum, index) => sum + turnChars(turns[index]), 0);
}

/** `terminal ×2, read_file`: the tools of a step in order of first call. */
export function toolCounts(step: Step): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const call of step.calls) counts.set(call.name, (counts.get(call.name) ?? 0) + 1);
  return [...counts];
}

/** Steps that call a tool. */
export function stepsWithTool({ steps }: Trajectory, tool: string): readonly number[] {
  return steps.filter((step) => step.calls.some((call) => call.name === tool)).map((step) => step.number);
}
