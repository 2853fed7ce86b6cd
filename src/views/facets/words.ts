/** What filters are called on screen. */
import {
  OUTCOME_KINDS,
  FINDING_KINDS,
  type FacetKey,
  type RangeKey,
  type Range,
  type SortKey,
} from '../../trace';

export const FACET_NAMES: Readonly<Record<FacetKey, string>> = {
  config: 'Config',
  cat: 'Category',
  sub: 'Subcategory',
  tool: 'Tool',
  outcome: 'Outcome',
  finding: 'Finding',
  model: 'Model',
  state: 'State',
  triage: 'Triage',
};

export const RANGE_NAMES: Readonly<Record<RangeKey, string>> = {
  turns: 'Turns',
  steps: 'Steps',
  calls: 'Calls',
  width: 'Parallel width',
  failures: 'Failures',
  think: 'Think words',
  chars: 'Characters',
};

export const SORT_NAMES: Readonly<Record<SortKey, string>> = {
  attention: 'Attention',
  task: 'Task',
  category: 'Category',
  subcategory: 'Subcategory',
  config: 'Config',
  turns: 'Turns',
  steps: 'Steps',
  calls: 'Calls',
  failures: 'Failed',
  findings: 'Findings',
  think: 'Think words',
};

const TITLES: ReadonlyMap<string, string> = new Map([
  ...OUTCOME_KINDS.map(({ kind, title }) => [kind, title] as const),
  ...FINDING_KINDS.map(({ kind, title }) => [kind, title] as const),
]);

/** A facet value as printed; the empty string is a value too. */
export function valueName(key: FacetKey, value: string): string {
  if (value === '') return '(none)';
  if (key === 'triage' && value === 'none') return 'not marked';
  return key === 'outcome' || key === 'finding' ? (TITLES.get(value) ?? value.replaceAll('_', ' ')) : value;
}

export function rangeName({ min, max }: Range): string {
  if (min === undefined) return `≤ ${max ?? ''}`;
  if (max === undefined) return `≥ ${min}`;
  return min === max ? String(min) : `${min}–${max}`;
}
