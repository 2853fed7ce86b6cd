/** The object of `stats --json` (docs: what the outside may rely on), added up trajectory by trajectory. */
import type { Trajectory } from '../model';
import { addTo, computeMetrics, type TrajectoryMetrics } from '../metric/computeMetrics';

export interface BadRow {
  readonly file: string;
  readonly row: number;
  readonly reason: string;
}

type CountTable = Readonly<Record<string, number>>;

export interface StatsJson {
  /** All rows, bad ones included. */
  readonly rows: number;
  readonly turns: number;
  readonly turnsByRole: CountTable;
  readonly steps: number;
  readonly toolCalls: number;
  readonly toolResponses: number;
  readonly malformedCalls: number;
  readonly unmatchedCalls: number;
  readonly unmatchedResponses: number;
  readonly parallelSteps: number;
  readonly parallelWidths: CountTable;
  readonly thinkBlocks: number;
  readonly emptyThinkBlocks: number;
  readonly thinkWords: number;
  readonly tools: CountTable;
  readonly categories: CountTable;
  readonly subcategories: CountTable;
  readonly outcomes: {
    readonly structured: {
      readonly ok: number;
      readonly failed: number;
      readonly byKind: CountTable;
      readonly trajectoriesWithFailure: number;
    };
    readonly batch_runner: {
      readonly ok: number;
      readonly failed: number;
      readonly trajectoriesWithFailure: number;
    };
    readonly tutorial: { readonly flaggedTurns: number; readonly trajectoriesWithFailure: number };
  };
  readonly findings: Readonly<Record<string, { readonly count: number; readonly trajectories: number }>>;
  readonly badRows: readonly BadRow[];
}

const SUMS = [
  'turns',
  'steps',
  'toolCalls',
  'toolResponses',
  'malformedCalls',
  'unmatchedCalls',
  'unmatchedResponses',
  'parallelSteps',
  'thinkBlocks',
  'emptyThinkBlocks',
  'thinkWords',
] as const;
const ROLES = ['system', 'human', 'gpt', 'tool', 'other'] as const;
const RULES = ['structured', 'batch_runner', 'tutorial'] as const;

export interface StatsAccumulator {
  readonly addTrajectory: (trajectory: Trajectory, metrics?: TrajectoryMetrics) => void;
  readonly addBadRow: (row: BadRow) => void;
  readonly toJson: () => StatsJson;
}

function startTotals() {
  return {
    trajectories: 0,
    sums: new Map<string, number>(SUMS.map((key) => [key, 0])),
    roles: new Map<string, number>(ROLES.map((role) => [role, 0])),
    widths: new Map<number, number>(),
    tools: new Map<string, number>(),
    categories: new Map<string, number>(),
    subcategories: new Map<string, number>(),
    failed: new Map<string, number>(),
    withFailure: new Map<string, number>(),
    failureKinds: new Map<string, number>(),
    findings: new Map<string, { count: number; trajectories: number }>(),
    badRows: [] as BadRow[],
  };
}

type Totals = ReturnType<typeof startTotals>;

function addAll<K>(into: Map<K, number>, from: ReadonlyMap<K, number>): void {
  for (const [key, count] of from) addTo(into, key, count);
}

function addFindings(totals: Totals, findings: ReadonlyMap<string, number>): void {
  for (const [kind, count] of findings) {
    const entry = totals.findings.get(kind) ?? { count: 0, trajectories: 0 };
    totals.findings.set(kind, { count: entry.count + count, trajectories: entry.trajectories + 1 });
  }
}

function addTrajectory(
  totals: Totals,
  { category, subcategory }: Trajectory,
  metrics: TrajectoryMetrics,
): void {
  totals.trajectories++;
  for (const key of SUMS) addTo(totals.sums, key, metrics[key]);
  for (const role of ROLES) addTo(totals.roles, role, metrics.turnsByRole[role]);
  addAll(totals.widths, metrics.parallelWidths);
  addAll(totals.tools, metrics.tools);
  if (category !== '') addTo(totals.categories, category);
  if (subcategory !== '') addTo(totals.subcategories, subcategory);
  for (const rule of RULES) {
    addTo(totals.failed, rule, metrics.responsesFailed[rule]);
    if (metrics.responsesFailed[rule] > 0) addTo(totals.withFailure, rule);
  }
  addAll(totals.failureKinds, metrics.failureKinds);
  addFindings(totals, metrics.findings);
}

/** `Object.fromEntries` defines its keys, so a tool named `__proto__` is a key like any other. Largest first. */
function toTable(counts: ReadonlyMap<string, number>): CountTable {
  return Object.fromEntries([...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)));
}

function toOutcomes({ sums, failed, withFailure, failureKinds }: Totals): StatsJson['outcomes'] {
  const responses = sums.get('toolResponses') ?? 0;
  const of = (rule: (typeof RULES)[number]) => {
    const count = failed.get(rule) ?? 0;
    return { ok: responses - count, failed: count, trajectoriesWithFailure: withFailure.get(rule) ?? 0 };
  };
  const { ok, failed: count, trajectoriesWithFailure } = of('structured');
  return {
    structured: { ok, failed: count, byKind: toTable(failureKinds), trajectoriesWithFailure },
    batch_runner: of('batch_runner'),
    tutorial: {
      flaggedTurns: failed.get('tutorial') ?? 0,
      trajectoriesWithFailure: withFailure.get('tutorial') ?? 0,
    },
  };
}

function toStatsJson(totals: Totals): StatsJson {
  const sum = (key: (typeof SUMS)[number]) => totals.sums.get(key) ?? 0;
  const widths = [...totals.widths]
    .sort(([a], [b]) => a - b)
    .map(([width, count]) => [String(width), count] as const);
  return {
    rows: totals.trajectories + totals.badRows.length,
    turns: sum('turns'),
    turnsByRole: Object.fromEntries(totals.roles),
    steps: sum('steps'),
    toolCalls: sum('toolCalls'),
    toolResponses: sum('toolResponses'),
    malformedCalls: sum('malformedCalls'),
    unmatchedCalls: sum('unmatchedCalls'),
    unmatchedResponses: sum('unmatchedResponses'),
    parallelSteps: sum('parallelSteps'),
    parallelWidths: Object.fromEntries(widths),
    thinkBlocks: sum('thinkBlocks'),
    emptyThinkBlocks: sum('emptyThinkBlocks'),
    thinkWords: sum('thinkWords'),
    tools: toTable(totals.tools),
    categories: toTable(totals.categories),
    subcategories: toTable(totals.subcategories),
    outcomes: toOutcomes(totals),
    findings: Object.fromEntries([...totals.findings].sort(([a], [b]) => (a < b ? -1 : 1))),
    badRows: totals.badRows,
  };
}

export function accumulateStats(): StatsAccumulator {
  const totals = startTotals();
  return {
    addTrajectory: (trajectory, metrics = computeMetrics(trajectory)) =>
      addTrajectory(totals, trajectory, metrics),
    addBadRow: (row) => void totals.badRows.push(row),
    toJson: () => toStatsJson(totals),
  };
}
