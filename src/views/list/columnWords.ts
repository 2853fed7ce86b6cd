/** What the columns of the list are called. */
import type { ListColumn } from '../../state/listView';

export const COLUMN_NAMES: Readonly<Record<ListColumn, string>> = {
  category: 'Category',
  subcategory: 'Subcategory',
  config: 'Config',
  strip: 'Steps, first to last',
  turns: 'Turns',
  steps: 'Steps',
  calls: 'Calls',
  failures: 'Failed',
  findings: 'Findings',
  think: 'Think words',
};

/** Numbers stand at the right. */
export const NUMBER_COLUMNS: ReadonlySet<ListColumn> = new Set([
  'turns',
  'steps',
  'calls',
  'failures',
  'findings',
  'think',
]);
