/**
 * A long text as rows of bounded width, found by offset: nothing is copied until a row is read. One pass over
 * the text (100 MB ≈ 0.1 s); rows longer than `maxChars` are broken, so that one endless line stays drawable.
 */
export interface Rows {
  readonly count: number;
  rowAt(index: number): string;
  /** The row in which an offset of the text stands. */
  rowOf(offset: number): number;
}

export function toRows(text: string, maxChars: number): Rows {
  const starts: number[] = [0];
  let start = 0;
  while (start <= text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    for (let next = start + maxChars; next < end; next += maxChars) starts.push(next);
    if (newline === -1) break;
    start = newline + 1;
    starts.push(start);
  }
  return {
    count: starts.length,
    rowAt: (index) => {
      const from = starts[index];
      if (from === undefined) return '';
      const to = starts[index + 1] ?? text.length;
      return text.slice(from, text.charCodeAt(to - 1) === 10 && to > from ? to - 1 : to);
    },
    rowOf: (offset) => {
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= offset) low = middle;
        else high = middle - 1;
      }
      return low;
    },
  };
}
