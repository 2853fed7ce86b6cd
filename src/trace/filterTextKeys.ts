import type { FilterTextKey } from './filterText';

/** Every key with what it is about. */
export const FILTER_TEXT_KEYS: Readonly<Record<FilterTextKey, string>> = {
  config: 'config of the file',
  cat: 'category',
  sub: 'subcategory',
  tool: 'tool that was called',
  outcome: 'kind of failure of a response, or ok',
  finding: 'kind of finding',
  model: 'recorded model',
  state: 'recorded state: completed, partial, failed, incomplete',
  triage: 'your verdict: keep, drop, unsure, none',
  turns: 'number of turns',
  steps: 'number of steps',
  calls: 'number of tool calls',
  width: 'most tool calls in one step',
  failures: 'number of failed responses',
  think: 'number of think words',
  chars: 'number of characters',
  toolmode: 'any or all of the tools',
};
