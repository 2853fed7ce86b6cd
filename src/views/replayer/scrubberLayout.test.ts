import { expect, test } from 'vitest';
import type { StripMark } from '../../trace';
import { layoutScrubber, markWords, stepAtX } from './scrubberLayout';

const plain: StripMark = {
  size: 1,
  calls: 1,
  failed: 0,
  hasFinding: false,
  inLoop: false,
  isAnswer: false,
  afterPrompt: false,
};

test('every step has a place that leads back to it, and shows its kind, size, failure, loop, finding', () => {
  const marks: StripMark[] = [
    { ...plain, size: 0 },
    { ...plain, size: 2, calls: 3, failed: 1 },
    { ...plain, inLoop: true },
    { ...plain, inLoop: true },
    { ...plain, hasFinding: true, afterPrompt: true },
    { ...plain, calls: 0, isAnswer: true },
  ];
  const layout = layoutScrubber(marks, 600);
  for (const [index, { x, width }] of layout.slots.entries()) {
    expect(stepAtX(layout, x + width / 2)).toBe(index + 1);
  }
  expect(layout.bars.filter(({ kind }) => kind === 'answer')).toHaveLength(1);
  // one of three segments, and the foot below the line
  expect(layout.bars.filter(({ kind }) => kind === 'failed')).toHaveLength(2);
  expect(layout.bars[0]?.height).toBeLessThan(layout.bars.at(-2)?.height ?? 0);
  expect(layout.loops).toHaveLength(1);
  expect(layout.dots).toHaveLength(1);
  expect(layout.hairlines).toHaveLength(1);
});

test('too many steps share a place: the worst of them is drawn, and every place is inside', () => {
  const marks = Array.from({ length: 5000 }, (_, index) => ({ ...plain, failed: index === 2345 ? 1 : 0 }));
  const layout = layoutScrubber(marks, 640);
  expect(layout.bars.some(({ kind }) => kind === 'failed')).toBe(true);
  expect(layout.slots).toHaveLength(5000);
  expect(Math.max(...layout.slots.map(({ x, width }) => x + width))).toBeLessThanOrEqual(640);
  expect(layout.labels(2346).at(-1)?.step).toBe(2346);
  expect(layout.labels(5000).at(-1)?.x).toBeLessThan(640 - 12);
});

test('a mark in words', () => {
  expect(markWords({ ...plain, size: 2, calls: 3, failed: 1, hasFinding: true }, 12)).toBe(
    'Step 12, 3 calls in parallel, failed, finding, long',
  );
  expect(markWords({ ...plain, calls: 7 }, 2)).toBe('Step 2, 7 or more calls in parallel, middle');
  expect(markWords({ ...plain, calls: 0, isAnswer: true, size: 0 }, 3)).toBe('Step 3, answer, short');
});
