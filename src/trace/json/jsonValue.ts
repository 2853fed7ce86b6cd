/** Small questions about JSON values. */
import type { JsonValue } from '../model';
import { MAX_JSON_DEPTH, setKey } from './parseJson';

export type JsonObject = { readonly [key: string]: JsonValue };

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Same value; the order of keys does not matter. Stops at the first difference, so unequal values cost little. */
export function isSameJson(a: JsonValue, b: JsonValue): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, i) => isSameJson(item, b[i]))
    );
  }
  // Neither is null, scalar nor array here, which the compiler cannot see for readonly arrays.
  const left = a as JsonObject;
  const right = b as JsonObject;
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every((key) => Object.hasOwn(right, key) && isSameJson(left[key] ?? null, right[key] ?? null));
}

/** First integer that a double cannot hold exactly, anywhere inside. */
export function findUnsafeInteger(value: JsonValue): number | undefined {
  if (typeof value === 'number')
    return Number.isInteger(value) && !Number.isSafeInteger(value) ? value : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) {
    // Only read; Array.isArray widens to any[].
    for (const item of value as readonly JsonValue[]) {
      const found = findUnsafeInteger(item);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  const object = value as JsonObject; // neither scalar nor array, which the compiler cannot see
  // No list of the values is made: this runs over every call and response.
  for (const key in object) {
    const found = findUnsafeInteger(object[key] ?? null);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * Anything a file reader delivers, as a JSON value: bigint becomes a number, or its digits when a number cannot hold it;
 * dates become ISO text, bytes their count, undefined null. Cycles and depth end at the cap.
 */
export function toJsonValue(raw: unknown, depth = 0): JsonValue {
  switch (typeof raw) {
    case 'string':
    case 'number':
    case 'boolean':
      return raw;
    case 'bigint':
      return raw >= Number.MIN_SAFE_INTEGER && raw <= Number.MAX_SAFE_INTEGER ? Number(raw) : raw.toString();
    case 'object':
      return raw === null ? null : toJsonContainer(raw, depth);
    default:
      return null;
  }
}

function toJsonContainer(raw: object, depth: number): JsonValue {
  if (depth >= MAX_JSON_DEPTH) return '…';
  if (raw instanceof Date) return Number.isNaN(raw.getTime()) ? null : raw.toISOString();
  if (ArrayBuffer.isView(raw)) return `${raw.byteLength} bytes`;
  if (Array.isArray(raw)) return raw.map((item) => toJsonValue(item, depth + 1));
  const value: Record<string, JsonValue> = {};
  for (const [key, item] of Object.entries(raw)) setKey(value, key, toJsonValue(item, depth + 1));
  return value;
}

/** JSON text of a value for reading and searching; NaN and Infinity are kept as Python writes them. */
export function toJsonText(value: JsonValue): string {
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return JSON.stringify(value) ?? 'null';
}
