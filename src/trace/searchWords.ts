/**
 * What a search on the task looks for: words, and phrases in quotes. In quotes `\"` and `\\` stand for `"` and
 * `\`; a quote anywhere else, or one that is never closed, is text like any other character.
 */
export interface Quoted {
  readonly value: string;
  /** After the closing quote. */
  readonly end: number;
}

/** The quoted text that begins at `start`, where a `"` stands; undefined when it is never closed. */
export function readQuoted(text: string, start: number): Quoted | undefined {
  let value = '';
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text[at] ?? '';
    const next = text[at + 1];
    if (char === '"') return { value, end: at + 1 };
    if (char === '\\' && (next === '"' || next === '\\')) {
      value += next;
      at += 1;
    } else value += char;
  }
  return undefined;
}

export function writeQuoted(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}

/** Where the word that begins at `start` ends. */
export function wordEnd(text: string, start: number): number {
  const length = text.slice(start).search(/\s/);
  return length === -1 ? text.length : start + length;
}

/** The words and phrases of a search, as written. */
export function searchWords(q: string): readonly string[] {
  const words: string[] = [];
  let at = 0;
  while (at < q.length) {
    if (/\s/.test(q[at] ?? '')) {
      at += 1;
      continue;
    }
    const quoted = q[at] === '"' ? readQuoted(q, at) : undefined;
    const isPhrase = quoted !== undefined && (quoted.end === q.length || /\s/.test(q[quoted.end] ?? ''));
    const end = isPhrase ? quoted.end : wordEnd(q, at);
    words.push(isPhrase ? quoted.value : q.slice(at, end));
    at = end;
  }
  return words.filter((word) => word !== '');
}

/** A search for these; `searchWords` gives them back. */
export function writeSearch(words: readonly string[]): string {
  return words.map((word) => (/\s|^"/.test(word) ? writeQuoted(word) : word)).join(' ');
}
