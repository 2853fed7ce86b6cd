/**
 * A question about trajectories as plain data, in the model's words: the URL carries it, facets and charts edit
 * it, the engine turns it into SQL. A facet's values are alternatives (any of); facets and ranges are joined by
 * "and".
 */
import type { OutcomeRule } from './model';
import type { TextSearch } from './search/findText';

export const FACET_KEYS = [
  'config',
  'cat',
  'sub',
  'tool',
  'outcome',
  'finding',
  'model',
  'state',
  'triage',
] as const;
export type FacetKey = (typeof FACET_KEYS)[number];

export const RANGE_KEYS = ['turns', 'steps', 'calls', 'width', 'failures', 'think', 'chars'] as const;
export type RangeKey = (typeof RANGE_KEYS)[number];

export const OUTCOME_RULES: readonly OutcomeRule[] = ['structured', 'batch_runner', 'tutorial'];

export const SORT_KEYS = [
  'attention',
  'task',
  'category',
  'subcategory',
  'config',
  'turns',
  'steps',
  'calls',
  'failures',
  'findings',
  'think',
] as const;
export type SortKey = (typeof SORT_KEYS)[number];

export interface FacetClause {
  /** Any of these. */
  readonly include: readonly string[];
  /** None of these. */
  readonly exclude: readonly string[];
}

/** Closed interval; a missing end is open. */
export interface Range {
  readonly min?: number;
  readonly max?: number;
}

export interface Sort {
  readonly key: SortKey;
  readonly direction: 'asc' | 'desc';
}

export interface TrajectoryFilter {
  /** Words sought in the task, case-insensitive; blank = no clause. */
  readonly q: string;
  readonly facets: Readonly<Partial<Record<FacetKey, FacetClause>>>;
  /** How the included tools join: any of them, or all of them in one trajectory. */
  readonly toolMode: 'any' | 'all';
  readonly ranges: Readonly<Partial<Record<RangeKey, Range>>>;
}

/** By what a full-text search found so far: those that hold the text, or those searched without finding it. */
export interface TextClause {
  readonly search: TextSearch;
  readonly isExcluded: boolean;
}

/** What a list shows: which trajectories, in which order, judged by which rule. No sort = file order. */
export interface ListQuery {
  readonly filter: TrajectoryFilter;
  /** Joined with the filter by "and". */
  readonly text?: TextClause;
  readonly sort?: Sort;
  readonly rule: OutcomeRule;
  /** Which state of the reader's marks it is about: answers kept under an older one do not serve. */
  readonly marks?: number;
}

export const NO_FILTER: TrajectoryFilter = { q: '', facets: {}, toolMode: 'any', ranges: {} };

export function isFiltered({ filter, text }: Pick<ListQuery, 'filter' | 'text'>): boolean {
  return (
    text !== undefined ||
    filter.q.trim() !== '' ||
    Object.keys(filter.facets).length > 0 ||
    Object.keys(filter.ranges).length > 0
  );
}

const EMPTY: FacetClause = { include: [], exclude: [] };

/** The filter with `clause` as its clause for `key`; an empty clause is left out. */
export function withFacet(filter: TrajectoryFilter, key: FacetKey, clause: FacetClause): TrajectoryFilter {
  const { [key]: _replaced, ...others } = filter.facets;
  const isEmpty = clause.include.length === 0 && clause.exclude.length === 0;
  return { ...filter, facets: isEmpty ? others : { ...others, [key]: clause } };
}

/** Adds the value to what the facet includes, or takes it back when it is there (included or excluded). */
export function toggleFacet(filter: TrajectoryFilter, key: FacetKey, value: string): TrajectoryFilter {
  const clause = filter.facets[key] ?? EMPTY;
  const isSet = clause.include.includes(value) || clause.exclude.includes(value);
  const without = (values: readonly string[]): readonly string[] => values.filter((each) => each !== value);
  return withFacet(filter, key, {
    include: isSet ? without(clause.include) : [...clause.include, value],
    exclude: without(clause.exclude),
  });
}

/** Excludes the value, included or not; or takes that back. */
export function toggleExcluded(filter: TrajectoryFilter, key: FacetKey, value: string): TrajectoryFilter {
  const { include, exclude } = filter.facets[key] ?? EMPTY;
  const without = (values: readonly string[]): readonly string[] => values.filter((each) => each !== value);
  return withFacet(filter, key, {
    include: without(include),
    exclude: exclude.includes(value) ? without(exclude) : [...exclude, value],
  });
}

/** The filter with `range` for `key`; an open range is left out. */
export function withRange(filter: TrajectoryFilter, key: RangeKey, range: Range): TrajectoryFilter {
  const { [key]: _replaced, ...others } = filter.ranges;
  const isOpen = range.min === undefined && range.max === undefined;
  return { ...filter, ranges: isOpen ? others : { ...others, [key]: range } };
}
