/** Turns → steps (FORMAT §9.5): each gpt turn opens one; every turn up to the next gpt turn belongs to it. */
import type { BlockRef, Step, StepCall, ToolCallBlock, ToolResponseBlock, Turn } from '../model';
import type { PlacedFinding } from '../finding/kinds';
import { isCall, isResponse, pairResponses, type Pairing } from './pairing';

export interface BuiltSteps {
  readonly preamble: readonly number[];
  readonly steps: readonly Step[];
  readonly findings: readonly PlacedFinding[];
}

interface Placed<B> {
  readonly ref: BlockRef;
  readonly block: B;
}

function placedCalls(turn: Turn): Placed<ToolCallBlock>[] {
  const placed: Placed<ToolCallBlock>[] = [];
  turn.blocks.forEach((block, i) => {
    if (isCall(block)) placed.push({ ref: { turn: turn.index, block: i }, block });
  });
  return placed;
}

function placedResponses(turns: readonly Turn[]): Placed<ToolResponseBlock>[] {
  const placed: Placed<ToolResponseBlock>[] = [];
  for (const turn of turns) {
    if (turn.role !== 'tool') continue;
    turn.blocks.forEach((block, i) => {
      if (isResponse(block)) placed.push({ ref: { turn: turn.index, block: i }, block });
    });
  }
  return placed;
}

const NO_FAILURES = { structured: 0, batch_runner: 0, tutorial: 0 } as const;

interface StepParts {
  readonly calls: readonly Placed<ToolCallBlock>[];
  readonly responses: readonly Placed<ToolResponseBlock>[];
  readonly pairing: Pairing;
  /** At the index of the call. */
  readonly responseOfCall: readonly (BlockRef | undefined)[];
}

function toStepCalls({ calls, responseOfCall }: StepParts): StepCall[] {
  return calls.map(({ ref, block: { name, status } }, i) => {
    const response = responseOfCall[i];
    return response === undefined ? { ref, name, status } : { ref, name, status, response };
  });
}

function noteOf(
  kind: PlacedFinding['kind'],
  { ref, block }: Placed<ToolCallBlock | ToolResponseBlock>,
  detail: string,
): PlacedFinding {
  return { kind, turn: ref.turn, start: block.start, end: block.end, detail };
}

function notePairs(
  { calls, responses, pairing, responseOfCall }: StepParts,
  findings: PlacedFinding[],
): void {
  responses.forEach((response, i) => {
    const place = pairing.callOfResponse[i];
    const call = place === undefined ? undefined : calls[place];
    if (!call) {
      findings.push(noteOf('unmatched_response', response, 'No call of this step belongs to this response.'));
      return;
    }
    const { name } = response.block;
    if (name === undefined || call.block.status === 'malformed' || name === call.block.name) return;
    findings.push(
      noteOf('name_mismatch', response, `The response is named ${name}, its call ${call.block.name}.`),
    );
  });
  calls.forEach((call, i) => {
    if (responseOfCall[i] === undefined)
      findings.push(
        noteOf('unmatched_call', call, `No response belongs to this call of ${call.block.name}.`),
      );
  });
}

function noteCounts(
  { calls, responses, pairing }: StepParts,
  turns: readonly Turn[],
  findings: PlacedFinding[],
): void {
  const first = responses[0];
  if (first && calls.length !== responses.length) {
    findings.push({
      kind: 'count_mismatch',
      turn: first.ref.turn,
      detail: `${calls.length} calls, ${responses.length} responses.`,
    });
  }
  const places = pairing.callOfResponse;
  if (pairing.byId && first && places.some((place, i) => i > 0 && (place ?? 0) < (places[i - 1] ?? 0))) {
    findings.push({
      kind: 'reordered_responses',
      turn: first.ref.turn,
      detail: 'The ids show another order than the responses.',
    });
  }
  // the first is the gpt turn
  const toolTurns = turns.length > 2 ? turns.filter((turn) => turn.role === 'tool') : [];
  const second = toolTurns[1];
  if (second)
    findings.push({
      kind: 'split_tool_turns',
      turn: second.index,
      detail: `${toolTurns.length} tool turns in one step.`,
    });
}

/** The gpt turn first, then the turns up to the next gpt turn. */
function groupTurns(turns: readonly Turn[]): { preamble: Turn[]; groups: [Turn, ...Turn[]][] } {
  const preamble: Turn[] = [];
  const groups: [Turn, ...Turn[]][] = [];
  for (const turn of turns) {
    if (turn.role === 'gpt') groups.push([turn]);
    else (groups.at(-1) ?? preamble).push(turn);
  }
  return { preamble, groups };
}

export function buildSteps(turns: readonly Turn[]): BuiltSteps {
  const { preamble, groups } = groupTurns(turns);
  const findings: PlacedFinding[] = [];
  let callsBefore = 0;
  const steps = groups.map((group, i): Step => {
    const [gpt] = group;
    const calls = placedCalls(gpt);
    const responses = placedResponses(group);
    const pairing = pairResponses(
      calls.map(({ block }) => block),
      responses.map(({ block }) => block),
      callsBefore,
    );
    const unmatchedResponses: BlockRef[] = [];
    const responseOfCall: (BlockRef | undefined)[] = [];
    responses.forEach(({ ref }, k) => {
      const call = pairing.callOfResponse[k];
      if (call === undefined) unmatchedResponses.push(ref);
      else responseOfCall[call] = ref;
    });
    const parts = { calls, responses, pairing, responseOfCall };
    callsBefore += calls.length;
    notePairs(parts, findings);
    noteCounts(parts, group, findings);
    const indexes = group.map((turn) => turn.index);
    return {
      number: i + 1,
      turn: gpt.index,
      turns: indexes,
      calls: toStepCalls(parts),
      unmatchedResponses,
      failures: NO_FAILURES,
    };
  });
  return {
    preamble: preamble.map((turn) => turn.index),
    steps,
    findings: [...findings, ...notePreamble(preamble)],
  };
}

/** Tool turns with no step to stand in: their responses belong to no call. */
function notePreamble(preamble: readonly Turn[]): PlacedFinding[] {
  const toolTurns = preamble.filter((turn) => turn.role === 'tool');
  const early = toolTurns.map((turn): PlacedFinding => {
    return {
      kind: 'tool_turn_before_gpt',
      turn: turn.index,
      detail: 'A tool turn stands before the first gpt turn.',
    };
  });
  const lost = placedResponses(toolTurns).map((response) =>
    noteOf('unmatched_response', response, 'No step comes before this response.'),
  );
  return [...early, ...lost];
}

/** Failed responses of each step, by rule; `tutorial` counts flagged tool turns. */
export function countFailures(turns: readonly Turn[], steps: readonly Step[]): readonly Step[] {
  return steps.map((step) => {
    const failures = { structured: 0, batch_runner: 0, tutorial: 0 };
    for (const index of step.turns) {
      const turn = turns[index];
      if (turn?.role !== 'tool') continue;
      if (turn.tutorialFlagged === true) failures.tutorial++;
      for (const block of turn.blocks) {
        if (block.kind !== 'tool_response') continue;
        if (block.outcome.structured.failed) failures.structured++;
        if (block.outcome.batch_runner.failed) failures.batch_runner++;
      }
    }
    const { structured, batch_runner, tutorial } = failures;
    return structured + batch_runner + tutorial === 0 ? step : { ...step, failures };
  });
}
