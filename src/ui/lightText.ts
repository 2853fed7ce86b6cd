/**
 * Lights a text inside an element without touching its nodes (CSS Custom Highlight API; where that is missing,
 * nothing is lit). Owns the highlights `retrace-hit` (every place) and `retrace-here` (the one meant), and lights
 * again when the element is drawn anew, for markdown and code come in later.
 */
const MOST_CHARS = 400_000;
const MOST_RANGES = 2_000;

interface Piece {
  readonly node: Text;
  readonly at: number;
}

function collectText(root: Node): { readonly text: string; readonly pieces: readonly Piece[] } {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const pieces: Piece[] = [];
  let text = '';
  for (let node = walker.nextNode(); node !== null && text.length < MOST_CHARS; node = walker.nextNode()) {
    // SHOW_TEXT gives nothing else
    pieces.push({ node: node as Text, at: text.length });
    text += node.nodeValue ?? '';
  }
  return { text, pieces };
}

function rangeAt(pieces: readonly Piece[], start: number, end: number): Range | undefined {
  const first = pieces.findLast(({ at }) => at <= start);
  const last = pieces.findLast(({ at }) => at < end);
  if (first === undefined || last === undefined) return undefined;
  const range = document.createRange();
  range.setStart(first.node, start - first.at);
  range.setEnd(last.node, end - last.at);
  return range;
}

/** White space is drawn in other ways than it was recorded: any run of it matches any other. */
function looseParts(text: string): string {
  return text
    .trim()
    .split(/\s+/)
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'))
    .join('\\s+');
}

function findRanges(root: Node, text: string): readonly Range[] {
  if (text.trim() === '') return [];
  const { text: all, pieces } = collectText(root);
  // what is shown as recorded stands escaped in JSON
  const forms = [...new Set([JSON.stringify(text).slice(1, -1), text].map(looseParts))];
  const ranges: Range[] = [];
  for (const match of all.matchAll(new RegExp(forms.join('|'), 'gi'))) {
    const range = rangeAt(pieces, match.index, match.index + match[0].length);
    if (range !== undefined) ranges.push(range);
    if (ranges.length >= MOST_RANGES) break;
  }
  return ranges;
}

export function clearLight(): void {
  if (!('highlights' in CSS)) return;
  CSS.highlights.delete('retrace-hit');
  CSS.highlights.delete('retrace-here');
}

/**
 * Lights all places of `text`, and the `nth` (from 0) as the one meant, which comes on screen. `isInRow` = the one meant is
 * in a row of a long text that is still on its way (`data-here`). Gives the way to stop.
 */
export function lightText(element: HTMLElement, text: string, nth: number, isInRow = false): () => void {
  if (!('highlights' in CSS)) return () => undefined;
  let isShown = false;
  const light = (): void => {
    const ranges = findRanges(element, text);
    // a long text is there in parts only: its row is marked, and counting would lead elsewhere
    const inRow = ranges.find((range) => range.startContainer.parentElement?.closest('[data-here]') !== null);
    const here = inRow ?? (isInRow ? undefined : ranges[Math.min(nth, ranges.length - 1)]);
    CSS.highlights.set('retrace-hit', new Highlight(...ranges));
    CSS.highlights.set('retrace-here', new Highlight(...(here === undefined ? [] : [here])));
    if (here !== undefined && !isShown) {
      isShown = true;
      here.startContainer.parentElement?.scrollIntoView({ block: 'nearest' });
    }
  };
  let frame: number | undefined;
  const observer = new MutationObserver(() => {
    if (frame !== undefined) cancelAnimationFrame(frame);
    frame = requestAnimationFrame(light);
  });
  light();
  observer.observe(element, { childList: true, subtree: true, characterData: true });
  return () => {
    observer.disconnect();
    if (frame !== undefined) cancelAnimationFrame(frame);
    clearLight();
  };
}
