/** What could stand where the caret is in a filter text: keys, and values with their counts. Pure. */
import type { Facets } from '../../client/types';
import { formatCount } from '../../lib/text';
import {
  FILTER_KEYS,
  FILTER_TEXT_KEYS,
  filterKeyOf,
  isFacetKey,
  isRangeKey,
  writeFacetTerm,
  type FacetKey,
} from '../../trace';
import { valueName } from './words';

export interface Suggestion {
  /** What is written in place of the term at the caret. */
  readonly text: string;
  readonly label: string;
  readonly note: string;
}

export interface Completion {
  /** The term at the caret, to be replaced. */
  readonly start: number;
  readonly end: number;
  readonly suggestions: readonly Suggestion[];
}

const MOST = 12;

/** Where the term around `caret` begins; quoted text belongs to one term. */
function termStart(text: string, caret: number): number {
  let start = 0;
  let isQuoted = false;
  for (let at = 0; at < caret; at += 1) {
    const char = text[at] ?? '';
    if (isQuoted && char === '\\') at += 1;
    else if (char === '"' && (isQuoted || at === start || text[at - 1] === ':')) isQuoted = !isQuoted;
    else if (!isQuoted && /\s/.test(char)) start = at + 1;
  }
  return start;
}

export function completeFilterText(text: string, caret: number, facets: Facets | undefined): Completion {
  const start = termStart(text, caret);
  const written = text.slice(start, caret);
  const isInQuotes = /^-?[a-z]+:"/i.test(written);
  const rest = text.slice(caret);
  const tail = isInQuotes ? /^[^"]*"?/.exec(rest) : /^\S*/.exec(rest);
  const end = caret + (tail?.[0].length ?? 0);
  const match = /^(-?)([A-Za-z]*)(:?)("?)(.*)$/s.exec(written);
  const [, minus = '', name = '', colon = '', , value = ''] = match ?? [];
  if (match === null || (colon === '' && value !== '')) return { start, end, suggestions: [] };
  const suggestions =
    colon === '' ? suggestKeys(minus, name) : suggestValues(minus !== '', name, value.toLowerCase(), facets);
  return { start, end, suggestions: suggestions.slice(0, MOST) };
}

function suggestKeys(minus: string, name: string): readonly Suggestion[] {
  return FILTER_KEYS.filter(
    (key) => key.startsWith(name.toLowerCase()) && (minus === '' || isFacetKey(key)),
  ).map((key) => ({
    text: `${minus}${key}${isRangeKey(key) ? '>=' : ':'}`,
    label: `${minus}${key}`,
    note: FILTER_TEXT_KEYS[key],
  }));
}

function suggestValues(
  isExcluded: boolean,
  name: string,
  prefix: string,
  facets: Facets | undefined,
): readonly Suggestion[] {
  const key = filterKeyOf(name);
  if (key === 'toolmode')
    return ['any', 'all']
      .filter((mode) => mode.startsWith(prefix))
      .map((mode) => ({ text: `toolmode:${mode} `, label: mode, note: `${mode} of the tools` }));
  if (key === undefined || !isFacetKey(key)) return [];
  return (facets?.[key] ?? [])
    .filter(({ value }) => isLike(key, value, prefix))
    .map(({ value, count }) => ({
      text: `${writeFacetTerm(key, value, isExcluded)} `,
      label: valueName(key, value),
      note: formatCount(count),
    }));
}

function isLike(key: FacetKey, value: string, prefix: string): boolean {
  return value.toLowerCase().includes(prefix) || valueName(key, value).toLowerCase().includes(prefix);
}
