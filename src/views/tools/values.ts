/** Careful reading of values nobody promised: arguments and contents of tools. */
import { member } from '../../lib/member';
import type { JsonValue } from '../../trace';

export type JsonObject = { readonly [key: string]: JsonValue };

export function asObject(value: JsonValue | undefined): JsonObject | undefined {
  // an array or null is an object in JavaScript only
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}

export function asList(value: JsonValue | undefined): readonly JsonValue[] | undefined {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : undefined; // Array.isArray widens to any[]
}

export function asText(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Own keys only: `constructor` in data is no method. */
export function textAt(object: JsonObject | undefined, key: string): string | undefined {
  return object === undefined ? undefined : asText(member(object, key));
}

/** Some writers nest the result once more: `{"content": {"output": …}}`. */
export function openContent(content: JsonValue): JsonValue {
  const object = asObject(content);
  const keys = object === undefined ? [] : Object.keys(object);
  const inner = keys.length === 1 && keys[0] === 'content' ? asObject(object?.['content']) : undefined;
  return inner ?? content;
}

export function without(object: JsonObject, ...keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

/** What the response's own line says in full; its quotes come on top. */
export const SAID_CHARS = 100;

/** Content of a response that is ok, without what its own line says. */
export function withoutSaid(content: JsonValue, field: string | undefined): JsonValue {
  return withoutField(withoutSuccess(content), field);
}

/** The outcome's own word says it. */
function withoutSuccess(content: JsonValue): JsonValue {
  const object = asObject(content);
  return object?.['success'] === true ? without(object, 'success') : content;
}

/** Content without the field that stands in the response's own line in full; `field` is a path like `content.error`. */
export function withoutField(content: JsonValue, field: string | undefined): JsonValue {
  const object = asObject(content);
  if (object === undefined || field === undefined) return content;
  const dot = field.indexOf('.');
  const key = dot === -1 ? field : field.slice(0, dot);
  const value = member(object, key);
  if (value === undefined) return content;
  if (dot !== -1) return { ...object, [key]: withoutField(value, field.slice(dot + 1)) };
  const isSaid =
    typeof value === 'string'
      ? value.length <= SAID_CHARS && !/[\n\r\t"\\]/.test(value)
      : typeof value === 'number' || typeof value === 'boolean';
  return isSaid ? without(object, key) : content;
}

/** The text of multimodal parts `[{"type": "text", "text": …}]`, when they hold nothing else. */
export function partsText(content: JsonValue): string | undefined {
  const parts = asList(content)?.map((part) => {
    const object = asObject(part);
    return object !== undefined && Object.keys(object).length === 2 && object['type'] === 'text'
      ? asText(object['text'])
      : undefined;
  });
  return parts !== undefined && parts.length > 0 && parts.every((part) => part !== undefined)
    ? parts.join('\n')
    : undefined;
}

export function oneLine(text: string): string {
  return text.slice(0, 400).replace(/\s+/g, ' ').trim();
}
