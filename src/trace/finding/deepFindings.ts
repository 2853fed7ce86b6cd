/**
 * The second pass, on demand: what needs the tools' schemas or a close look at long reasoning. The core index never pays for it.
 * The JSON-schema validator is handed in, so this folder carries no package.
 */
import { member } from '../../lib/member';
import type { Finding, JsonValue, Step, ToolCallBlock, ToolSchema, Trajectory, Turn } from '../model';
import { isJsonObject } from '../json/jsonValue';
import { findDuplicateKey } from '../json/duplicateKeys';
import { parseTools, toolsTextOf } from '../record/tools';
import type { FindingKind } from './kinds';
import { findRepetition } from './repetition';

/** One sentence for the first violation, or undefined. Must not throw; may be given any JSON as a schema. */
export type SchemaValidator = (schema: JsonValue, value: JsonValue) => string | undefined;

export interface DeepOptions {
  readonly validate?: SchemaValidator;
}

interface StepCallBlock {
  readonly step: Step;
  readonly turn: Turn;
  readonly call: ToolCallBlock;
}

function listCalls({ steps, turns }: Trajectory): StepCallBlock[] {
  return steps.flatMap((step) =>
    step.calls.flatMap(({ ref }) => {
      const turn = turns[ref.turn];
      const call = turn?.blocks[ref.block];
      return turn && call?.kind === 'tool_call' && call.status === 'ok' ? [{ step, turn, call }] : [];
    }),
  );
}

function toFinding(kind: FindingKind, { step, turn, call }: StepCallBlock, detail: string): Finding {
  return { kind, turn: turn.index, step: step.number, start: call.bodyStart, end: call.bodyEnd, detail };
}

function requiredOf(schema: JsonValue): readonly JsonValue[] {
  const required = isJsonObject(schema) ? member(schema, 'required') : undefined;
  return Array.isArray(required) ? required : [];
}

function isEmptyObject(value: JsonValue): boolean {
  return isJsonObject(value) && Object.keys(value).length === 0;
}

function checkArguments(
  place: StepCallBlock,
  tool: ToolSchema,
  validate: SchemaValidator | undefined,
): Finding[] {
  const { call } = place;
  const required = requiredOf(tool.parameters);
  if (isEmptyObject(call.arguments) && required.length > 0) {
    return [
      toFinding(
        'lost_arguments',
        place,
        `${call.name} requires ${required.join(', ')}; the arguments are {}.`,
      ),
    ];
  }
  const violation = isEmptyObject(tool.parameters) ? undefined : validate?.(tool.parameters, call.arguments);
  return violation === undefined ? [] : [toFinding('schema_violation', place, `${call.name}: ${violation}`)];
}

function checkDuplicateKeys(place: StepCallBlock): Finding[] {
  const key = findDuplicateKey(place.turn.value, place.call.bodyStart);
  if (key === undefined) return [];
  return [toFinding('duplicate_keys', place, `The key "${key}" stands twice; the last value counts.`)];
}

function checkTool(
  place: StepCallBlock,
  tools: ReadonlyMap<string, ToolSchema>,
  { validate }: DeepOptions,
): Finding[] {
  // Without a list of tools nothing can be said about a name.
  if (tools.size === 0) return [];
  const { name } = place.call;
  const tool = tools.get(name);
  if (tool) return checkArguments(place, tool, validate);
  return [toFinding('unknown_tool', place, `${name} is not among the ${tools.size} tools offered.`)];
}

function checkCalls(trajectory: Trajectory, options: DeepOptions): Finding[] {
  const tools = new Map(trajectory.tools.map((tool) => [tool.name, tool]));
  return listCalls(trajectory).flatMap((place) =>
    checkDuplicateKeys(place).concat(checkTool(place, tools, options)),
  );
}

function checkThinking({ steps, turns }: Trajectory): Finding[] {
  return steps.flatMap((step) => {
    const turn = turns[step.turn];
    if (!turn) return [];
    return turn.blocks.flatMap((block): Finding[] => {
      if (block.kind !== 'think') return [];
      const found = findRepetition(turn.value.slice(block.bodyStart, block.bodyEnd));
      if (!found) return [];
      const start = block.bodyStart + found.start;
      const detail = `“${found.phrase}” stands ${found.count} times and makes up ${Math.round(found.share * 100)} % of the block.`;
      return [
        {
          kind: 'think_repetition',
          turn: turn.index,
          step: step.number,
          start,
          end: block.bodyStart + found.end,
          detail,
        },
      ];
    });
  });
}

function checkTools({ turns, toolsColumn }: Trajectory): Finding[] {
  const text = toolsTextOf(toolsColumn, turns);
  if (text === undefined || parseTools(text).readable) return [];
  const turn = turns.find(({ role }) => role === 'system')?.index ?? 0;
  return [{ kind: 'tools_not_json', turn, step: 0, detail: 'The list of tools is not a JSON array.' }];
}

/** Findings of the second pass, in reading order; they come beside `trajectory.findings`, not instead of them. */
export function computeDeepFindings(trajectory: Trajectory, options: DeepOptions = {}): readonly Finding[] {
  const findings = [
    ...checkTools(trajectory),
    ...checkCalls(trajectory, options),
    ...checkThinking(trajectory),
  ];
  return findings.sort((a, b) => a.turn - b.turn || (a.start ?? -1) - (b.start ?? -1));
}
