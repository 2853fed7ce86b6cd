/**
 * What was answered about an index that does not change any more, by question: the statement itself is the key, so a
 * question that is put otherwise tomorrow is another one. Bounded; those not asked for longest go first.
 */
import { toCell, type Cell, type ResultTable } from './arrow';
import type { Question } from './question';

interface Columns {
  readonly names: readonly string[];
  readonly columns: readonly (readonly (Cell | null)[])[];
}

/** Lists of matches are not worth keeping: they are as long as the index. */
const MOST_ROWS = 2_000;
const MOST_ROWS_IN_ALL = 40_000;

/** What a search found is of this session only. */
const IS_PASSING = /\btext_hits\b/;
/** The reader's marks change: what depends on them is kept under what they were. */
const IS_ABOUT_MARKS = /\btriage\b/;

function rowsOf({ columns }: Columns): number {
  return columns[0]?.length ?? 0;
}

function toTable(kept: Columns): ResultTable {
  const { names, columns } = kept;
  return {
    numRows: rowsOf(kept),
    schema: { fields: names.map((name) => ({ name })) },
    getChildAt: (index) => {
      const column = columns[index];
      return column === undefined ? null : { get: (row) => column[row] };
    },
  };
}

/** Undefined when JSON could not give it back. */
function toColumns(table: ResultTable): Columns | undefined {
  const names = table.schema.fields.map(({ name }) => name);
  const rows = Array.from({ length: table.numRows }, (_, row) => row);
  const columns = names.map((_, index) => {
    const vector = table.getChildAt(index);
    return rows.map((row) => toCell(vector?.get(row)) ?? null);
  });
  const isExact = columns.every((column) =>
    column.every((cell) => typeof cell !== 'number' || Number.isFinite(cell)),
  );
  return isExact ? { names, columns } : undefined;
}

function isColumns(value: unknown): value is Columns {
  const { names, columns } = (value ?? {}) as { names?: unknown; columns?: unknown };
  if (!Array.isArray(names) || !Array.isArray(columns) || names.length !== columns.length) return false;
  const [first] = columns as readonly unknown[];
  return columns.every(
    (column) => Array.isArray(column) && column.length === (first as readonly unknown[]).length,
  );
}

export class Answers {
  readonly #kept = new Map<string, Columns>();
  #rows = 0;

  /** `marks` names the reader's marks. */
  get(question: Question, marks: string): ResultTable | undefined {
    const key = keyOf(question, marks);
    const kept = this.#kept.get(key);
    if (kept === undefined) return undefined;
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    return toTable(kept);
  }

  /** True when it is kept. */
  add(question: Question, marks: string, table: ResultTable): boolean {
    if (IS_PASSING.test(question.sql) || table.numRows > MOST_ROWS) return false;
    const columns = toColumns(table);
    if (columns === undefined) return false;
    this.#set(keyOf(question, marks), columns);
    return true;
  }

  #set(key: string, columns: Columns): void {
    this.#remove(key);
    this.#kept.set(key, columns);
    this.#rows += rowsOf(columns) + 1;
    for (const oldest of this.#kept.keys()) {
      if (this.#rows <= MOST_ROWS_IN_ALL) break;
      this.#remove(oldest);
    }
  }

  #remove(key: string): void {
    const kept = this.#kept.get(key);
    if (kept === undefined) return;
    this.#kept.delete(key);
    this.#rows -= rowsOf(kept) + 1;
  }

  toJson(): string {
    return JSON.stringify([...this.#kept]);
  }

  /** Of what `toJson` gave; anything else has no answers. */
  static fromJson(text: string): Answers {
    const answers = new Answers();
    try {
      for (const [key, columns] of JSON.parse(text) as Iterable<readonly [unknown, unknown]>)
        if (typeof key === 'string' && isColumns(columns)) answers.#set(key, columns);
    } catch {
      // what was read until then is whole
    }
    return answers;
  }
}

function keyOf({ sql, parameters }: Question, marks: string): string {
  return JSON.stringify([sql, parameters, IS_ABOUT_MARKS.test(sql) ? marks : '']);
}
