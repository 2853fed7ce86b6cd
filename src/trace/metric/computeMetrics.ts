/** The figures of one trajectory; their meaning stands in `definitions.ts`. One pass over the blocks. */
import type { OutcomeRule, Role, ToolResponseBlock, Trajectory, Turn } from '../model';
import { isAnswer } from '../finding/conversationNotes';
import { wordsOfThink, turnChars } from './sizes';

/** Counts by a name taken from the data: a Map, because names such as `__proto__` are data too. */
export type Counts = ReadonlyMap<string, number>;

export interface TrajectoryMetrics {
  readonly turns: number;
  readonly turnsByRole: Readonly<Record<Role, number>>;
  readonly steps: number;
  readonly toolCalls: number;
  readonly malformedCalls: number;
  readonly toolResponses: number;
  readonly unmatchedCalls: number;
  readonly unmatchedResponses: number;
  readonly parallelSteps: number;
  readonly maxParallelWidth: number;
  readonly parallelWidths: ReadonlyMap<number, number>;
  readonly thinkBlocks: number;
  readonly emptyThinkBlocks: number;
  readonly thinkWords: number;
  /** Of each step, in their order. */
  readonly stepThinkWords: readonly number[];
  readonly chars: number;
  /** Failed responses by rule; `tutorial` counts flagged tool turns. */
  readonly responsesFailed: Readonly<Record<OutcomeRule, number>>;
  readonly failureKinds: Counts;
  readonly findings: Counts;
  readonly tools: Counts;
  readonly hasAnswer: boolean;
}

export function addTo<K>(counts: Map<K, number>, key: K, by = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

function startCounts() {
  return {
    turnsByRole: { system: 0, human: 0, gpt: 0, tool: 0, other: 0 },
    toolCalls: 0,
    malformedCalls: 0,
    toolResponses: 0,
    thinkBlocks: 0,
    emptyThinkBlocks: 0,
    thinkWords: 0,
    stepThinkWords: Array<number>(),
    chars: 0,
    responsesFailed: { structured: 0, batch_runner: 0, tutorial: 0 },
    failureKinds: new Map<string, number>(),
    tools: new Map<string, number>(),
  };
}

type RunningCounts = ReturnType<typeof startCounts>;

function addResponse(counts: RunningCounts, { outcome }: ToolResponseBlock): void {
  counts.toolResponses++;
  if (outcome.batch_runner.failed) counts.responsesFailed.batch_runner++;
  if (!outcome.structured.failed) return;
  counts.responsesFailed.structured++;
  addTo(counts.failureKinds, outcome.structured.kind);
}

function addTurn(counts: RunningCounts, turn: Turn): void {
  counts.turnsByRole[turn.role]++;
  counts.chars += turnChars(turn);
  if (turn.tutorialFlagged === true) counts.responsesFailed.tutorial++;
  const wordsBefore = counts.thinkWords;
  for (const block of turn.blocks) {
    if (block.kind === 'think') {
      const words = wordsOfThink(turn, block);
      counts.thinkBlocks++;
      counts.thinkWords += words;
      if (words === 0) counts.emptyThinkBlocks++;
    } else if (block.kind === 'tool_call') {
      counts.toolCalls++;
      if (block.status === 'malformed') counts.malformedCalls++;
      addTo(counts.tools, block.name);
    } else if (block.kind === 'tool_response') addResponse(counts, block);
  }
  if (turn.role === 'gpt') counts.stepThinkWords.push(counts.thinkWords - wordsBefore);
}

/** How many calls the steps have, and how many of them found an answer. */
function countPairs({ steps }: Trajectory) {
  const parallelWidths = new Map<number, number>();
  let matched = 0;
  for (const { calls } of steps) {
    if (calls.length > 0) addTo(parallelWidths, calls.length);
    for (const call of calls) if (call.response) matched++;
  }
  const widths = [...parallelWidths].sort(([a], [b]) => a - b);
  const parallelSteps = widths.reduce((sum, [width, count]) => (width > 1 ? sum + count : sum), 0);
  return {
    matched,
    parallelWidths: new Map(widths),
    parallelSteps,
    maxParallelWidth: widths.at(-1)?.[0] ?? 0,
  };
}

export function computeMetrics(trajectory: Trajectory): TrajectoryMetrics {
  const { turns, steps } = trajectory;
  const counts = startCounts();
  for (const turn of turns) addTurn(counts, turn);
  const findings = new Map<string, number>();
  for (const { kind } of trajectory.findings) addTo(findings, kind);
  const { matched, ...widths } = countPairs(trajectory);
  const last = turns.at(-1);
  return {
    turns: turns.length,
    steps: steps.length,
    ...counts,
    ...widths,
    unmatchedCalls: counts.toolCalls - matched,
    unmatchedResponses: counts.toolResponses - matched,
    findings,
    hasAnswer: last !== undefined && isAnswer(last),
  };
}
