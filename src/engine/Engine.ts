/**
 * The index's engine: owns the tables and their queries. Every method rejects with AppError `ENGINE_FAILED` when
 * DuckDB refuses, and with the signal's reason when it was superseded. Queries run one after another.
 */
import { sql, type RawBuilder } from 'kysely';
import { AppError } from '../lib/AppError';
import {
  FACET_KEYS,
  RANGE_KEYS,
  type CountedRun,
  type FacetKey,
  type ListQuery,
  type RangeKey,
  type TextClause,
} from '../trace';
import { columnOf, encodeParts, isNumber, isNumberOrNone, type ResultTable, type TablePart } from './arrow';
import { askConfigTotals, type ConfigTotals } from './behaviour';
import { build, toDisplaySql } from './builder';
import { clauseKeys, matching, textCoverageQuery, type ClauseKey } from './clauses';
import { encodeColumns } from './columns';
import { facetQuery } from './facetQueries';
import { askFigure, valueCounts, type FigureName, type Figures, type ValueCount } from './figures';
import { EngineHealth, orAborted } from './health';
import type { EngineHost } from './host';
import { orderQuery } from './order';
import { rangeEndsQuery, rangeQuery, toAxis, toRangeBins, type RangeBin } from './rangeQueries';
import type { RawRows } from './rawRows';
import { askCountedRun, askRecorded, type RecordedTotal } from './recorded';
import { SqlRunner, type SqlOptions, type SqlResult } from './runSql';
import { ALL_TABLES, createStatements, type TableName, type TableRow } from './tables';

/** Matches in order, as two columns of the same length. */
export interface Order {
  readonly files: Int32Array;
  readonly rows: Int32Array;
  readonly sql: string;
}

/** Of the numbers a range can be set on; missing where nothing has one yet. */
export type RangeFigures = Readonly<
  Partial<
    Record<RangeKey, { readonly low: number; readonly high: number; readonly bins: readonly RangeBin[] }>
  >
>;

/** Queries of the index take milliseconds; one that is silent for so long is probed. */
const QUERY_LIMIT_MS = globalThis.__SABOTAGE__ ? 3_000 : 30_000;

/** Settings that make the engine keep to itself: nothing is fetched, no file is read, nothing can undo that. */
const LOCKED = [
  'SET autoinstall_known_extensions = false',
  'SET autoload_known_extensions = false',
  'SET enable_external_access = false',
  'SET lock_configuration = true',
];

export class Engine {
  readonly #host: EngineHost;
  readonly #health: EngineHealth;
  readonly #sql: SqlRunner;
  #line: Promise<unknown> = Promise.resolve();

  private constructor(host: EngineHost) {
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
    await this.#ask(sql`DELETE FROM text_hits WHERE search = ${search}`, undefined);
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

  async order(query: ListQuery, signal?: AbortSignal): Promise<Order> {
    const [table, text] = await this.#ask(orderQuery(query), signal);
    return {
      files: Int32Array.from(columnOf(table, 'file', isNumber)),
      rows: Int32Array.from(columnOf(table, 'row', isNumber)),
      sql: text,
    };
  }

  async facets(
    query: ListQuery,
    signal?: AbortSignal,
  ): Promise<Readonly<Record<FacetKey, readonly ValueCount[]>>> {
    const counted: [FacetKey, readonly ValueCount[]][] = [];
    for (const key of FACET_KEYS) {
      const [table] = await this.#ask(facetQuery(key, query), signal);
      counted.push([key, withChosen(valueCounts(table), key, query)]);
    }
    // every key of the list was counted
    return Object.fromEntries(counted) as Record<FacetKey, readonly ValueCount[]>;
  }

  async ranges(query: ListQuery, signal?: AbortSignal): Promise<RangeFigures> {
    const [ends] = await this.#ask(rangeEndsQuery(query.rule), signal);
    const end = (name: string): number | undefined => columnOf(ends, name, isNumberOrNone)[0];
    const figures: [RangeKey, RangeFigures[RangeKey]][] = [];
    for (const key of RANGE_KEYS) {
      const [low, near, high] = [end(`${key}_low`), end(`${key}_near`), end(`${key}_high`)];
      if (low === undefined || near === undefined || high === undefined) continue;
      const axis = toAxis(low, near, high);
      const [table] = await this.#ask(rangeQuery(key, axis, query), signal);
      const counts = columnOf(table, 'count', isNumber);
      const binned = new Map(columnOf(table, 'bin', isNumber).map((bin, at) => [bin, counts[at] ?? 0]));
      figures.push([key, { low, high, bins: toRangeBins(axis, binned) }]);
    }
    return Object.fromEntries(figures);
  }

  figure<Name extends FigureName>(
    name: Name,
    query: ListQuery,
    signal?: AbortSignal,
  ): Promise<Figures[Name]> {
    return askFigure((asked) => this.#ask(asked, signal), name, query);
  }

  configTotals(signal?: AbortSignal): Promise<readonly ConfigTotals[]> {
    return askConfigTotals((asked) => this.#ask(asked, signal));
  }

  /** What the records say about themselves, unfiltered. */
  recorded(signal?: AbortSignal): Promise<readonly RecordedTotal[]> {
    return askRecorded((asked) => this.#ask(asked, signal));
  }

  countedRun(files: readonly number[], signal?: AbortSignal): Promise<CountedRun> {
    return askCountedRun((asked) => this.#ask(asked, signal), files);
  }

  /** For each clause of the filter: how many match without it. */
  async withoutEach(
    query: ListQuery,
    signal?: AbortSignal,
  ): Promise<readonly { key: ClauseKey; count: number }[]> {
    const counts: { key: ClauseKey; count: number }[] = [];
    for (const key of clauseKeys(query)) {
      const [table] = await this.#ask(sql`SELECT count(*) AS count ${matching(query, key)}`, signal);
      counts.push({ key, count: columnOf(table, 'count', isNumber)[0] ?? 0 });
    }
    return counts;
  }

  /** How much of a list without its text clause was searched for the text. */
  async textCoverage(
    query: ListQuery,
    clause: TextClause,
    signal?: AbortSignal,
  ): Promise<{ readonly listed: number; readonly searched: number }> {
    const [table] = await this.#ask(textCoverageQuery(query, clause), signal);
    const count = (name: string): number => columnOf(table, name, isNumber)[0] ?? 0;
    return { listed: count('listed'), searched: count('searched') };
  }

  /** A reader's SQL, under limits: see engine/runSql for what is refused and how it rejects. */
  runSql(text: string, options: SqlOptions): Promise<SqlResult> {
    return this.#sql.run(text, options);
  }

  /** Rows in each table. */
  async rowCounts(signal?: AbortSignal): Promise<Readonly<Record<TableName, number>>> {
    const counted: [string, number][] = [];
    for (const name of Object.keys(ALL_TABLES)) {
      const [table] = await this.#ask(sql`SELECT count(*) AS count FROM ${sql.table(name)}`, signal);
      counted.push([name, columnOf(table, 'count', isNumber)[0] ?? 0]);
    }
    // every name of the list was counted
    return Object.fromEntries(counted) as Record<TableName, number>;
  }

  async #ask(
    query: RawBuilder<unknown>,
    signal: AbortSignal | undefined,
  ): Promise<readonly [ResultTable, string]> {
    const compiled = query.compile(build);
    const text = toDisplaySql(compiled);
    // filters hold strings and numbers only
    const parameters = compiled.parameters as readonly (string | number)[];
    // one after another, so that what was superseded while it waited is never run
    const run = (): Promise<ResultTable> => {
      signal?.throwIfAborted();
      return this.#guard(() => this.#host.query(compiled.sql, parameters, signal), text);
    };
    const answer = this.#line.then(run);
    this.#line = answer.catch(() => undefined);
    const table = await answer;
    signal?.throwIfAborted();
    return [table, text];
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

/** A chosen value that nothing matches any more stays, at 0. */
function withChosen(
  counts: readonly ValueCount[],
  key: FacetKey,
  { filter }: ListQuery,
): readonly ValueCount[] {
  const { include = [], exclude = [] } = filter.facets[key] ?? {};
  const missing = [...include, ...exclude].filter((value) => !counts.some((count) => count.value === value));
  return [...counts, ...missing.map((value) => ({ value, count: 0 }))];
}
