/**
 * Searches with a memory. Asked from ever later places, all questions together read the text once:
 * an answer stays good until the reader has passed it, also the answer "nowhere".
 */

/** First match at or after a place, or Infinity. */
export type Finder = (from: number) => number;

export function createFinder(search: Finder): Finder {
  let askedFrom = 0;
  let found = -1;
  return (from) => {
    if (found >= 0 && from >= askedFrom && from <= found) return found;
    askedFrom = from;
    found = search(from);
    return found;
  };
}

/** Places of a literal text, with the same memory. An object: several are made for each turn, and functions cost more. */
export class TextFinder {
  readonly #text: string;
  readonly #needle: string;
  #askedFrom = 0;
  #found = -1;

  constructor(text: string, needle: string) {
    this.#text = text;
    this.#needle = needle;
  }

  /** As a `Finder`. */
  next(from: number): number {
    if (this.#found >= 0 && from >= this.#askedFrom && from <= this.#found) return this.#found;
    this.#askedFrom = from;
    const at = this.#text.indexOf(this.#needle, from);
    this.#found = at < 0 ? Number.POSITIVE_INFINITY : at;
    return this.#found;
  }
}

export function findText(text: string, needle: string): Finder {
  const finder = new TextFinder(text, needle);
  return (from) => finder.next(from);
}

function isLineBreak(code: number): boolean {
  return code === 10 || code === 13;
}

/** Nothing but spaces and tabs between the start of the line (or the text) and `at`. */
export function isAtLineStart(text: string, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && (text.charCodeAt(before) === 32 || text.charCodeAt(before) === 9)) before--;
  return before < 0 || isLineBreak(text.charCodeAt(before));
}

/** Nothing but spaces and tabs between `at` and the end of the line (or the text). */
export function isAtLineEnd(text: string, at: number): boolean {
  let after = at;
  while (text.charCodeAt(after) === 32 || text.charCodeAt(after) === 9) after++;
  return after >= text.length || isLineBreak(text.charCodeAt(after));
}

/** Matches of `tag` that pass `accepts`. Each candidate is looked at once. */
export function findWhere(tag: Finder, accepts: (at: number) => boolean): Finder {
  return createFinder((from) => {
    let at = tag(from);
    while (Number.isFinite(at) && !accepts(at)) at = tag(at + 1);
    return at;
  });
}

/** A line that holds the tag and nothing else; a carriage return and trailing blanks are forgiven. */
export function findLine(text: string, tag: string): Finder {
  return findWhere(
    findText(text, tag),
    (at) => (at === 0 || isLineBreak(text.charCodeAt(at - 1))) && isAtLineEnd(text, at + tag.length),
  );
}

/** A line that begins with the tag. */
export function findLineStart(text: string, tag: string): Finder {
  return findWhere(findText(text, tag), (at) => at === 0 || isLineBreak(text.charCodeAt(at - 1)));
}
