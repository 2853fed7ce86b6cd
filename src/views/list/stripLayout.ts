/**
 * Where the marks of a list row's step strip stand (DESIGN §2). Pure: steps → rectangles on a 21 px high lane:
 * findings 0–5, marks up to 10 px above the baseline at 15.5, failed feet 5 px below.
 */
import type { StripMark } from '../../trace';

export const STRIP_HEIGHT = 21;
const BASELINE = 15;
const UP = 10;
const DOWN = 5;
/** Over 60 steps: as many bins as fit in the column. */
const MOST_MARKS = 60;

export interface StripBar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly kind: 'ok' | 'failed' | 'answer';
}

export interface StripLayout {
  readonly width: number;
  readonly bars: readonly StripBar[];
  readonly dots: readonly number[];
  readonly loops: readonly { readonly x: number; readonly width: number }[];
  readonly hairlines: readonly number[];
  /** Middle of each mark; over 60 steps a mark stands for several. */
  readonly middles: readonly number[];
}

/** Several steps as one mark: the worst state wins, sizes by the largest. */
export function mergeMarks(marks: readonly StripMark[]): StripMark {
  const most = (pick: (mark: StripMark) => number): number => Math.max(...marks.map(pick));
  return {
    size: marks.reduce<StripMark['size']>((largest, { size }) => (size > largest ? size : largest), 0),
    calls: most((mark) => mark.calls),
    failed: most((mark) => mark.failed),
    hasFinding: marks.some((mark) => mark.hasFinding),
    inLoop: marks.some((mark) => mark.inLoop),
    isAnswer: marks.every((mark) => mark.isAnswer),
    afterPrompt: marks.some((mark) => mark.afterPrompt),
  };
}

/** At most `most` marks, each a run of neighbouring steps. */
export function binMarks(marks: readonly StripMark[], most: number): readonly StripMark[] {
  if (marks.length <= most) return marks;
  return Array.from({ length: most }, (_, bin) => {
    const from = Math.floor((bin * marks.length) / most);
    const to = Math.floor(((bin + 1) * marks.length) / most);
    return mergeMarks(marks.slice(from, Math.max(to, from + 1)));
  });
}

const HEIGHTS = [0.4, 0.7, 1] as const;

function barsOf(mark: StripMark, x: number, width: number): readonly StripBar[] {
  const height = Math.round(UP * HEIGHTS[mark.size]);
  if (mark.isAnswer) {
    return [
      { x: x + 0.5, y: BASELINE - UP - 1.5, width: Math.max(width - 1, 1), height: UP + 1.5, kind: 'answer' },
    ];
  }
  const segments = Math.max(1, Math.min(3, mark.calls));
  const failed = Math.min(segments, mark.failed);
  const gap = segments > 1 ? 1 : 0;
  const each = (height - gap * (segments - 1)) / segments;
  const bars: StripBar[] = Array.from({ length: segments }, (_, index) => ({
    x,
    y: BASELINE - each * (index + 1) - gap * index,
    width,
    height: Math.max(each, 1),
    kind: index < failed ? 'failed' : 'ok',
  }));
  if (mark.failed > 0) bars.push({ x, y: BASELINE + 1, width, height: DOWN, kind: 'failed' });
  return bars;
}

export function layoutStrip(all: readonly StripMark[]): StripLayout {
  const marks = binMarks(all, MOST_MARKS);
  const pitch = marks.length > 30 ? 2 : 4;
  const width = pitch - 1;
  const bars: StripBar[] = [];
  const dots: number[] = [];
  const loops: { x: number; width: number }[] = [];
  const hairlines: number[] = [];
  const middles: number[] = [];
  let x = 0;
  for (const [index, mark] of marks.entries()) {
    if (mark.afterPrompt && index > 0) {
      x += pitch;
      hairlines.push(x - Math.ceil(pitch / 2) + 0.5);
    }
    bars.push(...barsOf(mark, x, width));
    middles.push(x + width / 2);
    const last = loops.at(-1);
    if (mark.inLoop && last !== undefined && last.x + last.width >= x - 1) last.width = x + width - last.x;
    else if (mark.inLoop) loops.push({ x, width });
    else if (mark.hasFinding) dots.push(x + width / 2);
    x += pitch;
  }
  return { width: Math.max(x, 1), bars, dots, loops, hairlines, middles };
}
