/** Where a tool call or a tool response ends (FORMAT §9.3), and the JSON inside. */
import type { JsonValue } from '../model';
import { skipWhiteSpace, trimEndOf } from '../json/chars';
import { buildJson, MAX_JSON_DEPTH, parseJsonFast } from '../json/parseJson';
import { scanJson, type JsonScan } from '../json/scanJson';
import { findLine, findLineStart, TextFinder, type Finder } from './finder';

export interface Delimiters {
  readonly open: string;
  readonly close: string;
}

export const TOOL_CALL: Delimiters = { open: '<tool_call>', close: '</tool_call>' };
export const TOOL_RESPONSE: Delimiters = { open: '<tool_response>', close: '</tool_response>' };

/** The places of one pair of tags in one value: each method is a `Finder`. Lines are looked for in broken JSON only. */
export class TagFinders {
  readonly tags: Delimiters;
  readonly #text: string;
  readonly #open: TextFinder;
  readonly #close: TextFinder;
  #closeLine: Finder | undefined;
  #openLine: Finder | undefined;

  constructor(text: string, tags: Delimiters) {
    this.tags = tags;
    this.#text = text;
    this.#open = new TextFinder(text, tags.open);
    this.#close = new TextFinder(text, tags.close);
  }

  open(from: number): number {
    return this.#open.next(from);
  }

  close(from: number): number {
    return this.#close.next(from);
  }

  closeLine(from: number): number {
    this.#closeLine ??= findLine(this.#text, this.tags.close);
    return this.#closeLine(from);
  }

  openLine(from: number): number {
    this.#openLine ??= findLineStart(this.#text, this.tags.open);
    return this.#openLine(from);
  }
}

export type PayloadJson =
  | { readonly ok: true; readonly value: JsonValue; readonly nonstandard: boolean; readonly tooDeep: boolean }
  | { readonly ok: false; readonly errorAt: number };

export interface Payload {
  readonly bodyStart: number;
  readonly bodyEnd: number;
  /** After the closing tag, or where the payload was cut. */
  readonly end: number;
  readonly closed: boolean;
  readonly json: PayloadJson;
}

/** The common case: what stands before the first closing tag is the JSON. Then no rule but the first can apply. */
function readWhole(text: string, bodyStart: number, finders: TagFinders): Payload | undefined {
  const close = finders.close(bodyStart);
  if (!Number.isFinite(close)) return undefined;
  const bodyEnd = trimEndOf(text, bodyStart, close);
  const value = parseJsonFast(text.slice(bodyStart, bodyEnd));
  if (value === undefined) return undefined;
  const end = close + finders.tags.close.length;
  return {
    bodyStart,
    bodyEnd,
    end,
    closed: true,
    json: { ok: true, value, nonstandard: false, tooDeep: false },
  };
}

/** After a syntax error: the rest of rule 3, from the place of the error on. */
function readBroken(text: string, bodyStart: number, errorAt: number, finders: TagFinders): Payload {
  const closeLine = finders.closeLine(errorAt);
  const close = Number.isFinite(closeLine) ? closeLine : finders.close(errorAt);
  const closed = Number.isFinite(close);
  const cut = closed ? close : Math.min(finders.openLine(errorAt), text.length);
  const bodyEnd = trimEndOf(text, bodyStart, cut);
  const end = closed ? close + finders.tags.close.length : cut;
  return { bodyStart, bodyEnd, end, closed, json: { ok: false, errorAt } };
}

type ScannedJson = Extract<JsonScan, { ok: true }>;

function toPayloadJson(text: string, bodyStart: number, scan: ScannedJson): PayloadJson {
  const tooDeep = scan.depth > MAX_JSON_DEPTH;
  return { ok: true, value: buildJson(text, bodyStart), nonstandard: scan.nonstandard, tooDeep };
}

/** Reads what follows the opening tag that ends at `from`. */
export function readPayload(text: string, from: number, finders: TagFinders): Payload {
  const bodyStart = skipWhiteSpace(text, from, text.length);
  const whole = readWhole(text, bodyStart, finders);
  if (whole) return whole;
  const scan = scanJson(text, bodyStart);
  if (!scan.ok) return readBroken(text, bodyStart, scan.errorAt, finders);
  const close = skipWhiteSpace(text, scan.end, text.length);
  if (!text.startsWith(finders.tags.close, close)) return readUnclosedJson(text, bodyStart, scan, finders);
  const end = close + finders.tags.close.length;
  return { bodyStart, bodyEnd: scan.end, end, closed: true, json: toPayloadJson(text, bodyStart, scan) };
}

/**
 * A complete value, but not the closing tag after it. If nothing else follows before the end that the rules give, only the
 * tag is missing and the value still counts; else the text after it is the syntax error.
 */
function readUnclosedJson(text: string, bodyStart: number, scan: ScannedJson, finders: TagFinders): Payload {
  const broken = readBroken(text, bodyStart, skipWhiteSpace(text, scan.end, text.length), finders);
  return broken.bodyEnd === scan.end ? { ...broken, json: toPayloadJson(text, bodyStart, scan) } : broken;
}
