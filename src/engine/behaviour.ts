/** The figures of how agents behave, from the answers to their queries (figureQueries). */
import type { ListQuery, OutcomeRule } from '../trace';
import { columnOf, isNumber, isString, type ResultTable } from './arrow';
import {
  blockQuery,
  blockTotalsQuery,
  configCategoriesQuery,
  configToolsQuery,
  configTotalsQuery,
  failedPlaceQuery,
  recoveryQuery,
  ruleQuery,
  transitionQuery,
} from './figureQueries';
import type { RawBuilder } from 'kysely';
import type { Ask } from './ask';

/** Blocks of one kind whose length is in `[from, to]` characters. */
export interface BlockBin {
  readonly from: number;
  readonly to: number;
  readonly think: number;
  readonly call: number;
  readonly response: number;
  readonly answer: number;
}

export type BlockKindName = 'think' | 'call' | 'response' | 'answer';

export interface BlockFigure {
  readonly bins: readonly BlockBin[];
  readonly totals: readonly {
    readonly kind: BlockKindName;
    readonly count: number;
    readonly median: number;
    readonly mean: number;
  }[];
  readonly sql: string;
}

/** Ten, from the first tenth of the run's steps to the last. */
export interface PlaceFigure {
  readonly bars: readonly { readonly tenth: number; readonly responses: number; readonly failed: number }[];
  readonly sql: string;
}

export interface RecoveryFigure {
  /** `after` in steps; 0 = the tool never succeeded again. */
  readonly bars: readonly { readonly after: number; readonly count: number }[];
  readonly sql: string;
}

/** Responses by what each rule says of them. */
export interface RuleFigure {
  readonly bars: readonly RuleBar[];
  readonly sql: string;
}

export interface TransitionFigure {
  /** Most frequent first. */
  readonly bars: readonly { readonly tool: string; readonly next: string; readonly count: number }[];
  readonly calls: number;
  readonly sql: string;
}

export interface RuleBar {
  /** Under which rules the response failed. */
  readonly failed: Readonly<Record<OutcomeRule, boolean>>;
  readonly count: number;
  /** The first and the last of them in file order; one when they are the same step. */
  readonly examples: readonly { readonly file: number; readonly row: number; readonly step: number }[];
}

const BLOCK_KINDS: readonly BlockKindName[] = ['think', 'call', 'response', 'answer'];
/** Pairs kept: thirty tools have nine hundred. */
const MOST_PAIRS = 200;

export async function askBlocks(ask: Ask, query: ListQuery): Promise<BlockFigure> {
  const [blocks, sql] = await ask(blockQuery(query));
  const [totals] = await ask(blockTotalsQuery(query));
  return { bins: blockBins(blocks), totals: totalsOf(totals), sql };
}

export async function askPlaces(ask: Ask, query: ListQuery): Promise<PlaceFigure> {
  const [table, sql] = await ask(failedPlaceQuery(query));
  return { bars: placesOf(table), sql };
}

export async function askRecovery(ask: Ask, query: ListQuery): Promise<RecoveryFigure> {
  const [table, sql] = await ask(recoveryQuery(query));
  return { bars: recoveriesOf(table), sql };
}

export async function askRules(ask: Ask, query: ListQuery): Promise<RuleFigure> {
  const [table, sql] = await ask(ruleQuery(query));
  return { bars: rulesOf(table), sql };
}

export async function askTransitions(ask: Ask, query: ListQuery): Promise<TransitionFigure> {
  const [table, sql] = await ask(transitionQuery(query));
  const bars = pairsOf(table);
  return { bars: bars.slice(0, MOST_PAIRS), calls: bars.reduce((sum, { count }) => sum + count, 0), sql };
}

/** Every power of two from the shortest to the longest, empty ones included. */
function blockBins(table: ResultTable): readonly BlockBin[] {
  const kinds = columnOf(table, 'kind', isString);
  const bins = columnOf(table, 'bin', isNumber);
  const counts = columnOf(table, 'count', isNumber);
  if (bins.length === 0) return [];
  const first = Math.min(...bins);
  const made = Array.from({ length: Math.max(...bins) - first + 1 }, (_, index) => {
    const power = first + index;
    return {
      from: power < 0 ? 0 : 2 ** power,
      to: power < 0 ? 0 : 2 ** (power + 1) - 1,
      think: 0,
      call: 0,
      response: 0,
      answer: 0,
    };
  });
  for (const [index, bin] of bins.entries()) {
    const kind = BLOCK_KINDS.find((each) => each === kinds[index]);
    const row = made[bin - first];
    if (kind !== undefined && row !== undefined) row[kind] = counts[index] ?? 0;
  }
  return made;
}

function totalsOf(table: ResultTable): BlockFigure['totals'] {
  const counts = columnOf(table, 'count', isNumber);
  const medians = columnOf(table, 'median', isNumber);
  const means = columnOf(table, 'mean', isNumber);
  const kinds = columnOf(table, 'kind', isString);
  return BLOCK_KINDS.map((kind) => {
    const at = kinds.indexOf(kind);
    return { kind, count: counts[at] ?? 0, median: medians[at] ?? 0, mean: means[at] ?? 0 };
  });
}

function placesOf(table: ResultTable): PlaceFigure['bars'] {
  const tenths = columnOf(table, 'tenth', isNumber);
  const responses = columnOf(table, 'responses', isNumber);
  const failed = columnOf(table, 'failed', isNumber);
  if (tenths.length === 0) return [];
  return Array.from({ length: 10 }, (_, tenth) => {
    const at = tenths.indexOf(tenth);
    return { tenth, responses: responses[at] ?? 0, failed: failed[at] ?? 0 };
  });
}

function recoveriesOf(table: ResultTable): RecoveryFigure['bars'] {
  const counts = columnOf(table, 'count', isNumber);
  return columnOf(table, 'after', isNumber).map((after, index) => ({ after, count: counts[index] ?? 0 }));
}

function pairsOf(table: ResultTable): TransitionFigure['bars'] {
  const nexts = columnOf(table, 'next', isString);
  const counts = columnOf(table, 'count', isNumber);
  return columnOf(table, 'tool', isString).map((tool, index) => ({
    tool,
    next: nexts[index] ?? '',
    count: counts[index] ?? 0,
  }));
}

function rulesOf(table: ResultTable): readonly RuleBar[] {
  const flags = (name: string): readonly number[] => columnOf(table, name, isNumber);
  const [structured, batchRunner, tutorial] = [flags('structured'), flags('batch_runner'), flags('tutorial')];
  const [first, last] = [flags('first'), flags('last')];
  const toPlace = (place: number) => ({
    file: Math.floor(place / 1e13),
    row: Math.floor(place / 1e5) % 1e8,
    step: place % 1e5,
  });
  return columnOf(table, 'count', isNumber).map((count, index) => ({
    failed: {
      structured: structured[index] === 1,
      batch_runner: batchRunner[index] === 1,
      tutorial: tutorial[index] === 1,
    },
    count,
    examples: [...new Set([first[index] ?? 0, last[index] ?? 0])].map(toPlace),
  }));
}

/** What the index holds of one config, unfiltered. */
export interface ConfigTotals {
  readonly config: string;
  readonly rows: number;
  readonly turns: number;
  /** Of the rows, how many are indexed: calls and think words are of these. */
  readonly indexed: number;
  readonly calls: number;
  readonly thinkWords: number;
  /** Fewest and most turns in a row. */
  readonly shortest: number;
  readonly longest: number;
  /** Distinct ones that are not empty. */
  readonly subcategories: number;
  /** Code points of a task. */
  readonly shortestTask: number;
  readonly longestTask: number;
  readonly categories: readonly ConfigCount[];
  /** Calls by tool. */
  readonly tools: readonly ConfigCount[];
}

interface ConfigCount {
  readonly value: string;
  readonly count: number;
}

export async function askConfigTotals(ask: Ask): Promise<readonly ConfigTotals[]> {
  const [totals] = await ask(configTotalsQuery());
  const categories = await askConfigCounts(ask, configCategoriesQuery());
  const tools = await askConfigCounts(ask, configToolsQuery());
  const at = (name: string, index: number): number => columnOf(totals, name, isNumber)[index] ?? 0;
  return columnOf(totals, 'config', isString).map((config, index) => ({
    config,
    rows: at('rows', index),
    turns: at('turns', index),
    indexed: at('indexed', index),
    calls: at('calls', index),
    thinkWords: at('think_words', index),
    shortest: at('shortest', index),
    longest: at('longest', index),
    subcategories: at('subcategories', index),
    shortestTask: at('shortest_task', index),
    longestTask: at('longest_task', index),
    categories: categories.get(config) ?? [],
    tools: tools.get(config) ?? [],
  }));
}

/** Columns `config`, `value`, `count`, as counts by config. */
async function askConfigCounts(
  ask: Ask,
  query: RawBuilder<unknown>,
): Promise<ReadonlyMap<string, readonly ConfigCount[]>> {
  const [table] = await ask(query);
  const [values, counts] = [columnOf(table, 'value', isString), columnOf(table, 'count', isNumber)];
  const byConfig = new Map<string, ConfigCount[]>();
  for (const [at, config] of columnOf(table, 'config', isString).entries()) {
    const list = byConfig.get(config) ?? [];
    byConfig.set(config, list);
    list.push({ value: values[at] ?? '', count: counts[at] ?? 0 });
  }
  return byConfig;
}
