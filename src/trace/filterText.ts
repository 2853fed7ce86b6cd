/**
 * A filter as text, for people to write, and back. Total in both directions: every filter has its text, every text
 * is a filter or says what is wrong at which character. docs/FILTERS.md is made from the tables here.
 */
import { member } from '../lib/member';
import {
  FACET_KEYS,
  NO_FILTER,
  RANGE_KEYS,
  withFacet,
  withRange,
  type FacetKey,
  type Range,
  type RangeKey,
  type TrajectoryFilter,
} from './filter';
import { readQuoted, searchWords, wordEnd, writeQuoted, writeSearch } from './searchWords';

export type FilterTextKey = FacetKey | RangeKey | 'toolmode';

export const FILTER_KEYS: readonly FilterTextKey[] = [...FACET_KEYS, ...RANGE_KEYS, 'toolmode'];

const ALIASES: Readonly<Record<string, FilterTextKey>> = { category: 'cat', subcategory: 'sub' };
const MOST = 999_999_999;
/** A word of this form is a term, whether its key is known or not. */
const TERM = /^(-?)([A-Za-z]+)(:|>=|<=|>|<|=)/;

export interface FilterTextError {
  /** UTF-16 positions of what is wrong. */
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

export type FilterTextResult =
  | { readonly kind: 'filter'; readonly filter: TrajectoryFilter }
  | { readonly kind: 'error'; readonly error: FilterTextError };

class Wrong extends Error {
  readonly error: FilterTextError;
  constructor(start: number, end: number, message: string) {
    super(message);
    this.error = { start, end, message };
  }
}

interface Term {
  readonly key: FilterTextKey;
  readonly op: string;
  readonly isExcluded: boolean;
  readonly value: string;
  readonly start: number;
  readonly valueStart: number;
  readonly end: number;
}

export function isFacetKey(key: string): key is FacetKey {
  return FACET_KEYS.some((each) => each === key);
}

export function isRangeKey(key: string): key is RangeKey {
  return RANGE_KEYS.some((each) => each === key);
}

/** The key meant by a word in any case; undefined when there is none. */
export function filterKeyOf(word: string): FilterTextKey | undefined {
  const lower = word.toLowerCase();
  return FILTER_KEYS.find((key) => key === lower) ?? member(ALIASES, lower);
}

export function parseFilterText(text: string): FilterTextResult {
  let filter = NO_FILTER;
  const words: string[] = [];
  try {
    for (let at = 0; at < text.length;) {
      if (/\s/.test(text[at] ?? '')) {
        at += 1;
        continue;
      }
      const term = readTerm(text, at);
      if (typeof term === 'object') filter = applyTerm(filter, term);
      else words.push(...readText(text, at));
      at = typeof term === 'object' ? term.end : term;
    }
  } catch (wrong) {
    if (wrong instanceof Wrong) return { kind: 'error', error: wrong.error };
    throw wrong;
  }
  return { kind: 'filter', filter: { ...filter, q: writeSearch(words) } };
}

/** The quoted text at `start`; throws where it is not closed, or something hangs on to it. */
function readClosed(text: string, start: number): { readonly value: string; readonly end: number } {
  const quoted = readQuoted(text, start);
  if (quoted === undefined) throw new Wrong(start, text.length, 'This quote is not closed.');
  if (quoted.end < text.length && !/\s/.test(text[quoted.end] ?? ''))
    throw new Wrong(quoted.end, wordEnd(text, quoted.end), 'A blank is missing after the quote.');
  return quoted;
}

function readText(text: string, start: number): readonly string[] {
  const word = text[start] === '"' ? readClosed(text, start).value : text.slice(start, wordEnd(text, start));
  return word === '' ? [] : [word];
}

/** The term at `start`, or where the text there ends when it is none. */
function readTerm(text: string, start: number): Term | number {
  if (text[start] === '"') return readClosed(text, start).end;
  const end = wordEnd(text, start);
  const word = text.slice(start, end);
  const match = TERM.exec(word);
  if (match === null) {
    if (!word.startsWith('-')) return end;
    const message = `Only a filter can be excluded, like -tool:terminal. To search for ${word}, write ${writeQuoted(word)}.`;
    throw new Wrong(start, end, message);
  }
  const [head, minus = '', name = '', op = ''] = match;
  const valueStart = start + head.length;
  const key = filterKeyOf(name);
  if (key === undefined) {
    const isText = minus === '' && op === ':' && (valueStart === end || text[valueStart] === '/');
    if (isText) return end;
    const nameStart = start + minus.length;
    const near = FILTER_KEYS.find((each) => each.startsWith(name.toLowerCase().slice(0, 2)));
    throw new Wrong(
      nameStart,
      nameStart + name.length,
      `There is no filter “${name}”${near === undefined ? '' : `; there is ${near}`}. To search for it as text, put it in quotes.`,
    );
  }
  const isQuoted = text[valueStart] === '"';
  const quoted = isQuoted ? readClosed(text, valueStart) : { value: text.slice(valueStart, end), end };
  if (!isQuoted && quoted.value === '') {
    const example = isRangeKey(key) ? `${key}:10..30` : `${key}:${key === 'toolmode' ? 'all' : 'name'}`;
    throw new Wrong(valueStart, valueStart, `${key} needs a value, like ${example}.`);
  }
  return { key, op, isExcluded: minus !== '', value: quoted.value, start, valueStart, end: quoted.end };
}

function applyTerm(filter: TrajectoryFilter, term: Term): TrajectoryFilter {
  const { key } = term;
  if (isRangeKey(key)) return applyRange(filter, key, term);
  if (term.op !== ':') {
    const opStart = term.valueStart - term.op.length;
    throw new Wrong(opStart, term.valueStart, `${key} takes a colon: ${key}:value.`);
  }
  return key === 'toolmode' ? applyToolMode(filter, term) : applyFacet(filter, key, term);
}

function applyToolMode(filter: TrajectoryFilter, term: Term): TrajectoryFilter {
  const { value, isExcluded, start, valueStart, end } = term;
  if (isExcluded) throw new Wrong(start, start + 1, 'toolmode cannot be excluded: write any or all.');
  if (value !== 'any' && value !== 'all') throw new Wrong(valueStart, end, 'toolmode is any or all.');
  return { ...filter, toolMode: value };
}

function applyFacet(filter: TrajectoryFilter, key: FacetKey, term: Term): TrajectoryFilter {
  const { value, isExcluded, start, end } = term;
  const { include, exclude } = filter.facets[key] ?? { include: [], exclude: [] };
  const [here, there] = isExcluded ? [exclude, include] : [include, exclude];
  if (there.includes(value)) throw new Wrong(start, end, `${key} “${value}” is both included and excluded.`);
  if (here.includes(value)) return filter;
  return withFacet(
    filter,
    key,
    isExcluded ? { include, exclude: [...exclude, value] } : { include: [...include, value], exclude },
  );
}

function applyRange(filter: TrajectoryFilter, key: RangeKey, term: Term): TrajectoryFilter {
  if (term.isExcluded)
    throw new Wrong(term.start, term.start + 1, `A range cannot be excluded: write ${key}<… or ${key}>….`);
  const read = readRange(key, term);
  const held = filter.ranges[key] ?? {};
  const min = larger(held.min, read.min, Math.max);
  const max = larger(held.max, read.max, Math.min);
  if (min !== undefined && max !== undefined && min > max)
    throw new Wrong(term.valueStart, term.end, `No number is at least ${min} and at most ${max}.`);
  return withRange(filter, key, {
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  });
}

function larger(
  a: number | undefined,
  b: number | undefined,
  pick: (a: number, b: number) => number,
): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : pick(a, b);
}

function readRange(key: RangeKey, { op, value, valueStart, end }: Term): Range {
  const whole = (digits: string, at: number): number => {
    if (!/^\d{1,9}$/.test(digits)) {
      const what = /^\d+$/.test(digits)
        ? `At most ${MOST} can be asked for.`
        : 'A whole number is needed here';
      const message = /^\d+$/.test(digits) ? what : `${what}, like ${key}:10..30 or ${key}>=3.`;
      throw new Wrong(at, Math.max(at, Math.min(end, at + digits.length)), message);
    }
    return Number(digits);
  };
  const dots = value.indexOf('..');
  if (op === ':' && dots !== -1) {
    const [left, right] = [value.slice(0, dots), value.slice(dots + 2)];
    if (left === '' && right === '')
      throw new Wrong(valueStart, end, `A number is missing, like ${key}:10.. or ${key}:..30.`);
    return {
      ...(left === '' ? {} : { min: whole(left, valueStart) }),
      ...(right === '' ? {} : { max: whole(right, valueStart + dots + 2) }),
    };
  }
  const number = whole(value, valueStart);
  switch (op) {
    case '>=':
      return { min: number };
    case '<=':
      return { max: number };
    case '>':
      if (number === MOST) throw new Wrong(valueStart, end, `At most ${MOST} can be asked for.`);
      return { min: number + 1 };
    case '<':
      if (number === 0) throw new Wrong(valueStart, end, `Nothing is less than 0.`);
      return { max: number - 1 };
    default:
      return { min: number, max: number };
  }
}

function writeValue(value: string): string {
  return value === '' || /\s|^"/.test(value) ? writeQuoted(value) : value;
}

/** `cat:"Repository Tasks"`: one value of a facet. */
export function writeFacetTerm(key: FacetKey, value: string, isExcluded: boolean): string {
  return `${isExcluded ? '-' : ''}${key}:${writeValue(value)}`;
}

function writeRange(key: RangeKey, { min, max }: Range): string {
  if (min === undefined) return `${key}<=${max}`;
  if (max === undefined) return `${key}>=${min}`;
  return min === max ? `${key}:${min}` : `${key}:${min}..${max}`;
}

function writeWord(word: string): string {
  return word.startsWith('-') || TERM.test(word) || /\s|^"/.test(word) ? writeQuoted(word) : word;
}

/** The text of a filter; `parseFilterText` gives the filter back, its search in its plainest form. */
export function printFilterText({ q, facets, toolMode, ranges }: TrajectoryFilter): string {
  const terms: string[] = [];
  for (const key of FACET_KEYS) {
    const { include = [], exclude = [] } = facets[key] ?? {};
    terms.push(...include.map((value) => writeFacetTerm(key, value, false)));
    terms.push(...exclude.map((value) => writeFacetTerm(key, value, true)));
  }
  if (toolMode === 'all') terms.push('toolmode:all');
  for (const key of RANGE_KEYS) {
    const range = ranges[key];
    if (range !== undefined) terms.push(writeRange(key, range));
  }
  return [...terms, ...searchWords(q).map(writeWord)].join(' ');
}
