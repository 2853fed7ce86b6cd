/**
 * The index's engine: owns the tables and their queries. Every method rejects with AppError `ENGINE_FAILED` when
 * DuckDB refuses, and with the signal's reason when it was superseded. Queries run one after another.
 */
import { AppError } from '../lib/AppError';
import { columnOf, encodeParts, isNumber, type ResultTable, type TablePart } from './arrow';
import { toDisplaySql } from './builder';
import { encodeColumns } from './columns';
import { EngineHealth, orAborted } from './health';
import type { EngineHost } from './host';
import type { Question } from './question';
import { Questions } from './Questions';
import type { RawRows } from './rawRows';
import { SqlRunner, type SqlOptions, type SqlResult } from './runSql';
import { ALL_TABLES, createStatements, type TableName, type TableRow } from './tables';

/** Queries of the index take milliseconds; one that is silent for so long is probed. */
const QUERY_LIMIT_MS = globalThis.__SABOTAGE__ ? 3_000 : 30_000;

/** Settings that make the engine keep to itself: nothing is fetched, no file is read, nothing can undo that. */
const LOCKED = [
  'SET autoinstall_known_extensions = false',
  'SET autoload_known_extensions = false',
  'SET enable_external_access = false',
  'SET lock_configuration = true',
];

export class Engine extends Questions {
  readonly #host: EngineHost;
  readonly #health: EngineHealth;
  readonly #sql: SqlRunner;
  #line: Promise<unknown> = Promise.resolve();

  private constructor(host: EngineHost) {
    super((question, signal) => this.answer(question, signal));
    this.#host = host;
    this.#health = new EngineHealth(host);
    this.#sql = new SqlRunner(host, this.#health);
  }

  static async open(host: EngineHost): Promise<Engine> {
    const engine = new Engine(host);
    for (const statement of [...createStatements(), ...LOCKED])
      await engine.#guard(() => host.run(statement), statement);
    return engine;
  }

  async close(): Promise<void> {
    if (this.#health.lost !== undefined) return;
    this.#health.close();
    await this.#host.close();
  }

  async insert<Name extends TableName>(name: Name, rows: readonly TableRow<Name>[]): Promise<void> {
    await this.insertParts(name, [{ table: encodeColumns(ALL_TABLES[name], rows), constants: {} }]);
  }

  /** Rows as column buffers: nothing is made per row here. */
  async insertParts(name: TableName, parts: readonly TablePart[]): Promise<void> {
    const filled = parts.filter(({ table }) => table.rowCount > 0);
    if (filled.length === 0) return;
    const act = (): Promise<void> => this.#host.insert(name, encodeParts(ALL_TABLES[name], filled));
    await this.#guard(act, `INSERT INTO ${name}`);
  }

  /** The reader's marks, all of them: those before are gone. */
  async replaceTriage(marks: readonly TableRow<'triage'>[]): Promise<void> {
    await this.#guard(() => this.#host.run('DELETE FROM triage'), 'DELETE FROM triage');
    await this.insert('triage', marks);
  }

  /** Forgets what a search found, by its name. */
  async dropTextHits(search: string): Promise<void> {
    await this.answer({ sql: 'DELETE FROM text_hits WHERE search = $1', parameters: [search] });
  }

  /** Whole trajectories or nothing: a row in `rows` has all its turns, and no turn is without its row. */
  async insertRaw({ rows, turns }: RawRows): Promise<void> {
    try {
      await this.insert('turns', turns);
      await this.insert('rows', rows);
    } catch (error) {
      await this.#host
        .run('DELETE FROM turns WHERE (file, "row") NOT IN (SELECT (file, "row") FROM rows)')
        .catch(() => undefined);
      throw error;
    }
  }

  /** A reader's SQL, under limits: see engine/runSql for what is refused and how it rejects. */
  runSql(text: string, options: SqlOptions): Promise<SqlResult> {
    return this.#sql.run(text, options);
  }

  /** Rows in each table. */
  async rowCounts(signal?: AbortSignal): Promise<Readonly<Record<TableName, number>>> {
    const counted: [string, number][] = [];
    for (const name of Object.keys(ALL_TABLES)) {
      const question = { sql: `SELECT count(*) AS count FROM "${name}"`, parameters: [] };
      const table = await this.answer(question, signal);
      counted.push([name, columnOf(table, 'count', isNumber)[0] ?? 0]);
    }
    // every name of the list was counted
    return Object.fromEntries(counted) as Record<TableName, number>;
  }

  /** One after another, so that what was superseded while it waited is never run. */
  async answer(question: Question, signal?: AbortSignal): Promise<ResultTable> {
    const run = (): Promise<ResultTable> => {
      signal?.throwIfAborted();
      const act = () => this.#host.query(question.sql, question.parameters, signal);
      return this.#guard(act, toDisplaySql(question));
    };
    const answer = this.#line.then(run);
    this.#line = answer.catch(() => undefined);
    return answer;
  }

  /** After a failure or no answer in time: either the engine is well and refused, or it is lost. */
  async #guard<T>(act: () => Promise<T>, statement: string): Promise<T> {
    if (this.#health.lost !== undefined) throw this.#health.lost;
    try {
      return await orAborted(act(), AbortSignal.timeout(QUERY_LIMIT_MS), 0);
    } catch (cause) {
      await this.#health.probe(cause);
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new AppError('ENGINE_FAILED', `The query engine refused: ${reason}`, {
        cause,
        details: { sql: statement.slice(0, 2000) },
      });
    }
  }
}
