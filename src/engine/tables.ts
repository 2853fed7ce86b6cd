/**
 * The index: narrow tables of which every filter, facet and figure is SQL. Their names and columns are public:
 * readers write SQL against them. A trajectory is `(file, row)` everywhere; failures are counted per rule.
 */
import type { ColumnType } from './columns';

interface Column {
  readonly type: ColumnType;
  readonly meaning: string;
}

const FILE = {
  type: 'INTEGER',
  meaning: 'index of the file among those open, from 0',
} as const satisfies Column;
const ROW = { type: 'INTEGER', meaning: 'row in the file, from 0' } as const satisfies Column;
const STEP = { type: 'INTEGER', meaning: 'step, from 1; 0 = preamble' } as const satisfies Column;
const FAILED = {
  failed_structured: { type: 'BOOLEAN', meaning: 'failed under the rule structured' },
  failed_batch_runner: { type: 'BOOLEAN', meaning: 'failed under the rule batch_runner' },
  failed_tutorial: { type: 'BOOLEAN', meaning: 'its tool turn is flagged by the rule tutorial' },
} as const satisfies Record<string, Column>;

const RECOVERED = 'steps until its tool succeeded again under the rule; 0 = never; -1 = it did not fail';
const RECOVERY = {
  recovery_structured: { type: 'INTEGER', meaning: RECOVERED },
  recovery_batch_runner: { type: 'INTEGER', meaning: RECOVERED },
  recovery_tutorial: { type: 'INTEGER', meaning: RECOVERED },
} as const satisfies Record<string, Column>;

export const TABLES = {
  /** Known before any conversation is read. */
  listing: {
    file: FILE,
    row: ROW,
    id: { type: 'VARCHAR', meaning: 'id as stored; null when there is none' },
    task: { type: 'VARCHAR', meaning: 'task as stored' },
    config: { type: 'VARCHAR', meaning: 'config of the file' },
    category: { type: 'VARCHAR', meaning: 'category as stored; "" when there is none' },
    subcategory: { type: 'VARCHAR', meaning: 'subcategory as stored; "" when there is none' },
    turns: { type: 'INTEGER', meaning: 'elements of conversations' },
  },
  trajectory: {
    file: FILE,
    row: ROW,
    steps: { type: 'INTEGER', meaning: 'gpt turns' },
    calls: { type: 'INTEGER', meaning: 'tool calls, malformed ones included' },
    width: { type: 'INTEGER', meaning: 'most tool calls in one gpt turn' },
    failures_structured: { type: 'INTEGER', meaning: 'responses failed under the rule structured' },
    failures_batch_runner: { type: 'INTEGER', meaning: 'responses failed under the rule batch_runner' },
    failures_tutorial: { type: 'INTEGER', meaning: 'tool turns flagged by the rule tutorial' },
    findings: { type: 'INTEGER', meaning: 'findings of all kinds' },
    think_words: { type: 'INTEGER', meaning: 'words in think blocks' },
    chars: { type: 'INTEGER', meaning: 'UTF-16 characters of all turns' },
    attention: { type: 'INTEGER', meaning: 'score of the rule attention' },
    model: { type: 'VARCHAR', meaning: 'recorded model; "" when there is none' },
    state: { type: 'VARCHAR', meaning: 'recorded state: completed, partial, failed, incomplete or ""' },
    has_answer: { type: 'BOOLEAN', meaning: 'the last turn is a gpt turn with text and no call' },
  },
  step: {
    file: FILE,
    row: ROW,
    step: STEP,
    calls: { type: 'INTEGER', meaning: 'tool calls of the gpt turn' },
    chars: { type: 'INTEGER', meaning: 'UTF-16 characters of its turns' },
    think_words: { type: 'INTEGER', meaning: 'words in its think blocks' },
    ...FAILED,
  },
  call: {
    file: FILE,
    row: ROW,
    step: STEP,
    place: { type: 'INTEGER', meaning: 'place among the calls of its step, from 0' },
    tool: { type: 'VARCHAR', meaning: 'name, or <malformed>' },
    next: {
      type: 'VARCHAR',
      meaning: 'tool of the call after it in the run, in written order; "" at the last',
    },
    has_response: { type: 'BOOLEAN', meaning: 'a response was paired with it' },
    ...FAILED,
    ...RECOVERY,
  },
  block: {
    file: FILE,
    row: ROW,
    step: STEP,
    kind: { type: 'VARCHAR', meaning: 'think, call, response or answer (text of a gpt turn)' },
    chars: { type: 'INTEGER', meaning: 'UTF-16 characters of its body' },
  },
  response: {
    file: FILE,
    row: ROW,
    step: STEP,
    outcome: { type: 'VARCHAR', meaning: 'ok, or the kind of failure under the rule structured' },
    ...FAILED,
  },
  recorded: {
    file: FILE,
    row: ROW,
    figure: {
      type: 'VARCHAR',
      meaning: 'what a batch runner or compressor recorded: count, success, failure …',
    },
    tool: { type: 'VARCHAR', meaning: 'of which tool; "" where it is of none' },
    recorded: { type: 'INTEGER', meaning: 'the number in the record' },
    ours: { type: 'INTEGER', meaning: 'the same, counted here' },
  },
  finding: { file: FILE, row: ROW, step: STEP, kind: { type: 'VARCHAR', meaning: 'see docs/FINDINGS.md' } },
} as const satisfies Record<string, Record<string, Column>>;

/** The stored rows themselves, loaded on demand: empty until the reader asks. */
export const RAW_TABLES = {
  rows: {
    file: FILE,
    row: ROW,
    id: { type: 'VARCHAR', meaning: 'id as stored; null when there is none' },
    config: { type: 'VARCHAR', meaning: 'config of the file' },
    category: { type: 'VARCHAR', meaning: 'category as stored; "" when there is none' },
    subcategory: { type: 'VARCHAR', meaning: 'subcategory as stored; "" when there is none' },
    task: { type: 'VARCHAR', meaning: 'task as stored' },
    tools: { type: 'VARCHAR', meaning: 'tools as stored, as JSON text; null when there are none' },
  },
  turns: {
    file: FILE,
    row: ROW,
    turn: { type: 'INTEGER', meaning: 'index in conversations, from 0' },
    role: { type: 'VARCHAR', meaning: 'role as stored: system, human, gpt, tool …' },
    value: { type: 'VARCHAR', meaning: 'text as stored; JSON text when it is no string' },
  },
} as const satisfies Record<string, Record<string, Column>>;

/** What the reader did. */
export const OWN_TABLES = {
  /** Replaced whole whenever a mark changes. No row = no mark. */
  triage: { file: FILE, row: ROW, verdict: { type: 'VARCHAR', meaning: 'keep, drop or unsure' } },
  /** What the latest full-text searches found, as far as they came. */
  text_hits: {
    search: { type: 'VARCHAR', meaning: 'the search, as JSON' },
    file: FILE,
    row: ROW,
    hits: { type: 'INTEGER', meaning: 'places found; 0 = searched, not found' },
  },
} as const satisfies Record<string, Record<string, Column>>;

export const ALL_TABLES = { ...TABLES, ...RAW_TABLES, ...OWN_TABLES } as const;

export type IndexTableName = keyof typeof TABLES;
export type TableName = keyof typeof ALL_TABLES;

interface Values {
  readonly INTEGER: number;
  readonly VARCHAR: string;
  readonly BOOLEAN: boolean;
}

/** A row of a table, as it is ingested. */
export type TableRow<Name extends TableName> = {
  readonly [Key in keyof (typeof ALL_TABLES)[Name]]: (typeof ALL_TABLES)[Name][Key] extends {
    readonly type: infer Type extends ColumnType;
  }
    ? Values[Type] | (Key extends 'id' | 'tools' ? undefined : never)
    : never;
};

/** The tables as kysely knows them. */
export type IndexTables = { readonly [Name in IndexTableName]: TableRow<Name> };

export function createStatements(): readonly string[] {
  return Object.entries(ALL_TABLES).map(([name, columns]) => {
    const list = Object.entries(columns).map(([column, { type }]) => `"${column}" ${type}`);
    return `CREATE TABLE "${name}" (${list.join(', ')})`;
  });
}
