/** Which fields of an object fit on one line. */
import type { JsonValue } from '../../trace';
import type { JsonObject } from './values';

const SHORT_CHARS = 80;

export type Fact = readonly [key: string, value: string];

export function toFact(value: JsonValue): string | undefined {
  if (typeof value === 'string') {
    return value !== '' && value.length <= SHORT_CHARS && !value.includes('\n') ? value : undefined;
  }
  if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) return `≈ ${value}`;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** Short values, and the rest. Null says nothing and stays in the raw text. */
export function splitFacts(object: JsonObject): {
  readonly facts: readonly Fact[];
  readonly rest: JsonObject;
} {
  const facts: Fact[] = [];
  const rest: [string, JsonValue][] = [];
  for (const [key, value] of Object.entries(object)) {
    const fact = toFact(value);
    if (fact !== undefined) facts.push([key, fact]);
    else if (value !== null) rest.push([key, value]);
  }
  return { facts, rest: Object.fromEntries(rest) };
}
