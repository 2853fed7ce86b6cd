/**
 * Where the scrubber's marks stand (DESIGN §2): pitch = width ÷ steps between 8 and 32 px; below 8 px steps are
 * binned for drawing, and the gate widens to its bin. Pure.
 */
import type { StripMark } from '../../trace';
import { binMarks } from '../list/stripLayout';

export const SCRUBBER_HEIGHT = 60;
const BASELINE = 33;
const UP = 20;
const DOWN = 8;
const LEAST_PITCH = 8;
const MOST_PITCH = 32;
const MOST_MARK = 12;
const PROMPT_GAP = 12;
/** Free at both ends, for the gate. */
const EDGE = 2;
/** Of a label. */
const DIGIT_PX = 6.5;

interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly kind: 'ok' | 'failed' | 'answer';
}

interface Slot {
  readonly x: number;
  readonly width: number;
}

export interface ScrubberLayout {
  readonly width: number;
  /** The place of each step, from step 1. */
  readonly slots: readonly Slot[];
  readonly bars: readonly Bar[];
  readonly dots: readonly number[];
  readonly loops: readonly Slot[];
  readonly hairlines: readonly number[];
  labels(current: number): readonly { readonly x: number; readonly step: number }[];
}

/** A mark counts no further (trace `StripMark`). */
const MOST_CALLS = 7;
const SIZE_WORDS = ['short', 'middle', 'long'] as const;

const HEIGHTS = [0.4, 0.7, 1] as const;

function barsOf(mark: StripMark, x: number, width: number): readonly Bar[] {
  const height = Math.round(UP * HEIGHTS[mark.size]);
  if (mark.isAnswer)
    return [
      { x: x + 1, y: BASELINE - UP - 1, width: Math.max(2, width - 2), height: UP + 1, kind: 'answer' },
    ];
  const segments = Math.max(1, Math.min(3, mark.calls));
  const failed = Math.min(segments, mark.failed);
  const gap = segments > 1 ? 1 : 0;
  const each = (height - gap * (segments - 1)) / segments;
  const bars: Bar[] = Array.from({ length: segments }, (_, index) => ({
    x,
    y: BASELINE - each * (index + 1) - gap * index,
    width,
    height: Math.max(1, each),
    kind: index < failed ? 'failed' : 'ok',
  }));
  if (mark.failed > 0) bars.push({ x, y: BASELINE + 1, width, height: DOWN, kind: 'failed' });
  return bars;
}

export function layoutScrubber(all: readonly StripMark[], width: number): ScrubberLayout {
  const most = Math.max(1, Math.floor(width / LEAST_PITCH));
  const marks = binMarks(all, most);
  const prompts = marks.filter((mark, index) => mark.afterPrompt && index > 0).length;
  const gap = Math.min(PROMPT_GAP, width / Math.max(1, marks.length));
  const pitch = Math.min(
    MOST_PITCH,
    Math.max(1, (width - 2 * EDGE - prompts * gap) / Math.max(1, marks.length)),
  );
  const markWidth = Math.min(MOST_MARK, Math.max(2, pitch - 3));
  const bars: Bar[] = [];
  const dots: number[] = [];
  const loops: { x: number; width: number }[] = [];
  const hairlines: number[] = [];
  const binSlots: Slot[] = [];
  let x = EDGE;
  for (const [index, mark] of marks.entries()) {
    if (mark.afterPrompt && index > 0) {
      hairlines.push(Math.round(x + gap / 2) + 0.5);
      x += gap;
    }
    const left = x + (pitch - markWidth) / 2;
    binSlots.push({ x: left - 2, width: markWidth + 4 });
    bars.push(...barsOf(mark, left, markWidth));
    const last = loops.at(-1);
    if (mark.inLoop && last !== undefined && last.x + last.width >= left - pitch)
      last.width = left + markWidth - last.x;
    else if (mark.inLoop) loops.push({ x: left, width: markWidth });
    else if (mark.hasFinding) dots.push(left + markWidth / 2);
    x += pitch;
  }
  const slots = all.map(
    (_, index) => binSlots[Math.floor((index * marks.length) / all.length)] ?? { x: 0, width: 0 },
  );
  return {
    width: x,
    slots,
    bars,
    dots,
    loops,
    hairlines,
    labels: (current) => labelsOf(slots, current, width),
  };
}

/** Every fifth number, the first, and the current one; numbers that would touch the current one give way. */
function labelsOf(
  slots: readonly Slot[],
  current: number,
  width: number,
): readonly { x: number; step: number }[] {
  const middle = (step: number): number => {
    const slot = slots[step - 1];
    const half = (String(step).length * DIGIT_PX) / 2;
    return slot === undefined ? 0 : Math.max(half, Math.min(width - half, slot.x + slot.width / 2));
  };
  const every = slots.length > 300 ? 100 : slots.length > 60 ? 20 : 5;
  const labels: { x: number; step: number }[] = [];
  for (let step = 1; step <= slots.length; step = step === 1 ? every : step + every) {
    if (step !== current && Math.abs(middle(step) - middle(current)) > 18)
      labels.push({ x: middle(step), step });
  }
  if (current >= 1) labels.push({ x: middle(current), step: current });
  return labels;
}

/** What a mark says, in words: its number, calls, failures, findings, size. */
export function markWords(mark: StripMark, step: number): string {
  const calls =
    mark.calls === 0
      ? ''
      : `${mark.calls >= MOST_CALLS ? `${MOST_CALLS} or more` : mark.calls} calls in parallel`;
  return [
    `Step ${step}`,
    mark.isAnswer ? 'answer' : mark.calls === 1 ? '1 call' : calls,
    mark.failed > 0 ? 'failed' : '',
    mark.inLoop ? 'in a loop' : '',
    mark.hasFinding ? 'finding' : '',
    SIZE_WORDS[mark.size],
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** The step whose place is nearest to `x`. */
export function stepAtX({ slots }: ScrubberLayout, x: number): number {
  let best = 1;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, slot] of slots.entries()) {
    const distance = Math.abs(slot.x + slot.width / 2 - x);
    if (distance < least) {
      least = distance;
      best = index + 1;
    }
  }
  return best;
}
