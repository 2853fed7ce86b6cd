/** Finds the turns of a record in all physical shapes (FORMAT §2.5): list of structs, struct of lists, JSON text, OpenAI messages. */
import { parseJson } from '../json/parseJson';
import { toJsonText, toJsonValue } from '../json/jsonValue';
import { writeMessage } from './openAiMessage';
import { isRecord, type RawRecord } from './rawRecord';

/** A turn as text, before it is scanned. */
export interface RawTurn {
  readonly from: string;
  readonly value: string;
  /** The stored value was no string. */
  readonly isNotText: boolean;
  /** Calls or reasoning were taken from fields beside the text. */
  readonly isConverted: boolean;
}

export type RawTurns =
  | { readonly ok: true; readonly turns: readonly RawTurn[] }
  | { readonly ok: false; readonly reason: string };

/** The text of a stored value: a string as it is, null as nothing, anything else as its JSON text. */
function toText(raw: unknown): string {
  if (typeof raw === 'string') return raw;
  return raw === null || raw === undefined ? '' : toJsonText(toJsonValue(raw));
}

function firstDefined(record: RawRecord, keys: readonly string[]): unknown {
  for (const key of keys) {
    const raw = record[key];
    if (raw !== null && raw !== undefined && Object.hasOwn(record, key)) return raw;
  }
  return undefined;
}

const ROLE_KEYS = ['from', 'role', 'speaker'] as const;
const VALUE_KEYS = ['value', 'content', 'text'] as const;

function toRawTurn(raw: unknown): RawTurn {
  // A bare string has no role; it is shown as text.
  if (!isRecord(raw))
    return { from: '', value: toText(raw), isNotText: typeof raw !== 'string', isConverted: false };
  const from = toText(firstDefined(raw, ROLE_KEYS));
  const stored = firstDefined(raw, VALUE_KEYS);
  const written = writeMessage(raw, from, stored);
  if (written !== undefined) return { from, value: written, isNotText: false, isConverted: true };
  return { from, value: toText(stored), isNotText: typeof stored !== 'string', isConverted: false };
}

/** Arrow's struct of lists: `{from: [...], value: [...]}`. */
function zipLists(lists: RawRecord): unknown[] | undefined {
  const columns = Object.entries(lists).filter((entry): entry is [string, unknown[]] =>
    Array.isArray(entry[1]),
  );
  const lengths = columns.map(([, column]) => column.length);
  const names = new Set(columns.map(([name]) => name));
  if (!ROLE_KEYS.some((key) => names.has(key)) || !VALUE_KEYS.some((key) => names.has(key))) return undefined;
  return Array.from({ length: Math.max(...lengths) }, (_, i) =>
    Object.fromEntries(columns.map(([name, column]) => [name, column[i]])),
  );
}

function describe(raw: unknown): string {
  if (raw === null) return 'null';
  if (Array.isArray(raw)) return 'a list';
  return raw === undefined ? 'missing' : typeof raw === 'object' ? 'an object' : `a ${typeof raw}`;
}

function toList(raw: unknown, key: string): unknown[] | string {
  if (Array.isArray(raw)) return raw;
  if (typeof raw === 'string') return listFromText(raw, key);
  const zipped = isRecord(raw) ? zipLists(raw) : undefined;
  return zipped ?? `${key} is ${describe(raw)}; expected a list of turns`;
}

function listFromText(text: string, key: string): unknown[] | string {
  const json = parseJson(text);
  if (!json.ok)
    return `${key} is a string that is not JSON (error at character ${json.errorAt}); expected a list of turns`;
  // One level only: a string inside the string is no list.
  return typeof json.value === 'string'
    ? `${key} is a string; expected a list of turns`
    : toList(json.value, key);
}

export const TURN_KEYS = ['conversations', 'messages', 'conversation'] as const;

/** A `system` column beside the turns is the system turn, when the turns have none. */
function withSystem(record: RawRecord, turns: readonly RawTurn[]): readonly RawTurn[] {
  const { system } = record;
  const first = turns[0]?.from.toLowerCase();
  if (typeof system !== 'string' || system === '' || first === 'system' || first === 'developer')
    return turns;
  return [{ from: 'system', value: system, isNotText: false, isConverted: false }, ...turns];
}

/** The turns of a record, or one sentence that says why there are none. */
export function readTurns(record: RawRecord): RawTurns {
  const key =
    TURN_KEYS.find((name) => record[name] !== null && record[name] !== undefined) ??
    TURN_KEYS.find((name) => name in record);
  if (key === undefined) return { ok: false, reason: 'conversations is missing; expected a list of turns' };
  const list = toList(record[key], key);
  if (typeof list === 'string') return { ok: false, reason: list };
  return { ok: true, turns: withSystem(record, list.map(toRawTurn)) };
}
