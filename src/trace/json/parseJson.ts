/**
 * JSON text → value. `JSON.parse` first; what it refuses is read again by our own scanner, which knows Python's NaN and Infinity
 * and caps the depth, because `structuredClone` and `JSON.stringify` die on deep values (measured: at about 10,000 levels).
 */
import { isOff } from '../../lib/sabotage';
import type { JsonValue } from '../model';
import { scanJson, scanScalar, scanString, skipJsonSpace } from './scanJson';

/** Levels of nesting kept; what lies deeper becomes its source text. */
export const MAX_JSON_DEPTH = 512;

export type JsonParse =
  | {
      readonly ok: true;
      readonly value: JsonValue;
      /** Holds a bare NaN, Infinity or -Infinity. */
      readonly nonstandard: boolean;
      /** Deeper than MAX_JSON_DEPTH: what lies below is a string of source text. */
      readonly tooDeep: boolean;
    }
  | { readonly ok: false; readonly errorAt: number };

interface Built {
  readonly value: JsonValue;
  readonly end: number;
}

/** Assigning `__proto__` would set the prototype; defining it makes a plain key, as `JSON.parse` does. */
export function setKey(target: Record<string, JsonValue>, key: string, value: JsonValue): void {
  if (key === '__proto__')
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  else target[key] = value;
}

function buildScalar(text: string, at: number): Built {
  const end = scanScalar(text, at);
  const source = text.slice(at, end);
  if (source === 'NaN') return { value: Number.NaN, end };
  if (source.endsWith('Infinity')) return { value: Number(source), end };
  const value: JsonValue = JSON.parse(source);
  return { value, end };
}

function buildObject(text: string, from: number, depth: number): Built {
  const value: Record<string, JsonValue> = {};
  let at = skipJsonSpace(text, from + 1);
  while (text.charCodeAt(at) !== 125) {
    if (text.charCodeAt(at) === 44) at = skipJsonSpace(text, at + 1);
    const keyEnd = scanString(text, at);
    const key: string = JSON.parse(text.slice(at, keyEnd));
    const member = buildValue(text, skipJsonSpace(text, skipJsonSpace(text, keyEnd) + 1), depth + 1);
    setKey(value, key, member.value);
    at = skipJsonSpace(text, member.end);
  }
  return { value, end: at + 1 };
}

function buildArray(text: string, from: number, depth: number): Built {
  const value: JsonValue[] = [];
  let at = skipJsonSpace(text, from + 1);
  while (text.charCodeAt(at) !== 93) {
    if (text.charCodeAt(at) === 44) at = skipJsonSpace(text, at + 1);
    const item = buildValue(text, at, depth + 1);
    value.push(item.value);
    at = skipJsonSpace(text, item.end);
  }
  return { value, end: at + 1 };
}

/** Only called on text whose syntax was checked, so it needs no errors. */
function buildValue(text: string, at: number, depth: number): Built {
  const code = text.charCodeAt(at);
  if (code !== 123 && code !== 91) return buildScalar(text, at);
  if (depth >= MAX_JSON_DEPTH && !(globalThis.__SABOTAGE__ && isOff('depthCap'))) {
    const scan = scanJson(text, at);
    const end = scan.ok ? scan.end : text.length;
    return { value: text.slice(at, end), end };
  }
  return code === 123 ? buildObject(text, at, depth) : buildArray(text, at, depth);
}

/** The value at `from`, whose syntax a scan has found good. */
export function buildJson(text: string, from: number): JsonValue {
  return buildValue(text, skipJsonSpace(text, from), 0).value;
}

function exceedsDepth(value: JsonValue, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  if (Array.isArray(value)) {
    // A mutable array by Array.isArray's own typing; it is only read.
    for (const item of value as readonly JsonValue[]) if (exceedsDepth(item, levels - 1)) return true;
    return false;
  }
  const object = value as { readonly [key: string]: JsonValue }; // neither scalar nor array
  for (const key in object) if (exceedsDepth(object[key] ?? null, levels - 1)) return true;
  return false;
}

/** `JSON.parse` where it serves; undefined where the slow way must decide (errors, NaN, too deep). */
export function parseJsonFast(source: string): JsonValue | undefined {
  try {
    const value: JsonValue = JSON.parse(source);
    // A nesting of n levels needs 2n characters, so short texts need no walk.
    if (source.length > MAX_JSON_DEPTH * 2 && exceedsDepth(value, MAX_JSON_DEPTH)) return undefined;
    return value;
  } catch {
    return undefined;
  }
}

/** A whole JSON text: one value and white space around it. Never throws. */
export function parseJson(source: string): JsonParse {
  const fast = parseJsonFast(source);
  if (fast !== undefined) return { ok: true, value: fast, nonstandard: false, tooDeep: false };
  const scan = scanJson(source, 0);
  if (!scan.ok) return scan;
  const rest = skipJsonSpace(source, scan.end);
  if (rest !== source.length) return { ok: false, errorAt: rest };
  return {
    ok: true,
    value: buildJson(source, 0),
    nonstandard: scan.nonstandard,
    tooDeep: scan.depth > MAX_JSON_DEPTH,
  };
}
