/** A tool turn → tool response blocks, with the outcome of each. Grouped, single, raw, or without any envelope. */
import { member } from '../../lib/member';
import type { JsonValue, ToolResponseBlock } from '../model';
import { isBlank, skipWhiteSpace, trimEndOf } from '../json/chars';
import { isJsonObject } from '../json/jsonValue';
import { parseJson } from '../json/parseJson';
import { computeOutcome } from '../outcome/computeOutcome';
import { notePayloadJson } from './call';
import { findWhere, isAtLineStart, type Finder } from './finder';
import type { ScannedTurn } from './gptTurn';
import { readPayload, TagFinders, TOOL_RESPONSE, type Payload } from './payload';
import { closeTextBefore, createTiling, endAfter, finishTiling, type Tiling } from './tiling';

/** At the start of a line, right after another response, or before JSON. Elsewhere the tag is part of some output. */
function findResponse(text: string, finders: TagFinders): Finder {
  const { open, close } = TOOL_RESPONSE;
  const opensResponse = (at: number): boolean => {
    if (isAtLineStart(text, at) || text.startsWith(close, trimEndOf(text, 0, at) - close.length)) return true;
    const next = text.charCodeAt(skipWhiteSpace(text, at + open.length, text.length));
    return next === 123 || next === 91;
  };
  return findWhere((from) => finders.open(from), opensResponse);
}

interface ResponseMeaning {
  readonly status: 'ok' | 'raw';
  readonly content: JsonValue;
  readonly toolCallId?: string;
  readonly name?: string;
}

interface OpenedJson {
  readonly meaning: ResponseMeaning;
  readonly hasEnvelope: boolean;
}

/** The writer's envelope is an object with `content`; any other JSON is the content itself. */
function openEnvelope(value: JsonValue): OpenedJson {
  const content = isJsonObject(value) ? member(value, 'content') : undefined;
  if (!isJsonObject(value) || content === undefined)
    return { meaning: { status: 'ok', content: value }, hasEnvelope: false };
  const id = member(value, 'tool_call_id');
  const name = member(value, 'name');
  const meaning: ResponseMeaning = {
    status: 'ok',
    content,
    ...(typeof id === 'string' && { toolCallId: id }),
    ...(typeof name === 'string' && { name }),
  };
  return { meaning, hasEnvelope: true };
}

function pushBlock(
  tiling: Tiling,
  span: Pick<ToolResponseBlock, 'start' | 'end' | 'bodyStart' | 'bodyEnd'>,
  { meaning, hasEnvelope }: OpenedJson,
): void {
  const body = {
    text: tiling.text,
    start: span.bodyStart,
    isEnvelope: hasEnvelope,
    isRaw: meaning.status === 'raw',
    end: span.bodyEnd,
  };
  tiling.blocks.push({
    kind: 'tool_response',
    ...span,
    ...meaning,
    outcome: computeOutcome(meaning.content, body),
  });
  if (typeof meaning.content === 'string' && isBlank(meaning.content)) {
    tiling.findings.push({
      kind: 'empty_response',
      start: span.bodyStart,
      end: span.bodyEnd,
      detail: 'The content of the response is blank.',
    });
  }
}

function pushResponse(tiling: Tiling, at: number, finders: TagFinders): void {
  const start = closeTextBefore(tiling, at);
  const inside = at + TOOL_RESPONSE.open.length;
  const payload = readPayload(tiling.text, inside, finders);
  const { json, bodyStart, bodyEnd } = payload;
  noteEnvelope(tiling, at, payload);
  noteQuotedTag(tiling, payload, finders);
  notePayloadJson(tiling, payload);
  const end = endAfter(tiling, payload.end);
  const opened = json.ok ? openEnvelope(json.value) : rawText(tiling.text.slice(bodyStart, bodyEnd));
  pushBlock(tiling, { start, end, bodyStart, bodyEnd }, opened);
}

function rawText(content: string): OpenedJson {
  return { meaning: { status: 'raw', content }, hasEnvelope: false };
}

/** Where a search for the closing tag would have cut the response. */
function noteQuotedTag(tiling: Tiling, { json, bodyStart, bodyEnd }: Payload, finders: TagFinders): void {
  const start = json.ok ? finders.close(bodyStart) : bodyEnd;
  if (start >= bodyEnd) return;
  const detail = 'A closing tag stands inside a string of this response; it is text.';
  tiling.findings.push({ kind: 'quoted_tag', start, end: start + TOOL_RESPONSE.close.length, detail });
}

function noteEnvelope(tiling: Tiling, at: number, payload: Payload): void {
  const { json, bodyStart: start, bodyEnd: end } = payload;
  if (!payload.closed) {
    const inside = at + TOOL_RESPONSE.open.length;
    tiling.findings.push({
      kind: 'unclosed_response',
      start: at,
      end: inside,
      detail: 'The response has no closing tag.',
    });
  }
  if (!json.ok) {
    const place = json.errorAt - start;
    tiling.findings.push({
      kind: 'malformed_response',
      start,
      end,
      detail: `Not JSON: syntax error ${place} characters after its start.`,
    });
  } else if (!isJsonObject(json.value) || member(json.value, 'content') === undefined) {
    tiling.findings.push({
      kind: 'no_envelope',
      start,
      end,
      detail: 'The JSON is the result itself, without an envelope.',
    });
  }
}

/** No tag at all: the whole turn is one response. */
function pushWholeTurn(tiling: Tiling): void {
  const { text } = tiling;
  const bodyStart = skipWhiteSpace(text, 0, text.length);
  const bodyEnd = trimEndOf(text, bodyStart, text.length);
  const span = { start: 0, end: text.length, bodyStart, bodyEnd };
  const body = text.slice(bodyStart, bodyEnd);
  pushBlock(tiling, span, readBareEnvelope(body) ?? rawText(body));
  tiling.findings.push({
    kind: 'no_envelope',
    start: 0,
    end: text.length,
    detail: 'The tool turn has no <tool_response> tags.',
  });
  tiling.done = text.length;
}

/** The envelope's JSON without its tags: a `content` with an id or a name beside it. */
function readBareEnvelope(body: string): OpenedJson | undefined {
  if (!body.startsWith('{')) return undefined;
  const json = parseJson(body);
  if (!json.ok) return undefined;
  const opened = openEnvelope(json.value);
  const { toolCallId, name } = opened.meaning;
  return toolCallId !== undefined || name !== undefined ? opened : undefined;
}

export function scanToolTurn(text: string): ScannedTurn {
  const tiling = createTiling(text);
  const finders = new TagFinders(text, TOOL_RESPONSE);
  const next = findResponse(text, finders);
  let at = next(0);
  if (!Number.isFinite(at)) {
    pushWholeTurn(tiling);
    return tiling;
  }
  for (; Number.isFinite(at); at = next(tiling.done)) pushResponse(tiling, at, finders);
  finishTiling(tiling);
  for (const block of tiling.blocks) {
    if (block.kind !== 'text') continue;
    const { start, end } = block;
    tiling.findings.push({
      kind: 'text_outside_response',
      start,
      end,
      detail: 'This text stands outside the responses.',
    });
  }
  return tiling;
}
