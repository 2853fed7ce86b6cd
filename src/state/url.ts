/**
 * The only codec of the address: `#/<page>?key=value&key=value` ↔ what is being looked at. Plain pairs, keys may
 * repeat; an unknown or bad pair is dropped alone and named in `dropped`. Pure in both directions:
 * `decodeParams(encodeParams(p))` gives `p` back for every well-formed `p`.
 */
import { member } from '../lib/member';
import {
  FACET_KEYS,
  formatTextScope,
  NO_FILTER,
  OUTCOME_RULES,
  parseTextScope,
  RANGE_KEYS,
  SORT_KEYS,
  withRange,
  type FacetKey,
  type OutcomeRule,
  type Range,
  type RangeKey,
  type RowRef,
  type Sort,
  type TextClause,
  type TextScope,
  type TextSearch,
  type TrajectoryFilter,
} from '../trace';

/** How the text of a full-text search is read; without one: literally, case folded. */
export const TEXT_MATCHES = ['case', 'regex', 'regex.case'] as const;
export type TextMatch = (typeof TEXT_MATCHES)[number];

export interface UrlParams {
  /** What is open, as strings the source understands; empty = the demo. */
  readonly src: readonly string[];
  readonly filter: TrajectoryFilter;
  readonly sort?: Sort;
  readonly rule: OutcomeRule;
  readonly step?: number;
  readonly block?: { readonly turn: number; readonly block: number };
  readonly quote?: string;
  /** Where to look first for the trajectory; checked against its id. */
  readonly row?: RowRef;
  /** Sought in the full text of the list; a search runs when it is asked for. */
  readonly text?: string;
  /** Where the text is sought; missing = everywhere. */
  readonly in?: readonly TextScope[];
  /** Upper and lower case of the text differ. */
  readonly match?: TextMatch;
  /** The list is narrowed to what that search found, or to what it did not. */
  readonly hits?: 'only' | 'none';
  readonly vs?: string;
  readonly a?: string;
  readonly b?: string;
  readonly sql?: string;
  /** Pairs that were dropped, as they stood. Never encoded. */
  readonly dropped: readonly string[];
}

export const NO_PARAMS: UrlParams = { src: [], filter: NO_FILTER, rule: 'structured', dropped: [] };
export const DEFAULT_SOURCE = 'demo';

/** A mutable draft while pairs are read one by one. */
type Draft = { -readonly [Key in keyof UrlParams]: UrlParams[Key] };
type Reader = (draft: Draft, value: string) => boolean;

const WHOLE_NUMBER = /^\d{1,9}$/;
const MAX_TEXT = 20_000;
/** No name or URL of a source holds one. */
const CONTROL = /\p{Cc}/u;

function parseWhole(text: string): number | undefined {
  return WHOLE_NUMBER.test(text) ? Number(text) : undefined;
}

function parsePair(text: string): readonly [number, number] | undefined {
  const [left, right, ...rest] = text.split('.');
  const first = parseWhole(left ?? '');
  const second = parseWhole(right ?? '');
  return first === undefined || second === undefined || rest.length > 0 ? undefined : [first, second];
}

function parseRange(text: string): Range | undefined {
  const match = /^(\d{0,9})-(\d{0,9})$/.exec(text);
  if (match === null || text === '-') return undefined;
  const range: { min?: number; max?: number } = {};
  if (match[1] !== undefined && match[1] !== '') range.min = Number(match[1]);
  if (match[2] !== undefined && match[2] !== '') range.max = Number(match[2]);
  return range.min !== undefined && range.max !== undefined && range.min > range.max ? undefined : range;
}

function parseSort(text: string): Sort | undefined {
  const [name, direction] = text.split('.');
  const key = SORT_KEYS.find((each) => each === name);
  return key !== undefined && (direction === 'asc' || direction === 'desc') ? { key, direction } : undefined;
}

/** A value that itself begins with `-` is written with a backslash before it; so is one that begins with `\`. */
function facetReader(key: FacetKey): Reader {
  return (draft, text) => {
    const isExcluded = text.startsWith('-');
    const written = isExcluded ? text.slice(1) : text;
    const value = written.startsWith('\\') ? written.slice(1) : written;
    const clause = draft.filter.facets[key] ?? { include: [], exclude: [] };
    if (clause.include.includes(value) || clause.exclude.includes(value)) return true;
    const next = isExcluded
      ? { ...clause, exclude: [...clause.exclude, value] }
      : { ...clause, include: [...clause.include, value] };
    draft.filter = { ...draft.filter, facets: { ...draft.filter.facets, [key]: next } };
    return true;
  };
}

function rangeReader(key: RangeKey): Reader {
  return (draft, text) => {
    const range = parseRange(text);
    if (range !== undefined) draft.filter = withRange(draft.filter, key, range);
    return range !== undefined;
  };
}

function textReader(key: 'quote' | 'text' | 'vs' | 'a' | 'b' | 'sql'): Reader {
  return (draft, text) => {
    if (text.length > MAX_TEXT || text === '') return false;
    draft[key] = text;
    return true;
  };
}

const READERS: Readonly<Record<string, Reader>> = {
  src: (draft, text) => {
    if (text === '' || text.length > MAX_TEXT || CONTROL.test(text)) return false;
    if (!draft.src.includes(text)) draft.src = [...draft.src, text];
    return true;
  },
  q: (draft, text) => {
    draft.filter = { ...draft.filter, q: text.slice(0, MAX_TEXT) };
    return true;
  },
  toolmode: (draft, text) => {
    if (text !== 'all' && text !== 'any') return false;
    draft.filter = { ...draft.filter, toolMode: text };
    return true;
  },
  rule: (draft, text) => {
    const rule = OUTCOME_RULES.find((each) => each === text);
    if (rule !== undefined) draft.rule = rule;
    return rule !== undefined;
  },
  sort: (draft, text) => {
    const sort = parseSort(text);
    if (sort !== undefined) draft.sort = sort;
    return sort !== undefined;
  },
  step: (draft, text) => {
    const step = parseWhole(text);
    if (step !== undefined) draft.step = step;
    return step !== undefined;
  },
  block: (draft, text) => {
    const pair = parsePair(text);
    if (pair !== undefined) draft.block = { turn: pair[0], block: pair[1] };
    return pair !== undefined;
  },
  row: (draft, text) => {
    const pair = parsePair(text);
    if (pair !== undefined) draft.row = { file: pair[0], row: pair[1] };
    return pair !== undefined;
  },
  in: (draft, text) => {
    const scope = parseTextScope(text);
    if (scope === undefined || text.length > MAX_TEXT) return false;
    const isThere = draft.in?.some((each) => formatTextScope(each) === text) === true;
    if (!isThere) draft.in = [...(draft.in ?? []), scope];
    return true;
  },
  match: (draft, text) => {
    const match = TEXT_MATCHES.find((each) => each === text);
    if (match !== undefined) draft.match = match;
    return match !== undefined;
  },
  hits: (draft, text) => {
    if (text !== 'only' && text !== 'none') return false;
    draft.hits = text;
    return true;
  },
  quote: textReader('quote'),
  text: textReader('text'),
  vs: textReader('vs'),
  a: textReader('a'),
  b: textReader('b'),
  sql: textReader('sql'),
  ...Object.fromEntries(FACET_KEYS.map((key) => [key, facetReader(key)])),
  ...Object.fromEntries(RANGE_KEYS.map((key) => [key, rangeReader(key)])),
};

type Pair = readonly [key: string, value: string];

/**
 * Takes the pairs of one version to the next: the first those of version 1, and so on. A link that says no `v` is of
 * version 1; the first upgrade added here makes `v` be written.
 */
export type Upgrade = (pairs: readonly Pair[]) => readonly Pair[];
const UPGRADES: readonly Upgrade[] = [];

/** The pairs in the words of this version. A version we do not know yet is read as far as its pairs are understood. */
export function upgradePairs(
  pairs: readonly Pair[],
  upgrades: readonly Upgrade[] = UPGRADES,
): readonly Pair[] {
  const said = pairs.find(([key]) => key === 'v')?.[1];
  const version = said === undefined ? 1 : parseWhole(said);
  if (version === undefined || version < 1 || version > upgrades.length + 1) return pairs;
  const others = pairs.filter(([key]) => key !== 'v');
  return upgrades
    .slice(version - 1)
    .reduce<readonly Pair[]>((upgraded, upgrade) => upgrade(upgraded), others);
}

/** Reads the part after `?` (with or without it). Never throws. */
export function decodeParams(text: string): UrlParams {
  const draft: Draft = { ...NO_PARAMS };
  const dropped: string[] = [];
  for (const [key, value] of upgradePairs([...new URLSearchParams(text)])) {
    const read = member(READERS, key);
    if (read?.(draft, value) !== true) dropped.push(`${key}=${value}`);
  }
  return { ...draft, dropped };
}

function formatRange({ min, max }: Range): string {
  return `${min ?? ''}-${max ?? ''}`;
}

function writeValue(value: string): string {
  return value.startsWith('-') || value.startsWith('\\') ? `\\${value}` : value;
}

function filterPairs(filter: TrajectoryFilter): readonly (readonly [string, string])[] {
  const pairs: (readonly [string, string])[] = [];
  if (filter.q !== '') pairs.push(['q', filter.q]);
  for (const key of FACET_KEYS) {
    const clause = filter.facets[key];
    for (const value of clause?.include ?? []) pairs.push([key, writeValue(value)]);
    for (const value of clause?.exclude ?? []) pairs.push([key, `-${writeValue(value)}`]);
  }
  if (filter.toolMode === 'all') pairs.push(['toolmode', 'all']);
  for (const key of RANGE_KEYS) {
    const range = filter.ranges[key];
    if (range !== undefined) pairs.push([key, formatRange(range)]);
  }
  return pairs;
}

/** Lone surrogates cannot be written in a URL. `URLSearchParams` writes a blank as `+`; links in chats survive better with `%20`. `:` `/` `,` stay readable. */
function escapeValue(value: string): string {
  return encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\uFFFD'))
    .replaceAll('%3A', ':')
    .replaceAll('%2F', '/')
    .replaceAll('%2C', ',');
}

/** The part after `?`, without it; `""` when nothing differs from the defaults. */
export function encodeParams(params: UrlParams): string {
  const pairs: (readonly [string, string])[] = params.src.map((src) => ['src', src] as const);
  pairs.push(...filterPairs(params.filter));
  if (params.sort !== undefined) pairs.push(['sort', `${params.sort.key}.${params.sort.direction}`]);
  if (params.rule !== 'structured') pairs.push(['rule', params.rule]);
  if (params.step !== undefined) pairs.push(['step', String(params.step)]);
  if (params.block !== undefined) pairs.push(['block', `${params.block.turn}.${params.block.block}`]);
  if (params.row !== undefined) pairs.push(['row', `${params.row.file}.${params.row.row}`]);
  for (const scope of params.in ?? []) pairs.push(['in', formatTextScope(scope)]);
  if (params.match !== undefined) pairs.push(['match', params.match]);
  if (params.hits !== undefined) pairs.push(['hits', params.hits]);
  for (const key of ['text', 'quote', 'vs', 'a', 'b', 'sql'] as const) {
    const value = params[key];
    if (value !== undefined) pairs.push([key, value]);
  }
  return pairs.map(([key, value]) => `${key}=${escapeValue(value)}`).join('&');
}

/** The search of the address; undefined when there is none. */
export function textSearchOf({
  text,
  in: scopes = [],
  match,
}: Pick<UrlParams, 'text' | 'in' | 'match'>): TextSearch | undefined {
  if (text === undefined) return undefined;
  const isRegex = match === 'regex' || match === 'regex.case';
  const matchCase = match === 'case' || match === 'regex.case';
  return { text, scopes, matchCase, ...(isRegex && { isRegex }) };
}

/** The pairs of a search, and of a list narrowed by it. */
export function textPairsOf(
  { text, scopes, matchCase, isRegex = false }: TextSearch,
  hits?: UrlParams['hits'],
): Pick<UrlParams, 'text' | 'in' | 'match' | 'hits'> {
  const cased = matchCase ? 'case' : undefined;
  const match = isRegex ? (matchCase ? 'regex.case' : 'regex') : cased;
  return {
    text,
    ...(scopes.length > 0 && { in: scopes }),
    ...(match !== undefined && { match }),
    ...(hits !== undefined && { hits }),
  };
}

/** By what the list is narrowed besides its filter. */
export function textClauseOf({
  hits,
  ...params
}: Pick<UrlParams, 'text' | 'in' | 'match' | 'hits'>): TextClause | undefined {
  const search = hits === undefined ? undefined : textSearchOf(params);
  return search === undefined ? undefined : { search, isExcluded: hits === 'none' };
}

/** What is open: the URL's sources, or the demo. */
export function openSources(params: UrlParams): readonly string[] {
  return params.src.length === 0 ? [DEFAULT_SOURCE] : params.src;
}
