/**
 * A text to be found in recorded values, literally or as a pattern. Inside the JSON of calls and responses a text stands
 * escaped, so the escaped forms of a literal one count as the text too; it is found by `indexOf` in (case-folded) text. A
 * pattern is run over the source as recorded; it may take for ever, so who runs one bounds its time (worker/textMatcher).
 */
import type { Span } from '../model';
import { foldCase } from './foldCase';

export interface Needle {
  /** All ways the text may stand in a value, folded unless case counts. Longest first. */
  readonly forms: readonly string[];
  readonly matchCase: boolean;
}

/** The text as it stands inside a JSON string, also as Python writes it. */
function escapedForms(text: string): readonly string[] {
  const json = JSON.stringify(text).slice(1, -1);
  const ascii = json.replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return [json, ascii];
}

export function createNeedle(text: string, matchCase = false): Needle {
  const forms = [text, ...escapedForms(text)].map((form) => (matchCase ? form : foldCase(form)));
  return { forms: [...new Set(forms)].sort((a, b) => b.length - a.length), matchCase };
}

/**
 * Places in `[start, end)` of a value, in order, not overlapping; where several forms begin, the longest. Stops
 * after `most`. An empty text is found nowhere.
 */
export function findSpans(
  value: string,
  needle: Needle,
  { start, end }: Span = { start: 0, end: value.length },
  most = Number.POSITIVE_INFINITY,
): Span[] {
  const { forms, matchCase } = needle;
  if (forms.at(-1) === '') return [];
  const piece = value.slice(start, end);
  const text = matchCase ? piece : foldCase(piece);
  const next = forms.map((form) => text.indexOf(form));
  const spans: Span[] = [];
  let from = 0;
  while (spans.length < most) {
    let [at, length] = [-1, 0];
    for (const [index, form] of forms.entries()) {
      let place = next[index] ?? -1;
      if (place !== -1 && place < from) place = text.indexOf(form, from);
      next[index] = place;
      // forms are sorted: at the same place the longer one came before
      if (place !== -1 && (at === -1 || place < at)) [at, length] = [place, form.length];
    }
    if (at === -1) return spans;
    from = at + length;
    spans.push({ start: start + at, end: start + from });
  }
  return spans;
}

/** How a text is to be read. */
export interface Sought {
  readonly text: string;
  readonly matchCase: boolean;
  /** A JavaScript regular expression, with the flags m and u. */
  readonly isRegex?: boolean;
}

/** Places of a text in a value, as `findSpans` gives them. */
export type Finder = (value: string, span?: Span, most?: number) => Span[];

function compile({ text, matchCase }: Sought): RegExp {
  return new RegExp(text, matchCase ? 'gmu' : 'gimu');
}

/** Why a pattern cannot be read, in the browser's words; undefined when it can, or the text is literal. */
export function patternProblem(sought: Sought): string | undefined {
  if (sought.isRegex !== true) return undefined;
  try {
    compile(sought);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A text made ready. A blank one, and a pattern that cannot be read, are found nowhere; nor is an empty match. */
export function createFinder(sought: Sought): Finder {
  if (sought.text.trim() === '' || patternProblem(sought) !== undefined) return () => [];
  if (sought.isRegex !== true) {
    const needle = createNeedle(sought.text, sought.matchCase);
    return (value, span, most) => findSpans(value, needle, span, most);
  }
  const pattern = compile(sought);
  return (value, { start, end } = { start: 0, end: value.length }, most = Number.POSITIVE_INFINITY) => {
    const spans: Span[] = [];
    for (const { 0: match, index } of value.slice(start, end).matchAll(pattern)) {
      if (match !== '') spans.push({ start: start + index, end: start + index + match.length });
      if (spans.length >= most) break;
    }
    return spans;
  };
}

export interface Excerpt {
  readonly before: string;
  readonly hit: string;
  readonly after: string;
}

const CONTEXT = 40;
/** Of a hit itself; a searched text may be long. */
const MOST_HIT = 200;

/** What stands around a place, on one line. */
export function excerptOf(value: string, { start, end }: Span): Excerpt {
  const line = (text: string): string => text.replace(/\s+/g, ' ');
  const hit = value.slice(start, Math.min(end, start + MOST_HIT));
  return {
    before: (start > CONTEXT ? '…' : '') + line(value.slice(Math.max(0, start - CONTEXT), start)),
    hit: line(hit) + (end - start > MOST_HIT ? '…' : ''),
    after: line(value.slice(end, end + 2 * CONTEXT)) + (end + 2 * CONTEXT < value.length ? '…' : ''),
  };
}
