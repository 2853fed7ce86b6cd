/** Which fields of an object fit on one line. */
import type { JsonValue } from '../../trace';
import { asList, asObject, type JsonObject } from './values';

const SHORT_CHARS = 80;

export type Fact = readonly [key: string, value: string];

export function toFact(value: JsonValue): string | undefined {
  if (typeof value === 'string') {
    return value !== '' && value.length <= SHORT_CHARS && !value.includes('\n') ? value : undefined;
  }
  if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) return `≈ ${value}`;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

const FEW = 4;

/** `a, b` of a short list of short values. */
function toListFact(value: JsonValue): string | undefined {
  const facts = asList(value)?.map(toFact);
  if (facts === undefined || facts.length > FEW || facts.some((fact) => fact === undefined)) return undefined;
  const joined = facts.join(', ');
  return joined.length > SHORT_CHARS ? undefined : facts.length === 0 ? 'none' : joined;
}

/** `lint.success true` of a small object of short values. */
function toNestedFacts(key: string, value: JsonValue): readonly Fact[] | undefined {
  const entries = Object.entries(asObject(value) ?? {});
  if (entries.length === 0 || entries.length > FEW) return undefined;
  const facts: Fact[] = [];
  for (const [inner, each] of entries) {
    const fact = toFact(each);
    if (fact === undefined) return undefined;
    facts.push([`${key}.${inner}`, fact]);
  }
  return facts;
}

/** Short values, and the rest. Null says nothing and stays in the raw text. */
export function splitFacts(object: JsonObject): {
  readonly facts: readonly Fact[];
  readonly rest: JsonObject;
} {
  const facts: Fact[] = [];
  const rest: [string, JsonValue][] = [];
  for (const [key, value] of Object.entries(object)) {
    const fact = toFact(value) ?? toListFact(value);
    const nested = fact === undefined ? toNestedFacts(key, value) : undefined;
    if (fact !== undefined) facts.push([key, fact]);
    else if (nested !== undefined) facts.push(...nested);
    else if (value !== null) rest.push([key, value]);
  }
  return { facts, rest: Object.fromEntries(rest) };
}
