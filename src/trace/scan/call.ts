/** One tool call of a gpt turn: which tags open one, what its JSON means. */
import { member } from '../../lib/member';
import type { JsonValue, ToolCallBlock } from '../model';
import { findUnsafeInteger, isJsonObject, type JsonObject } from '../json/jsonValue';
import { skipWhiteSpace } from '../json/chars';
import { parseJson } from '../json/parseJson';
import type { FindingKind } from '../finding/kinds';
import { foreignSyntaxOfBody } from './foreign';
import { findWhere, isAtLineEnd, isAtLineStart, type Finder } from './finder';
import { readPayload, TOOL_CALL, type Payload, type TagFinders } from './payload';
import { closeTextBefore, endAfter, type Tiling } from './tiling';

/** The name under which calls count whose source is not a JSON object with a string `name`. */
export const MALFORMED_NAME = '<malformed>';

/** Right after another block, with at most blanks between, a tag stands as well as at the start of a line. */
function followsClosingTag(text: string, at: number): boolean {
  let before = at;
  while (text.charCodeAt(before - 1) === 32 || text.charCodeAt(before - 1) === 9) before--;
  return (
    text.startsWith('</think>', before - 8) ||
    text.startsWith(TOOL_CALL.close, before - TOOL_CALL.close.length)
  );
}

/**
 * Whether `<tool_call>` at `at` opens a call or is only mentioned. JSON after it: a call. Alone on its line: a call, however
 * broken. At one edge of a line: a call if a closing tag comes before the next opening tag. In the middle of prose: a mention.
 */
function opensCall(text: string, at: number, finders: TagFinders): boolean {
  const inside = at + TOOL_CALL.open.length;
  const next = text.charCodeAt(skipWhiteSpace(text, inside, text.length));
  if (next === 123 || next === 91) return true;
  const first = isAtLineStart(text, at) || followsClosingTag(text, at);
  const last = isAtLineEnd(text, inside);
  if (first && last) return true;
  return (first || last) && finders.close(inside) < finders.open(inside);
}

/** The next tag that opens a call, past those that are only mentioned. */
export function findCall(text: string, finders: TagFinders): Finder {
  return findWhere(
    (from) => finders.open(from),
    (at) => opensCall(text, at, finders),
  );
}

const NAME_IN_BROKEN = /["']?\bname["']?\s{0,9}[:=]\s{0,9}["']([^"'\n]{1,100})["']/;

/** Display only: what a reader would take for the name. */
function suggestName(body: string): string | undefined {
  return NAME_IN_BROKEN.exec(body.slice(0, 2000))?.[1] ?? /^[\w.-]{1,100}(?=\s*[({]|$)/.exec(body)?.[0];
}

interface ReadArguments {
  readonly arguments: JsonValue;
  readonly finding?: FindingKind;
}

/** `arguments` as an object; a string that holds one is opened; missing is `{}`; any other value stays. */
function readArguments(call: JsonObject): ReadArguments {
  const raw = member(call, 'arguments');
  if (raw === undefined) return { arguments: {}, finding: 'missing_arguments' };
  if (isJsonObject(raw)) return { arguments: raw };
  if (typeof raw === 'string') {
    const inner = parseJson(raw);
    if (inner.ok && isJsonObject(inner.value)) return { arguments: inner.value, finding: 'string_arguments' };
  }
  return { arguments: raw, finding: 'odd_arguments' };
}

const ARGUMENT_DETAILS: Partial<Record<FindingKind, string>> = {
  missing_arguments: 'The call has no arguments key; read as {}.',
  string_arguments: 'The arguments are a JSON object inside a string; opened.',
  odd_arguments: 'The arguments are not an object.',
};

export function notePayloadJson(tiling: Tiling, payload: Payload): void {
  const { json, bodyStart: start, bodyEnd: end } = payload;
  if (!json.ok) return;
  const note = (kind: FindingKind, detail: string) => tiling.findings.push({ kind, start, end, detail });
  if (json.nonstandard) note('nonstandard_json', 'Bare NaN or Infinity in the JSON.');
  if (json.tooDeep) note('deep_json', 'Nested more than 512 levels; the rest is kept as source text.');
  const unsafe = findUnsafeInteger(json.value);
  if (unsafe !== undefined)
    note('unsafe_integer', `About ${unsafe}: the exact digits are in the source text.`);
}

interface CallMeaning {
  readonly status: 'ok' | 'malformed';
  readonly name: string;
  readonly arguments: JsonValue;
  readonly callId?: string;
  readonly suggestedName?: string;
}

function toCallId(call: JsonObject): string | undefined {
  const id = member(call, 'id') ?? member(call, 'tool_call_id');
  return typeof id === 'string' && id !== '' ? id : undefined;
}

function readCall(tiling: Tiling, payload: Payload): CallMeaning {
  const { json, bodyStart: start, bodyEnd: end } = payload;
  const name = json.ok && isJsonObject(json.value) ? member(json.value, 'name') : undefined;
  if (json.ok && isJsonObject(json.value) && typeof name === 'string') {
    const { arguments: args, finding } = readArguments(json.value);
    if (finding)
      tiling.findings.push({
        kind: finding,
        start,
        end,
        detail: `${name}: ${ARGUMENT_DETAILS[finding] ?? ''}`,
      });
    const callId = toCallId(json.value);
    return { status: 'ok', name, arguments: args, ...(callId !== undefined && { callId }) };
  }
  const detail = json.ok
    ? 'The JSON is not an object with a string name.'
    : `Not JSON: syntax error ${json.errorAt - start} characters after its start.`;
  tiling.findings.push({ kind: 'malformed_call', start, end, detail });
  const suggestedName = suggestName(tiling.text.slice(start, Math.min(end, start + 2000)));
  return {
    status: 'malformed',
    name: MALFORMED_NAME,
    arguments: {},
    ...(suggestedName !== undefined && { suggestedName }),
  };
}

function noteCut(tiling: Tiling, at: number, payload: Payload, finders: TagFinders): void {
  const end = at + TOOL_CALL.open.length;
  if (!payload.closed) {
    tiling.findings.push({ kind: 'unclosed_call', start: at, end, detail: 'The call has no closing tag.' });
  } else if (!payload.json.ok && finders.openLine(payload.json.errorAt) < payload.bodyEnd) {
    const start = finders.openLine(payload.json.errorAt);
    const detail = 'Another <tool_call> line stands inside this broken call.';
    tiling.findings.push({ kind: 'swallowed_call', start, end: start + TOOL_CALL.open.length, detail });
  }
}

function pushUnparsed(tiling: Tiling, start: number, payload: Payload, syntax: string): void {
  const end = endAfter(tiling, payload.end);
  const { bodyStart, bodyEnd } = payload;
  tiling.blocks.push({ kind: 'unparsed', start, end, bodyStart, bodyEnd, syntax });
  tiling.findings.push({
    kind: 'unparsed_call',
    start,
    end,
    detail: `A call in ${syntax} syntax was left as text.`,
  });
}

/** `at` is an opening tag found by `findCall`. */
export function pushCall(tiling: Tiling, at: number, finders: TagFinders): void {
  const start = closeTextBefore(tiling, at);
  const payload = readPayload(tiling.text, at + TOOL_CALL.open.length, finders);
  const syntax = payload.json.ok ? undefined : foreignSyntaxOfBody(tiling.text, payload.bodyStart);
  if (syntax !== undefined) return pushUnparsed(tiling, start, payload, syntax);
  noteCut(tiling, at, payload, finders);
  notePayloadJson(tiling, payload);
  const meaning = readCall(tiling, payload);
  const { bodyStart, bodyEnd } = payload;
  const end = endAfter(tiling, payload.end);
  const block: ToolCallBlock = { kind: 'tool_call', start, end, bodyStart, bodyEnd, ...meaning };
  tiling.blocks.push(block);
}
