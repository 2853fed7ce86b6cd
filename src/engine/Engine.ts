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
} from '../trace';
import {
  columnOf,
  encodeParts,
  isNumber,
  isNumberOrNone,
  isString,
  type ResultTable,
  type TablePart,
} from './arrow';
import { askBehaviour, askConfigTotals, type BehaviourFigures, type ConfigTotals } from './behaviour';
import { build, toDisplaySql } from './builder';
import { clauseKeys, matching, type ClauseKey } from './clauses';
import { encodeColumns } from './columns';
import { facetQuery } from './facetQueries';
import {
  categoryQuery,
  failureTotalsQuery,
  findingQuery,
  lengthQuery,
  outcomeQuery,
  subcategoryQuery,
  toBins,
  toolQuery,
  widthQuery,
  type LengthBin,
} from './figureQueries';
import { EngineHealth, orAborted } from './health';
import type { EngineHost } from './host';
import { orderQuery } from './order';
import { rangeEndsQuery, rangeQuery, toAxis, toRangeBins, type RangeBin } from './rangeQueries';
import type { RawRows } from './rawRows';
import { askCountedRun, askRecorded, type RecordedTotal } from './recorded';
import { SqlRunner, type SqlOptions, type SqlResult } from './runSql';
import { ALL_TABLES, createStatements, type TableName, type TableRow } from './tables';

export interface ValueCount {
  readonly value: string;
  readonly count: number;
}

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

export interface ToolBar {
  readonly tool: string;
  readonly calls: number;
  readonly failed: number;
}

export interface OverviewFigures {
  readonly category: {
    readonly bars: readonly ValueCount[];
    readonly trajectories: number;
    readonly sql: string;
  };
  readonly tools: {
    readonly bars: readonly ToolBar[];
    readonly calls: number;
    readonly sql: string;
  };
  readonly length: {
    readonly bins: readonly LengthBin[];
    readonly trajectories: number;
    readonly sql: string;
  };
}

export interface InsightFigures {
  readonly subcategory: { readonly bars: readonly ValueCount[]; readonly sql: string };
  readonly width: {
    readonly bars: readonly { readonly width: number; readonly steps: number }[];
    readonly sql: string;
  };
  readonly failures: {
    readonly bars: readonly ValueCount[];
    readonly trajectories: number;
    readonly failing: number;
    readonly calls: number;
    readonly failures: number;
    readonly sql: string;
  };
  readonly findings: {
    readonly bars: readonly (ValueCount & { readonly findings: number })[];
    readonly sql: string;
  };
}

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
    if (this.#health.lost === undefined) await this.#host.close();
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

  async overview(query: ListQuery, signal?: AbortSignal): Promise<OverviewFigures> {
    const [categories, categorySql] = await this.#ask(categoryQuery(query), signal);
    const [tools, toolSql] = await this.#ask(toolQuery(query), signal);
    const [lengths, lengthSql] = await this.#ask(lengthQuery(query), signal);
    const categoryBars = valueCounts(categories);
    const toolBars = toolBarsOf(tools);
    const bins = toBins(lengthsOf(lengths));
    return {
      category: {
        bars: categoryBars,
        trajectories: sum(categoryBars.map(({ count }) => count)),
        sql: categorySql,
      },
      tools: {
        bars: toolBars,
        calls: sum(toolBars.map(({ calls }) => calls)),
        sql: toolSql,
      },
      length: { bins, trajectories: sum(bins.map(({ count }) => count)), sql: lengthSql },
    };
  }

  async insights(query: ListQuery, signal?: AbortSignal): Promise<InsightFigures> {
    const [subs, subSql] = await this.#ask(subcategoryQuery(query), signal);
    const [widths, widthSql] = await this.#ask(widthQuery(query), signal);
    const [outcomes, outcomeSql] = await this.#ask(outcomeQuery(query), signal);
    const [totals] = await this.#ask(failureTotalsQuery(query), signal);
    const [found, findingSql] = await this.#ask(findingQuery(query), signal);
    const total = (name: string): number => columnOf(totals, name, isNumber)[0] ?? 0;
    const findings = columnOf(found, 'findings', isNumber);
    return {
      subcategory: { bars: valueCounts(subs), sql: subSql },
      width: { bars: widthBarsOf(widths), sql: widthSql },
      failures: {
        bars: valueCounts(outcomes).filter(({ value }) => value !== 'ok'),
        trajectories: total('trajectories'),
        failing: total('failing'),
        calls: total('calls'),
        failures: total('failures'),
        sql: outcomeSql,
      },
      findings: {
        bars: valueCounts(found).map((bar, index) => ({ ...bar, findings: findings[index] ?? 0 })),
        sql: findingSql,
      },
    };
  }

  behaviour(query: ListQuery, signal?: AbortSignal): Promise<BehaviourFigures> {
    return askBehaviour((asked) => this.#ask(asked, signal), query);
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
    for (const key of clauseKeys(query.filter)) {
      const [table] = await this.#ask(sql`SELECT count(*) AS count ${matching(query, key)}`, signal);
      counts.push({ key, count: columnOf(table, 'count', isNumber)[0] ?? 0 });
    }
    return counts;
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
    signal?.throwIfAborted();
    // filters hold strings and numbers only
    const parameters = compiled.parameters as readonly (string | number)[];
    const table = await this.#guard(() => this.#host.query(compiled.sql, parameters, signal), text);
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

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

function valueCounts(table: ResultTable): readonly ValueCount[] {
  const counts = columnOf(table, 'count', isNumber);
  return columnOf(table, 'value', isString).map((value, index) => ({ value, count: counts[index] ?? 0 }));
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

function toolBarsOf(table: ResultTable): readonly ToolBar[] {
  const calls = columnOf(table, 'calls', isNumber);
  const failed = columnOf(table, 'failed', isNumber);
  return columnOf(table, 'tool', isString).map((tool, index) => ({
    tool,
    calls: calls[index] ?? 0,
    failed: failed[index] ?? 0,
  }));
}

function widthBarsOf(table: ResultTable): readonly { width: number; steps: number }[] {
  const steps = columnOf(table, 'steps', isNumber);
  return columnOf(table, 'width', isNumber).map((width, index) => ({ width, steps: steps[index] ?? 0 }));
}

function lengthsOf(table: ResultTable): readonly { turns: number; count: number; failed: number }[] {
  const counts = columnOf(table, 'count', isNumber);
  const failed = columnOf(table, 'failed', isNumber);
  return columnOf(table, 'turns', isNumber).map((turns, index) => ({
    turns,
    count: counts[index] ?? 0,
    failed: failed[index] ?? 0,
  }));
}
