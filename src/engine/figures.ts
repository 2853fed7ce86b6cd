/** The figures, each asked on its own: what is not looked at is not counted. Their SQL is figureQueries'. */
import type { RawBuilder } from 'kysely';
import type { ListQuery } from '../trace';
import { columnOf, isNumber, isString, type ResultTable } from './arrow';
import type { Ask } from './ask';
import {
  askBlocks,
  askPlaces,
  askRecovery,
  askRules,
  askTransitions,
  type BlockFigure,
  type PlaceFigure,
  type RecoveryFigure,
  type RuleFigure,
  type TransitionFigure,
} from './behaviour';
import {
  categoryQuery,
  failureTotalsQuery,
  findingQuery,
  indexedCountQuery,
  numberQuery,
  outcomeQuery,
  stepThinkQuery,
  subcategoryQuery,
  toBins,
  toolQuery,
  widestQuery,
  widthQuery,
  type LengthBin,
} from './figureQueries';

export interface ValueCount {
  readonly value: string;
  readonly count: number;
}

export interface ToolBar {
  readonly tool: string;
  readonly calls: number;
  readonly failed: number;
  /** Those that call it: what a click gives. */
  readonly trajectories: number;
}

/** `count` = what the figure counts (trajectories or steps). */
export interface NumberFigure {
  readonly bins: readonly LengthBin[];
  readonly count: number;
  readonly mean: number;
  readonly median: number;
  readonly sql: string;
}

export interface WidthBar {
  readonly width: number;
  readonly steps: number;
  /** Trajectories whose widest step has this width. */
  readonly widest: number;
}

/** The answer to each figure's question. */
export interface Figures {
  readonly category: { readonly bars: readonly ValueCount[]; readonly sql: string };
  readonly subcategory: { readonly bars: readonly ValueCount[]; readonly sql: string };
  readonly tools: { readonly bars: readonly ToolBar[]; readonly calls: number; readonly sql: string };
  readonly length: NumberFigure;
  readonly steps: NumberFigure;
  /** Think words, of trajectories and of steps. */
  readonly think: NumberFigure;
  readonly stepThink: NumberFigure;
  /** From 0 (steps without a call) up. */
  readonly width: { readonly bars: readonly WidthBar[]; readonly sql: string };
  readonly failures: {
    /** Responses, and the trajectories with such a response: what a click gives. */
    readonly bars: readonly (ValueCount & { readonly trajectories: number })[];
    readonly trajectories: number;
    readonly failing: number;
    readonly calls: number;
    readonly failures: number;
    readonly sql: string;
  };
  readonly findings: {
    readonly bars: readonly (ValueCount & { readonly findings: number })[];
    /** All that match, with a finding or without. */
    readonly trajectories: number;
    readonly sql: string;
  };
  readonly blocks: BlockFigure;
  readonly places: PlaceFigure;
  readonly recovery: RecoveryFigure;
  readonly rules: RuleFigure;
  readonly transitions: TransitionFigure;
}

export type FigureName = keyof Figures;

type Askers = { readonly [Name in FigureName]: (ask: Ask, query: ListQuery) => Promise<Figures[Name]> };

const ASKERS: Askers = {
  category: (ask, query) => askValues(ask, categoryQuery(query)),
  subcategory: (ask, query) => askValues(ask, subcategoryQuery(query)),
  tools: askTools,
  length: (ask, query) => askNumber(ask, numberQuery(query, 'turns')),
  steps: (ask, query) => askNumber(ask, numberQuery(query, 'steps')),
  think: (ask, query) => askNumber(ask, numberQuery(query, 'think')),
  stepThink: (ask, query) => askNumber(ask, stepThinkQuery(query)),
  width: askWidth,
  failures: askFailures,
  findings: askFindings,
  blocks: askBlocks,
  places: askPlaces,
  recovery: askRecovery,
  rules: askRules,
  transitions: askTransitions,
};

/** The names, in no order that matters. */
export const FIGURE_NAMES = Object.keys(ASKERS) as readonly FigureName[]; // the record has exactly these keys

export function askFigure<Name extends FigureName>(
  ask: Ask,
  name: Name,
  query: ListQuery,
): Promise<Figures[Name]> {
  return ASKERS[name](ask, query);
}

export function valueCounts(table: ResultTable): readonly ValueCount[] {
  const counts = columnOf(table, 'count', isNumber);
  return columnOf(table, 'value', isString).map((value, index) => ({ value, count: counts[index] ?? 0 }));
}

async function askValues(ask: Ask, query: RawBuilder<unknown>) {
  const [table, sql] = await ask(query);
  return { bars: valueCounts(table), sql };
}

async function askTools(ask: Ask, query: ListQuery): Promise<Figures['tools']> {
  const [table, sql] = await ask(toolQuery(query));
  const [calls, failed] = [columnOf(table, 'calls', isNumber), columnOf(table, 'failed', isNumber)];
  const trajectories = columnOf(table, 'trajectories', isNumber);
  const bars = columnOf(table, 'tool', isString).map((tool, index) => ({
    tool,
    calls: calls[index] ?? 0,
    failed: failed[index] ?? 0,
    trajectories: trajectories[index] ?? 0,
  }));
  return { bars, calls: calls.reduce((sum, each) => sum + each, 0), sql };
}

/** From the counts of every number: mean and median are exact, bins are joined here. */
async function askNumber(ask: Ask, query: RawBuilder<unknown>): Promise<NumberFigure> {
  const [table, sql] = await ask(query);
  const counts = columnOf(table, 'count', isNumber);
  const failed = columnOf(table, 'failed', isNumber);
  const numbers = columnOf(table, 'number', isNumber).map((number, index) => ({
    number,
    count: counts[index] ?? 0,
    failed: failed[index] ?? 0,
  }));
  const all = counts.reduce((sum, each) => sum + each, 0);
  const total = numbers.reduce((sum, { number, count }) => sum + number * count, 0);
  let before = 0;
  const middle = numbers.find(({ count }) => (before += count) * 2 >= all);
  return {
    bins: toBins(numbers),
    count: all,
    mean: all === 0 ? 0 : total / all,
    median: middle?.number ?? 0,
    sql,
  };
}

async function askWidth(ask: Ask, query: ListQuery): Promise<Figures['width']> {
  const [table, sql] = await ask(widthQuery(query));
  const [widest] = await ask(widestQuery(query));
  const steps = columnOf(table, 'steps', isNumber);
  const trajectories = columnOf(widest, 'trajectories', isNumber);
  const byWidth = new Map(
    columnOf(widest, 'width', isNumber).map((width, at) => [width, trajectories[at] ?? 0]),
  );
  const bars = columnOf(table, 'width', isNumber).map((width, index) => ({
    width,
    steps: steps[index] ?? 0,
    widest: byWidth.get(width) ?? 0,
  }));
  return { bars, sql };
}

async function askFailures(ask: Ask, query: ListQuery): Promise<Figures['failures']> {
  const [outcomes, sql] = await ask(outcomeQuery(query));
  const [totals] = await ask(failureTotalsQuery(query));
  const total = (name: string): number => columnOf(totals, name, isNumber)[0] ?? 0;
  const having = columnOf(outcomes, 'trajectories', isNumber);
  return {
    bars: valueCounts(outcomes)
      .map((bar, index) => ({ ...bar, trajectories: having[index] ?? 0 }))
      .filter(({ value }) => value !== 'ok'),
    trajectories: total('trajectories'),
    failing: total('failing'),
    calls: total('calls'),
    failures: total('failures'),
    sql,
  };
}

async function askFindings(ask: Ask, query: ListQuery): Promise<Figures['findings']> {
  const [table, sql] = await ask(findingQuery(query));
  const findings = columnOf(table, 'findings', isNumber);
  const [total] = await ask(indexedCountQuery(query, 'finding'));
  return {
    bars: valueCounts(table).map((bar, at) => ({ ...bar, findings: findings[at] ?? 0 })),
    trajectories: columnOf(total, 'trajectories', isNumber)[0] ?? 0,
    sql,
  };
}
