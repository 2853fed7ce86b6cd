/** The object of `parse --json`: one trajectory as steps and blocks. Offsets are UTF-16 positions in the turn's value. */
import type { Block, BlockRef, Finding, JsonValue, Role, Step, StepCall, Trajectory } from '../model';

interface BlockJson {
  readonly kind: Block['kind'];
  readonly start: number;
  readonly end: number;
  readonly bodyStart: number;
  readonly bodyEnd: number;
  readonly recovered?: boolean;
  readonly status?: string;
  readonly name?: string;
  readonly toolCallId?: string;
  readonly syntax?: string;
}

interface OutcomeJson {
  /** `ok`, or the kind of failure. */
  readonly structured: string;
  readonly batch_runner: string;
}

interface CallJson {
  readonly name: string;
  readonly arguments: JsonValue;
  readonly status: 'ok' | 'malformed';
  readonly suggestedName?: string;
  readonly response?: { readonly turn: number; readonly block: number; readonly outcome: OutcomeJson };
}

interface StepJson {
  readonly number: number;
  readonly turn: number;
  readonly turns: readonly number[];
  readonly think: readonly { readonly text: string; readonly recovered: boolean }[];
  readonly text: readonly string[];
  readonly calls: readonly CallJson[];
  readonly unmatchedResponses: readonly BlockRef[];
}

export interface TrajectoryJson {
  readonly id: string;
  readonly category: string;
  readonly subcategory: string;
  readonly task: string;
  readonly turns: readonly {
    readonly index: number;
    readonly role: Role;
    readonly blocks: readonly BlockJson[];
  }[];
  readonly preamble: { readonly turns: readonly number[] };
  readonly steps: readonly StepJson[];
  readonly findings: readonly Omit<Finding, 'step' | 'lastStep'>[];
}

/** The block without its contents: arguments stand in the steps, text is `value.slice(bodyStart, bodyEnd)`. */
function toBlockJson(block: Block): BlockJson {
  const { kind, start, end, bodyStart, bodyEnd } = block;
  const place = { kind, start, end, bodyStart, bodyEnd };
  if (block.kind === 'think') return { ...place, recovered: block.recovered };
  if (block.kind === 'tool_call') return { ...place, status: block.status, name: block.name };
  if (block.kind === 'unparsed') return { ...place, syntax: block.syntax };
  if (block.kind === 'text') return place;
  const { status, name, toolCallId } = block;
  return {
    ...place,
    status,
    ...(name !== undefined && { name }),
    ...(toolCallId !== undefined && { toolCallId }),
  };
}

function toResponseJson({ turns }: Trajectory, ref: BlockRef): CallJson['response'] {
  const block = turns[ref.turn]?.blocks[ref.block];
  if (block?.kind !== 'tool_response') return undefined;
  const { structured, batch_runner: batchRunner } = block.outcome;
  return { ...ref, outcome: { structured: structured.kind, batch_runner: batchRunner.kind } };
}

function toCallJson(trajectory: Trajectory, { ref, name, status, response }: StepCall): CallJson {
  const block = trajectory.turns[ref.turn]?.blocks[ref.block];
  const call = block?.kind === 'tool_call' ? block : undefined;
  const answer = response && toResponseJson(trajectory, response);
  return {
    name,
    arguments: call?.arguments ?? {},
    status,
    ...(call?.suggestedName !== undefined && { suggestedName: call.suggestedName }),
    ...(answer && { response: answer }),
  };
}

function toStepJson(trajectory: Trajectory, step: Step): StepJson {
  const gpt = trajectory.turns[step.turn];
  const bodies = (gpt?.blocks ?? []).map((block) => ({
    block,
    text: gpt?.value.slice(block.bodyStart, block.bodyEnd) ?? '',
  }));
  return {
    number: step.number,
    turn: step.turn,
    turns: step.turns,
    think: bodies.flatMap(({ block, text }) =>
      block.kind === 'think' ? [{ text, recovered: block.recovered }] : [],
    ),
    text: bodies.flatMap(({ block, text }) => (block.kind === 'text' ? [text] : [])),
    calls: step.calls.map((call) => toCallJson(trajectory, call)),
    unmatchedResponses: step.unmatchedResponses,
  };
}

function toFindingJson({ kind, turn, start, end, detail }: Finding): TrajectoryJson['findings'][number] {
  return { kind, turn, ...(start !== undefined && { start }), ...(end !== undefined && { end }), detail };
}

export function toParseJson(trajectory: Trajectory): TrajectoryJson {
  const { id, category, subcategory, task, turns, preamble, steps, findings } = trajectory;
  return {
    id,
    category,
    subcategory,
    task,
    turns: turns.map(({ index, role, blocks }) => ({ index, role, blocks: blocks.map(toBlockJson) })),
    preamble: { turns: preamble },
    steps: steps.map((step) => toStepJson(trajectory, step)),
    findings: findings.map(toFindingJson),
  };
}
