/** The recorded metadata, as facts that fit on a line, counts per tool, and the rest. Pure. */
import { isJsonObject, type JsonValue } from '../../trace';

export interface RecordFacts {
  readonly facts: readonly (readonly [string, string])[];
  /** Of `tool_stats` and its like: an object of objects of numbers; tools without any count are left out. */
  readonly tables: readonly RecordTable[];
  readonly rest: readonly (readonly [string, JsonValue])[];
}

export interface RecordTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly [string, readonly number[]])[];
  /** Rows of zeros only, left out. */
  readonly leftOut: number;
}

const SHORT_CHARS = 120;

function toTable(name: string, value: JsonValue): RecordTable | undefined {
  if (!isJsonObject(value)) return undefined;
  const entries = Object.entries(value);
  const columns = new Set<string>();
  for (const [, row] of entries) {
    if (!isJsonObject(row)) return undefined;
    for (const [key, count] of Object.entries(row)) {
      if (typeof count !== 'number') return undefined;
      columns.add(key);
    }
  }
  if (entries.length === 0 || columns.size === 0 || columns.size > 4) return undefined;
  const all = entries.map(([tool, row]): readonly [string, readonly number[]] => [
    tool,
    [...columns].map((key) => (isJsonObject(row) && typeof row[key] === 'number' ? row[key] : 0)),
  ]);
  const rows = all.filter(([, counts]) => counts.some((count) => count !== 0));
  return { name, columns: [...columns], rows, leftOut: all.length - rows.length };
}

export function recordFacts(recorded: Readonly<Record<string, JsonValue>>): RecordFacts {
  const facts: (readonly [string, string])[] = [];
  const tables: RecordTable[] = [];
  const rest: (readonly [string, JsonValue])[] = [];
  for (const [name, value] of Object.entries(recorded)) {
    const table = toTable(name, value);
    if (table !== undefined) tables.push(table);
    else if (typeof value === 'object' && value !== null) rest.push([name, value]);
    else if (typeof value === 'string' && value.length > SHORT_CHARS) rest.push([name, value]);
    else facts.push([name, value === null ? 'null' : String(value)]);
  }
  return { facts, tables, rest };
}
