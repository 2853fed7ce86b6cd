/**
 * Finds a text in the values of turns: literal, without regard to case, in the source as recorded. Inside the JSON
 * of calls and responses a text stands escaped, so its escaped forms count too. A generator: it gives control back
 * after every slice, so that 50 MB never hold the page (measured: 64 Ki characters take well under 2 ms).
 */
export interface Hit {
  readonly turn: number;
  /** Half-open, in the turn's value. */
  readonly start: number;
  readonly end: number;
}

interface Searched {
  readonly index: number;
  readonly value: string;
}

const SLICE = 65_536;
/** Positions kept; a needle of one letter in 50 MB would fill memory. */
export const MOST_HITS = 10_000;

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
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

export function needlePattern(needle: string): RegExp {
  const forms = new Set([needle, ...escapedForms(needle)]);
  // longest first: an escaped form may begin with the plain one
  const sorted = [...forms].sort((a, b) => b.length - a.length);
  return new RegExp(sorted.map(escapeRegExp).join('|'), 'gi');
}

function longestForm(needle: string): number {
  return Math.max(...[needle, ...escapedForms(needle)].map(({ length }) => length));
}

/** Yields the hits of each slice, in order; stops after `MOST_HITS`. */
export function* searchTurns(turns: readonly Searched[], needle: string): Generator<readonly Hit[], void> {
  if (needle === '') return;
  const pattern = needlePattern(needle);
  const overlap = longestForm(needle) - 1;
  let count = 0;
  for (const { index, value } of turns) {
    let from = 0;
    for (let at = 0; at < value.length; at += SLICE) {
      // a hit that begins in this slice may end in the next one
      const piece = value.slice(at, at + SLICE + overlap);
      const hits: Hit[] = [];
      pattern.lastIndex = Math.max(0, from - at);
      for (let match = pattern.exec(piece); match !== null; match = pattern.exec(piece)) {
        if (match.index >= SLICE || count >= MOST_HITS) break;
        from = at + match.index + match[0].length;
        hits.push({ turn: index, start: at + match.index, end: from });
        count += 1;
      }
      yield hits;
      if (count >= MOST_HITS) return;
    }
  }
}

export interface Excerpt {
  readonly before: string;
  readonly hit: string;
  readonly after: string;
}

const CONTEXT = 40;

/** What stands around a hit, on one line. */
export function excerptOf(value: string, { start, end }: Hit): Excerpt {
  const line = (text: string): string => text.replace(/\s+/g, ' ');
  return {
    before: (start > CONTEXT ? '…' : '') + line(value.slice(Math.max(0, start - CONTEXT), start)),
    hit: line(value.slice(start, end)),
    after: line(value.slice(end, end + 2 * CONTEXT)) + (end + 2 * CONTEXT < value.length ? '…' : ''),
  };
}
