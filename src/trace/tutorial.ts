/**
 * The public tutorial's parsers, for comparisons only: what its regular expressions make of a turn (docs/TUTORIAL.md).
 * Nothing in the product reads traces with them; they are wrong in the ways FORMAT §8 lists, and quadratic or worse on
 * hostile input, so they are only given known records.
 */
import { member } from '../lib/member';
import type { JsonValue, Trajectory } from './model';
import { isJsonObject } from './json/jsonValue';
import { parseJson } from './json/parseJson';
import { MALFORMED_NAME } from './scan/call';
import { firstResponseBody } from './outcome/tutorialRule';

const THINK_RE = /<think>([\s\S]*?)<\/think>/g;
const TOOL_CALL_RE = /<tool_call>\s*(\{[\s\S]*?\})\s*<\/tool_call>/g;

export interface TutorialCall {
  readonly name: string;
  readonly arguments: JsonValue;
}

export interface TutorialAssistant {
  readonly thoughts: readonly string[];
  readonly calls: readonly TutorialCall[];
  /** The value without what the two expressions match: the "answer". */
  readonly final: string;
}

function toCall(source: string): TutorialCall {
  const json = parseJson(source);
  if (!json.ok || !isJsonObject(json.value)) return { name: MALFORMED_NAME, arguments: source };
  const name = member(json.value, 'name');
  return {
    name: typeof name === 'string' ? name : MALFORMED_NAME,
    arguments: member(json.value, 'arguments') ?? {},
  };
}

export function tutorialParseAssistant(value: string): TutorialAssistant {
  return {
    thoughts: [...value.matchAll(THINK_RE)].map((match) => (match[1] ?? '').trim()),
    calls: [...value.matchAll(TOOL_CALL_RE)].map((match) => toCall(match[1] ?? '')),
    final: value.replaceAll(TOOL_CALL_RE, '').replaceAll(THINK_RE, '').trim(),
  };
}

/** Only the first response of a turn is kept. */
export function tutorialParseTool(value: string): JsonValue {
  const body = firstResponseBody(value);
  const json = parseJson(body);
  return json.ok ? json.value : { raw: body };
}

export interface TutorialFigures {
  readonly turns: number;
  readonly thoughts: number;
  readonly calls: number;
  readonly tools: ReadonlyMap<string, number>;
  /** Number of calls of each gpt turn that has some → turns. */
  readonly parallelWidths: ReadonlyMap<number, number>;
  readonly responses: number;
  readonly flaggedTurns: number;
}

function add<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** The tutorial's figures of one trajectory. */
export function computeTutorialFigures({ turns }: Pick<Trajectory, 'turns'>): TutorialFigures {
  const tools = new Map<string, number>();
  const parallelWidths = new Map<number, number>();
  const gpt = turns.filter((turn) => turn.role === 'gpt').map((turn) => tutorialParseAssistant(turn.value));
  for (const { calls } of gpt) {
    for (const { name } of calls) add(tools, name);
    if (calls.length > 0) add(parallelWidths, calls.length);
  }
  const toolTurns = turns.filter((turn) => turn.role === 'tool');
  return {
    turns: turns.length,
    thoughts: gpt.reduce((sum, { thoughts }) => sum + thoughts.length, 0),
    calls: gpt.reduce((sum, { calls }) => sum + calls.length, 0),
    tools,
    parallelWidths,
    responses: toolTurns.length,
    flaggedTurns: toolTurns.filter((turn) => turn.tutorialFlagged === true).length,
  };
}
