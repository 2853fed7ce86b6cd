/** Findings of turns → findings of the trajectory: with their step, in reading order. */
import type { Finding, Step } from '../model';
import type { PlacedFinding } from './kinds';

/** The step a turn belongs to, by turn index; 0 for the preamble. */
export function stepOfTurns(steps: readonly Step[]): ReadonlyMap<number, number> {
  return new Map(steps.flatMap((step) => step.turns.map((turn) => [turn, step.number] as const)));
}

export function placeFindings(
  findings: readonly PlacedFinding[],
  spanning: readonly Finding[],
  steps: readonly Step[],
): readonly Finding[] {
  if (findings.length === 0 && spanning.length === 0) return [];
  const stepOf = stepOfTurns(steps);
  const placed = findings.map((finding): Finding => ({ ...finding, step: stepOf.get(finding.turn) ?? 0 }));
  return [...placed, ...spanning].sort((a, b) => a.turn - b.turn || (a.start ?? -1) - (b.start ?? -1));
}
