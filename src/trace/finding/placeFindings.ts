/** Findings of turns → findings of the trajectory: with their step, in reading order. */
import type { Finding, Step } from '../model';
import type { PlacedFinding } from './kinds';

/** The step a turn belongs to, at the turn's index; nothing for the preamble. */
function stepOfTurns(steps: readonly Step[]): readonly number[] {
  const numbers: number[] = [];
  for (const step of steps) for (const turn of step.turns) numbers[turn] = step.number;
  return numbers;
}

function place({ kind, turn, start, end, detail }: PlacedFinding, step: number): Finding {
  if (start === undefined || end === undefined) return { kind, turn, step, detail };
  return { kind, turn, step, start, end, detail };
}

export function placeFindings(
  findings: readonly PlacedFinding[],
  spanning: readonly Finding[],
  steps: readonly Step[],
): readonly Finding[] {
  if (findings.length === 0 && spanning.length === 0) return [];
  const stepOf = stepOfTurns(steps);
  const placed = findings.map((finding) => place(finding, stepOf[finding.turn] ?? 0));
  return placed.concat(spanning).sort((a, b) => a.turn - b.turn || (a.start ?? -1) - (b.start ?? -1));
}
