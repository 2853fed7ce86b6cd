/** The arguments of a call on one line: what a reader of an outline needs to recognise it. */
import type { JsonValue } from '../../trace';

/** The argument that says what the call is about, tried in this order. */
const TELLING = [
  'command',
  'path',
  'file_path',
  'pattern',
  'query',
  'url',
  'ref',
  'goal',
  'question',
  'action',
  'name',
  'code',
  'text',
  'content',
];

export type JsonObject = { readonly [key: string]: JsonValue };

export function asObject(value: JsonValue | undefined): JsonObject | undefined {
  // an array or null is an object in JavaScript only
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}

function oneLine(text: string): string {
  return text.slice(0, 400).replace(/\s+/g, ' ').trim();
}

export function summarizeArguments(name: string, args: JsonValue): string {
  const object = asObject(args);
  if (object === undefined) return oneLine(JSON.stringify(args) ?? '');
  if (name === 'todo' && Array.isArray(object['todos'])) return `${object['todos'].length} items`;
  for (const key of TELLING) {
    const value = object[key];
    if (typeof value === 'string' && value !== '') return oneLine(value);
  }
  const rest = Object.entries(object)
    .slice(0, 3)
    .map(([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return oneLine(rest.join(', '));
}
