/**
 * A list as SQL over the original files, for DuckDB anywhere: the same ids, as far as the filter speaks of what is
 * stored. What the parsers compute cannot be said there: those clauses are named with the reason.
 */
import {
  searchWords,
  type ExportSource,
  type FacetKey,
  type ListQuery,
  type RangeKey,
  type TrajectoryFilter,
} from '../trace';
import { clauseKeys, type ClauseKey } from './clauses';

export interface OriginalSql {
  readonly sql: string;
  /** Python that runs it with the package duckdb. */
  readonly python: string;
  /** Clauses the SQL does without: it gives these trajectories and more. */
  readonly left: readonly { readonly key: ClauseKey; readonly why: string }[];
  /** What the SQL tells by text alone. */
  readonly notes: readonly string[];
}

type Reader = (source: ExportSource) => string;

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A URL is read from where it lies; of everything else only the name is known here. */
const readFile: Reader = ({ src, name, format }) => {
  const path = quote(src.startsWith('url:') ? src.slice('url:'.length) : name);
  return format === 'jsonl'
    ? `(SELECT *, row_number() OVER () - 1 AS file_row_number FROM read_json(${path}, format = 'newline_delimited'))`
    : `read_parquet(${path}, file_row_number = true)`;
};

const WHY: Readonly<Partial<Record<ClauseKey, string>>> = {
  text: 'full text knows blocks, escapes and case as the parsers do; `retrace find` in a terminal finds the same',
  outcome: 'whether a response failed is told by the rules of docs/OUTCOMES.md',
  finding: 'findings are computed by the parsers (docs/FINDINGS.md)',
  model: 'it is looked for in several recorded fields',
  state: 'it is derived from several recorded fields',
  calls: 'calls are counted by the parsers',
  width: 'calls are counted by the parsers',
  failures: 'whether a response failed is told by the rules of docs/OUTCOMES.md',
  think: 'think blocks are found by the parsers',
  chars: 'characters are counted in UTF-16, which SQL does not know',
};

const COLUMNS: Readonly<Partial<Record<FacetKey, string>>> = {
  cat: "coalesce(category, '')",
  sub: "coalesce(subcategory, '')",
};
const COUNTS: Readonly<Partial<Record<RangeKey, string>>> = {
  turns: 'len(conversations)',
  steps: `len(list_filter(conversations, turn -> turn."from" = 'gpt'))`,
};

function called(tool: string): string {
  // a regular expression in which every character of the name is itself
  const name = JSON.stringify(tool).replace(/[^\p{L}\p{N}\s_"]/gu, '\\$&');
  const pattern = quote(`(?s)<tool_call>\\s*\\{\\s*"name"\\s*:\\s*${name}.*?\\}\\s*</tool_call>`);
  const spoken = `regexp_replace(turn."value", '(?s)<think>.*?</think>', '', 'g')`;
  return `len(list_filter(conversations, turn -> turn."from" = 'gpt' AND regexp_matches(${spoken}, ${pattern}))) > 0`;
}

function facetConditions(key: FacetKey, { facets, toolMode }: TrajectoryFilter): readonly string[] {
  const { include = [], exclude = [] } = facets[key] ?? {};
  if (key === 'tool') {
    const joined = include.map(called).join(toolMode === 'all' ? '\n  AND ' : '\n  OR ');
    return [
      ...(include.length === 0 ? [] : [`(${joined})`]),
      ...exclude.map((tool) => `NOT (${called(tool)})`),
    ];
  }
  const list = (values: readonly string[]): string => values.map(quote).join(', ');
  const column = COLUMNS[key] ?? '';
  return [
    ...(include.length === 0 ? [] : [`${column} IN (${list(include)})`]),
    ...(exclude.length === 0 ? [] : [`${column} NOT IN (${list(exclude)})`]),
  ];
}

function conditionsOf(key: ClauseKey, filter: TrajectoryFilter): readonly string[] {
  if (key === 'q')
    return searchWords(filter.q).map(
      (word) => `contains(lower(coalesce(task, '')), ${quote(word.toLowerCase())})`,
    );
  const count = COUNTS[key as RangeKey]; // undefined for the other keys
  if (count === undefined) return facetConditions(key as FacetKey, filter);
  const { min, max } = filter.ranges[key as RangeKey] ?? {};
  return [
    ...(min === undefined ? [] : [`${count} >= ${min}`]),
    ...(max === undefined ? [] : [`${count} <= ${max}`]),
  ];
}

/** The config is a property of the file: files are chosen by it. */
function chosenSources(
  sources: readonly ExportSource[],
  { facets }: TrajectoryFilter,
): readonly ExportSource[] {
  const { include = [], exclude = [] } = facets.config ?? {};
  return sources.filter(
    ({ config }) => (include.length === 0 || include.includes(config)) && !exclude.includes(config),
  );
}

export function buildOriginalSql(
  query: ListQuery,
  sources: readonly ExportSource[],
  read: Reader = readFile,
): OriginalSql {
  const { filter } = query;
  const keys = clauseKeys(query).filter((key) => key !== 'config');
  const left = keys.flatMap((key) => (WHY[key] === undefined ? [] : [{ key, why: WHY[key] }]));
  const said = keys.filter((key) => WHY[key] === undefined);
  const conditions = said.flatMap((key) => conditionsOf(key, filter));
  const where = conditions.length === 0 ? '' : `\nWHERE ${conditions.join('\n  AND ')}`;
  const selects = chosenSources(sources, filter).map(
    (source) => `SELECT id, ${source.file} AS file, file_row_number AS "row"\nFROM ${read(source)}${where}`,
  );
  const sql =
    selects.length === 0
      ? 'SELECT NULL AS id WHERE false'
      : `${selects.join('\nUNION ALL\n')}\nORDER BY file, "row"`;
  return { sql, python: toPython(sql), left, notes: notesOf(said, sources) };
}

function notesOf(said: readonly ClauseKey[], sources: readonly ExportSource[]): readonly string[] {
  const notes: string[] = [];
  if (said.includes('tool'))
    notes.push(
      'A tool counts as called where <tool_call> is followed by its name: calls written in another order, quoted or damaged are told better by the parsers.',
    );
  if (sources.some(({ src }) => !src.startsWith('url:')))
    notes.push('Put the path of your copy in place of each file name.');
  return notes;
}

/** Every line is a string literal that JSON and Python read the same way. */
function toPython(sql: string): string {
  const lines = sql.split('\n').map((line) => `    ${JSON.stringify(`${line}\n`)}`);
  return `import duckdb  # pip install duckdb\n\nsql = (\n${lines.join('\n')}\n)\nfor id, file, row in duckdb.sql(sql).fetchall():\n    print(id if id is not None else f"~{file}.{row}")\n`;
}
