/** What could stand where the caret is in SQL: names of tables and their columns. Pure. */
import type { SqlTable } from '../../client/types';

export interface SqlSuggestion {
  /** As it is written: quoted where SQL needs it. */
  readonly text: string;
  readonly label: string;
  readonly note: string;
}

export interface SqlCompletion {
  /** The word at the caret, to be replaced. */
  readonly start: number;
  readonly end: number;
  readonly suggestions: readonly SqlSuggestion[];
}

/** All in the field's corner, without scrolling. */
const MOST = 5;
const NAME = /[\w"]/;
/** Column names that are words of SQL. */
const RESERVED: ReadonlySet<string> = new Set(['row', 'next']);

/** Texts and comments hold no names. Quoted identifiers do. */
function isInText(before: string): boolean {
  const rest = before.replaceAll(/'(?:[^']|'')*'|--[^\n]*\n|\/\*[\s\S]*?\*\//g, '');
  return /'|--|\/\*/.test(rest);
}

/** `FROM listing AS l` → l and listing stand for listing. */
function namedTables(text: string, tables: readonly SqlTable[]): ReadonlyMap<string, SqlTable> {
  const byName = new Map(tables.map((table) => [table.name, table]));
  const named = new Map<string, SqlTable>();
  for (const [, name = '', alias] of text.matchAll(
    /\b(?:from|join)\s+"?(\w+)"?(?:\s+(?:as\s+)?(?!where\b|on\b|join\b|left\b|group\b|order\b|limit\b|using\b)(\w+))?/gi,
  )) {
    const table = byName.get(name.toLowerCase());
    if (table === undefined) continue;
    named.set(name.toLowerCase(), table);
    if (alias !== undefined) named.set(alias.toLowerCase(), table);
  }
  return named;
}

function columnsOf(tables: Iterable<SqlTable>): readonly SqlSuggestion[] {
  const found = new Map<string, { readonly type: string; readonly tables: string[] }>();
  for (const { name: table, columns } of new Set(tables)) {
    for (const { name, type } of columns) {
      const known = found.get(name);
      if (known === undefined) found.set(name, { type, tables: [table] });
      else known.tables.push(table);
    }
  }
  return [...found].map(([name, { type, tables: owners }]) => ({
    text: RESERVED.has(name) ? `"${name}"` : name,
    label: name,
    note: `${type} of ${owners.slice(0, 2).join(', ')}${owners.length > 2 ? ` and ${owners.length - 2} more` : ''}`,
  }));
}

export function completeSql(text: string, caret: number, tables: readonly SqlTable[]): SqlCompletion {
  let [start, end] = [caret, caret];
  while (start > 0 && NAME.test(text[start - 1] ?? '')) start -= 1;
  while (end < text.length && NAME.test(text[end] ?? '')) end += 1;
  const before = text.slice(0, start);
  if (isInText(before)) return { start, end, suggestions: [] };
  const written = text.slice(start, caret).replaceAll('"', '').toLowerCase();
  const owner = /"?(\w+)"?\.$/.exec(before)?.[1]?.toLowerCase();
  const named = namedTables(text, tables);
  const ofTables = tables.map(({ name, rowCount }) => ({
    text: name,
    label: name,
    note: `table, ${rowCount.toLocaleString('en')} rows`,
  }));
  const owned = owner === undefined ? undefined : named.get(owner);
  const isTable = /\b(?:from|join)\s+$/i.test(before);
  const candidates =
    owner !== undefined
      ? columnsOf(owned === undefined ? [] : [owned])
      : isTable
        ? ofTables
        : [...columnsOf(named.size === 0 ? tables : named.values()), ...ofTables];
  const suggestions = candidates.filter(({ label }) => label.startsWith(written) && label !== written);
  return { start, end, suggestions: suggestions.slice(0, MOST) };
}
