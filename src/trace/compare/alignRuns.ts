/**
 * Two runs side by side: their steps aligned by the sequence of their tool calls. Time and memory are linear in the
 * longer run: what the runs begin and end with alike is paired first, the rest in windows of bounded size.
 */
import { toJsonText } from '../json/jsonValue';
import type { OutcomeRule, Step, StepCall, Trajectory } from '../model';

export type Relation =
  /** The same calls with the same arguments and as many failures; two steps without calls are the same. */
  | 'same'
  /** The same tools in the same order, other arguments. */
  | 'arguments'
  /** The same calls; one side failed more. */
  | 'outcome'
  | 'onlyA'
  | 'onlyB';

/** One row of the comparison; step numbers from 1. */
export interface AlignedSteps {
  readonly relation: Relation;
  readonly a: number | undefined;
  readonly b: number | undefined;
}

interface StepKey {
  readonly tools: string;
  readonly calls: string;
}

type Pair = readonly [a: number, b: number];

/** Steps of each run looked at together: 1,500² cells of four bytes. */
const WINDOW = 1_500;
/** A pair counts more than all equal arguments of a window together. */
const PAIR = WINDOW + 1;

function argumentsText({ turns }: Trajectory, { ref, name }: StepCall): string {
  const block = turns[ref.turn]?.blocks[ref.block];
  return block?.kind === 'tool_call' && block.status === 'ok' ? toJsonText(block.arguments) : name;
}

function keysOf(trajectory: Trajectory): readonly StepKey[] {
  return trajectory.steps.map(({ calls }) => ({
    tools: JSON.stringify(calls.map(({ name }) => name)),
    calls: JSON.stringify(calls.map((call) => [call.name, argumentsText(trajectory, call)])),
  }));
}

/** How well two steps fit: 0, by their tools, or by their calls. */
function fit(a: StepKey | undefined, b: StepKey | undefined): number {
  if (a === undefined || b === undefined || a.tools !== b.tools) return 0;
  return a.calls === b.calls ? PAIR + 1 : PAIR;
}

/** As many pairs in order as there can be (longest common subsequence), of those with the most equal arguments. */
function pairWindow(a: readonly StepKey[], b: readonly StepKey[]): readonly Pair[] {
  const width = b.length + 1;
  const best = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => best[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const fits = fit(a[i], b[j]);
      const paired = fits === 0 ? 0 : at(i + 1, j + 1) + fits;
      best[i * width + j] = Math.max(paired, at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: Pair[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const fits = fit(a[i], b[j]);
    if (fits > 0 && at(i, j) === at(i + 1, j + 1) + fits) pairs.push([i++, j++]);
    else if (at(i, j) === at(i + 1, j)) i += 1;
    else j += 1;
  }
  return pairs;
}

function pairAll(a: readonly StepKey[], b: readonly StepKey[]): readonly Pair[] {
  const pairs: Pair[] = [];
  let [fromA, fromB] = [0, 0];
  while (fit(a[fromA], b[fromB]) > PAIR) pairs.push([fromA++, fromB++]);
  let [toA, toB] = [a.length, b.length];
  const ends: Pair[] = [];
  while (toA > fromA && toB > fromB && fit(a[toA - 1], b[toB - 1]) > PAIR) ends.push([--toA, --toB]);
  while (fromA < toA && fromB < toB) {
    const isLast = toA - fromA <= WINDOW && toB - fromB <= WINDOW;
    const found = pairWindow(
      a.slice(fromA, Math.min(toA, fromA + WINDOW)),
      b.slice(fromB, Math.min(toB, fromB + WINDOW)),
    );
    // near the end of a window a better partner may lie behind it
    const kept = isLast ? found : found.slice(0, Math.ceil(found.length / 2));
    for (const [i, j] of kept) pairs.push([fromA + i, fromB + j]);
    const last = kept.at(-1);
    if (isLast) break;
    fromA += last === undefined ? WINDOW / 2 : last[0] + 1;
    fromB += last === undefined ? WINDOW / 2 : last[1] + 1;
  }
  return [...pairs, ...ends.toReversed()];
}

function relationOf(a: StepKey, b: StepKey, failedA: number, failedB: number): Relation {
  if (a.calls !== b.calls) return 'arguments';
  return failedA === failedB ? 'same' : 'outcome';
}

/** Every step of both runs stands in exactly one row, in order on both sides. */
export function alignRuns(a: Trajectory, b: Trajectory, rule: OutcomeRule): readonly AlignedSteps[] {
  const [keysA, keysB] = [keysOf(a), keysOf(b)];
  const rows: AlignedSteps[] = [];
  let [nextA, nextB] = [0, 0];
  const addUnpaired = (untilA: number, untilB: number): void => {
    while (nextA < untilA) rows.push({ relation: 'onlyA', a: ++nextA, b: undefined });
    while (nextB < untilB) rows.push({ relation: 'onlyB', a: undefined, b: ++nextB });
  };
  const failed = (step: Step | undefined): number => step?.failures[rule] ?? 0;
  for (const [i, j] of pairAll(keysA, keysB)) {
    addUnpaired(i, j);
    const [keyA, keyB] = [keysA[i], keysB[j]];
    if (keyA === undefined || keyB === undefined) continue;
    const relation = relationOf(keyA, keyB, failed(a.steps[i]), failed(b.steps[j]));
    rows.push({ relation, a: ++nextA, b: ++nextB });
  }
  addUnpaired(keysA.length, keysB.length);
  return rows;
}
