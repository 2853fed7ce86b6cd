/**
 * A reader's SQL: judged, run under limits, and the engine's health probed after anything that went wrong. It
 * must not know where the text came from. One text at a time per engine.
 */
import { AppError, toAppError } from '../lib/AppError';
import { columnOf, isString, type Cell, type ResultTable } from './arrow';
import { orAborted, type EngineHealth } from './health';
import type { EngineConnection, EngineHost } from './host';
import { isAskedAsText, isNumberType, toResultCell } from './resultCells';
import { parseStatement, type Statement } from './statement';

export interface SqlOptions {
  readonly rowLimit: number;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

export interface SqlColumn {
  readonly name: string;
  /** As DuckDB names it. */
  readonly type: string;
  readonly isNumber: boolean;
  /** Null is undefined; a number that would not be exact is its digits; nested values are JSON text. */
  readonly cells: readonly Cell[];
}

export interface SqlResult {
  readonly columns: readonly SqlColumn[];
  readonly rowCount: number;
  /** Why there may be more than is here: the row limit, or the size limit. */
  readonly truncated: 'rows' | 'size' | undefined;
  readonly elapsedMs: number;
}

interface ColumnType {
  readonly name: string;
  readonly type: string;
}

/** Text of a result kept: a screen shows a part of it, and it crosses two threads. */
const MOST_CHARS = 32_000_000;

export class SqlRunner {
  readonly #host: EngineHost;
  #connection: Promise<EngineConnection> | undefined;
  readonly #health: EngineHealth;
  #last: Promise<unknown> = Promise.resolve();

  constructor(host: EngineHost, health: EngineHealth) {
    this.#host = host;
    this.#health = health;
  }

  /**
   * Rejects with `SQL_REFUSED` (not run), `SQL_FAILED` (DuckDB's words), `TIMED_OUT`, the signal's reason, or
   * `ENGINE_LOST` when the engine did not survive it.
   */
  run(text: string, options: SqlOptions): Promise<SqlResult> {
    const turn = this.#last.then(() => this.#run(text, options));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #run(text: string, options: SqlOptions): Promise<SqlResult> {
    options.signal?.throwIfAborted();
    if (this.#health.lost !== undefined) throw this.#health.lost;
    const statement = parseStatement(text);
    const limit = AbortSignal.timeout(options.timeoutMs);
    const signal = options.signal === undefined ? limit : AbortSignal.any([options.signal, limit]);
    const start = performance.now();
    try {
      this.#connection ??= this.#host.connect();
      const result = await orAborted(readOnly(await this.#connection, statement, options, signal), signal);
      return { ...result, elapsedMs: performance.now() - start };
    } catch (cause) {
      await this.#health.probe(cause);
      options.signal?.throwIfAborted();
      if (limit.aborted) throw timedOut(options.timeoutMs);
      throw cause instanceof AppError ? cause : failed(cause);
    }
  }
}

function timedOut(timeoutMs: number): AppError {
  return new AppError('TIMED_OUT', `Stopped after ${timeoutMs / 1000} s, the time limit.`, {
    details: { timeoutMs },
  });
}

/** DuckDB's words, without the caret under the place: it points only in a font of one width. */
function failed(cause: unknown): AppError {
  const message = toAppError(cause)
    .message.replace(/\n *\^\s*$/, '')
    .replaceAll(/\n{2,}/g, '\n')
    // its advice is refused here
    .replace(
      /\nPlease try installing and loading[^]*$/,
      '\nFiles, extensions and the network are closed to SQL here: stored rows are loaded into the raw tables.',
    );
  return new AppError('SQL_FAILED', message, { cause });
}

type Shown = Omit<SqlResult, 'elapsedMs'>;

async function readOnly(
  connection: EngineConnection,
  statement: Statement,
  { rowLimit }: SqlOptions,
  signal: AbortSignal,
): Promise<Shown> {
  await connection.run('BEGIN TRANSACTION READ ONLY');
  try {
    await connection.check(statement.sql);
    const [columns, sql] = await plan(connection, statement, rowLimit, signal);
    return await collect(connection.stream(sql, signal), columns, rowLimit);
  } finally {
    // what went wrong before is what counts; whether the engine still answers is probed
    await connection.run('ROLLBACK').catch(() => undefined);
  }
}

/** A line break, because the statement may end in a comment. */
function inside(sql: string): string {
  return `(\n${sql}\n)`;
}

/** The columns with DuckDB's types, and what to run for them. Bound inside a SELECT: only a query passes. */
async function plan(
  connection: EngineConnection,
  statement: Statement,
  rowLimit: number,
  signal: AbortSignal,
): Promise<readonly [readonly ColumnType[] | undefined, string]> {
  const query = statement.kind === 'query' ? statement.sql : statement.of;
  const columns: ColumnType[] = [];
  for await (const batch of connection.stream(`DESCRIBE SELECT * FROM ${inside(query)}`, signal)) {
    const types = columnOf(batch, 'column_type', isString);
    for (const [index, name] of columnOf(batch, 'column_name', isString).entries()) {
      columns.push({ name, type: types[index] ?? '' });
    }
  }
  if (statement.kind === 'explain') return [undefined, statement.sql];
  const names = columns.map((_, index) => `c${index}`);
  const asked = columns.map(({ type }, index) => (isAskedAsText(type) ? `c${index}::VARCHAR` : `c${index}`));
  return [
    columns,
    `SELECT ${asked.join(', ')} FROM ${inside(query)} AS asked(${names.join(', ')}) LIMIT ${rowLimit + 1}`,
  ];
}

async function collect(
  batches: AsyncIterable<ResultTable>,
  described: readonly ColumnType[] | undefined,
  rowLimit: number,
): Promise<Shown> {
  let columns: (ColumnType & { readonly cells: Cell[] })[] | undefined = described?.map((column) => ({
    ...column,
    cells: [],
  }));
  let rowCount = 0;
  let chars = 0;
  let truncated: Shown['truncated'];
  for await (const batch of batches) {
    columns ??= batch.schema.fields.map(({ name }) => ({ name, type: 'VARCHAR', cells: [] }));
    for (let row = 0; row < batch.numRows && truncated === undefined; row += 1) {
      if (rowCount === rowLimit) truncated = 'rows';
      else if (chars > MOST_CHARS) truncated = 'size';
      else {
        for (const [index, { type, cells }] of columns.entries()) {
          const cell = toResultCell(batch.getChildAt(index)?.get(row), type);
          cells.push(cell);
          chars += typeof cell === 'string' ? cell.length : 8;
        }
        rowCount += 1;
      }
    }
    if (truncated !== undefined) break;
  }
  const shown = (columns ?? []).map((column) => ({ ...column, isNumber: isNumberType(column.type) }));
  return { columns: shown, rowCount, truncated };
}
