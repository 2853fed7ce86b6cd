import { parseJson } from '../trace';

/** One shape for the physical variants of a conversation: a list of turn objects. Keys stay as stored. */

type Plain = Readonly<Record<string, unknown>>;

/**
 * - `[{from, value}]`: as is
 * - `{from: […], value: […]}` (a struct of lists): turned
 * - `[{element: {…}}]`, `{array: […]}` (old two-level lists): opened
 * - a JSON string: parsed; left as text when it is not JSON
 */
export function toTurnList(value: unknown): unknown {
  return openList(value, 0);
}

/** Wrappers in wrappers: writers make three at most. */
const WRAPPER_LIMIT = 16;

function openList(value: unknown, depth: number): unknown {
  if (depth > WRAPPER_LIMIT) return value;
  if (typeof value === 'string') {
    const parsed = parseText(value);
    return typeof parsed === 'string' ? parsed : openList(parsed, depth + 1);
  }
  if (Array.isArray(value)) return value.map(openElement);
  if (!isPlain(value)) return value;
  const only = onlyEntry(value);
  if (only && WRAPPERS.has(only[0])) return openList(only[1], depth + 1);
  return turnLists(value);
}

const WRAPPERS: ReadonlySet<string> = new Set(['list', 'element', 'item', 'array', 'bag', 'array_element']);

function parseText(text: string): unknown {
  // its depth is capped: what comes out goes between threads
  const parsed = parseJson(text);
  return parsed.ok ? parsed.value : text;
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function onlyEntry(value: Plain): readonly [string, unknown] | undefined {
  const entries = Object.entries(value);
  return entries.length === 1 ? entries[0] : undefined;
}

function openElement(item: unknown): unknown {
  const only = isPlain(item) ? onlyEntry(item) : undefined;
  return only && WRAPPERS.has(only[0]) && isPlain(only[1]) ? only[1] : item;
}

/** Lists of unequal length give turns that lack a key, never fewer turns. */
function turnLists(value: Plain): unknown {
  const lists = Object.entries(value).filter((entry): entry is [string, unknown[]] =>
    Array.isArray(entry[1]),
  );
  if (lists.length === 0) return value;
  const count = Math.max(...lists.map(([, list]) => list.length));
  return Array.from({ length: count }, (_, index) =>
    Object.fromEntries(
      lists.filter(([, list]) => index < list.length).map(([key, list]) => [key, list[index]]),
    ),
  );
}
