import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowsAround, scaleOf, topToShow } from './scaledScroll';

describe('scaled scrolling', () => {
  it('leaves lists alone that fit, and bounds those that do not', () => {
    expect(scaleOf(14_701, 32, 700)).toEqual({ contentPx: 470_432, trackPx: 470_432, ratio: 1 });
    const { trackPx, ratio, contentPx } = scaleOf(1_000_000, 92, 700);
    expect(trackPx).toBeLessThan(17_000_000);
    // the ends of the track are the ends of the list
    expect((trackPx - 700) * ratio).toBeCloseTo(contentPx - 700, 3);
  });

  it('shows every row wherever the view stood, with few rows drawn', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2_000_000 }),
        fc.constantFrom(32, 40, 92),
        fc.integer({ min: 92, max: 3_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (count, rowPx, viewPx, at, from) => {
          const index = Math.min(count - 1, Math.floor(at * count));
          const most = Math.max(0, count * rowPx - viewPx);
          const top = topToShow(index, rowPx, viewPx, from * most);
          expect(top <= index * rowPx && top + viewPx >= (index + 1) * rowPx).toBe(true);
          const [first, last] = rowsAround({ count, rowPx, viewPx }, top, 6);
          expect(first <= index && index <= last).toBe(true);
          expect(last - first + 1).toBeLessThanOrEqual(Math.ceil(viewPx / rowPx) + 14);
        },
      ),
      { seed: 3, numRuns: 500 },
    );
  });
});
