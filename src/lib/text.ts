/** How much of a long text is shown at first, and what the notice says. Pure; linear in what it keeps. */
export interface CutOptions {
  readonly maxLines: number;
  readonly maxChars: number;
  readonly keep: 'first' | 'last';
}

export interface Cut {
  readonly text: string;
  readonly isCut: boolean;
  readonly shownLines: number;
  /** Undefined above `COUNTED_CHARS`: counting would hold the page. */
  readonly totalLines: number | undefined;
}

const COUNTED_CHARS = 10_000_000;

export function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

function firstEnd(text: string, { maxLines, maxChars }: CutOptions): number {
  let end = -1;
  for (let line = 0; line < maxLines && end < maxChars; line += 1) {
    const next = text.indexOf('\n', end + 1);
    if (next === -1) return Math.min(text.length, maxChars);
    end = next;
  }
  return Math.min(end, maxChars);
}

function lastStart(text: string, { maxLines, maxChars }: CutOptions): number {
  const least = Math.max(0, text.length - maxChars);
  let newline = text.length;
  for (let line = 0; line < maxLines && newline > least; line += 1) {
    newline = newline === 0 ? -1 : text.lastIndexOf('\n', newline - 1);
    if (newline === -1) return least;
  }
  return Math.max(newline + 1, least);
}

/** Never cuts for less than a fifth: a notice that hides two lines costs more than it saves. */
export function cutText(text: string, options: CutOptions): Cut {
  const totalLines = text.length > COUNTED_CHARS ? undefined : countLines(text);
  const whole: Cut = { text, isCut: false, shownLines: totalLines ?? 0, totalLines };
  if ((totalLines ?? 0) <= options.maxLines * 1.2 && text.length <= options.maxChars * 1.2) return whole;
  const shown =
    options.keep === 'first' ? text.slice(0, firstEnd(text, options)) : text.slice(lastStart(text, options));
  if (shown.length === text.length) return whole;
  return { text: shown, isCut: true, shownLines: countLines(shown), totalLines };
}

/** A size in words a reader compares: `204 B`, `1.9 kB`, `3.1 MB` (decimal). */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/** Made once: `toLocaleString` makes a formatter at every call and was the dearest function of a list while indexing. */
const COUNTS = new Intl.NumberFormat('en-US');

/** Thousands with comma. */
export function formatCount(count: number): string {
  return COUNTS.format(count);
}

/** `1 call`, `2 calls`. */
export function plural(count: number, noun: string, many = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : many}`;
}
