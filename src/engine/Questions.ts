/** What can be asked of the index, in words of the product; who answers is not their business. */
import { sql, type RawBuilder } from 'kysely';
import {
  FACET_KEYS,
  RANGE_KEYS,
  type CountedRun,
  type FacetKey,
  type ListQuery,
  type RangeKey,
  type TextClause,
} from '../trace';
import { columnOf, integersOf, isNumber, isNumberOrNone, type ResultTable } from './arrow';
import { askConfigTotals, type ConfigTotals } from './behaviour';
import { compile, toDisplaySql } from './builder';
import { clauseKeys, matching, textCoverageQuery, type ClauseKey } from './clauses';
import { facetQuery } from './facetQueries';
import { askFigure, valueCounts, type FigureName, type Figures, type ValueCount } from './figures';
import { orderQuery } from './order';
import { rangeEndsQuery, rangeQuery, toAxis, toRangeBins, type RangeBin } from './rangeQueries';
import { askCountedRun, askRecorded, type RecordedTotal } from './recorded';
import type { Answer } from './question';

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

export class Questions {
  readonly #answer: Answer;

  /** Rejects with what `answer` rejects with, and with the signal's reason. */
  constructor(answer: Answer) {
    this.#answer = answer;
  }

  async order(query: ListQuery, signal?: AbortSignal): Promise<Order> {
    const [table, text] = await this.#ask(orderQuery(query), signal);
    return {
      files: integersOf(table, 'file'),
      rows: integersOf(table, 'row'),
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

  async #ask(
    query: RawBuilder<unknown>,
    signal: AbortSignal | undefined,
  ): Promise<readonly [ResultTable, string]> {
    const question = compile(query);
    const table = await this.#answer(question, signal);
    signal?.throwIfAborted();
    return [table, toDisplaySql(question)];
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
