import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countLines, cutText, formatBytes, plural } from './text';

const lines = (count: number): string =>
  Array.from({ length: count }, (_, index) => `line ${index + 1}`).join('\n');

describe('cutText', () => {
  it('leaves a short text alone', () => {
    expect(cutText(lines(12), { maxLines: 12, maxChars: 4000, keep: 'first' })).toEqual({
      text: lines(12),
      isCut: false,
      shownLines: 12,
      totalLines: 12,
    });
  });

  it('keeps the first lines, or the last', () => {
    const first = cutText(lines(31), { maxLines: 11, maxChars: 4000, keep: 'first' });
    expect(first).toMatchObject({ isCut: true, shownLines: 11, totalLines: 31 });
    expect(first.text.endsWith('line 11')).toBe(true);
    const last = cutText(lines(31), { maxLines: 11, maxChars: 4000, keep: 'last' });
    expect(last).toMatchObject({ isCut: true, shownLines: 11, totalLines: 31 });
    expect(last.text.startsWith('line 21')).toBe(true);
  });

  it('bounds a single endless line', () => {
    const cut = cutText('x'.repeat(100_000), { maxLines: 11, maxChars: 4000, keep: 'last' });
    expect(cut).toMatchObject({ isCut: true, shownLines: 1, totalLines: 1 });
    expect(cut.text.length).toBe(4000);
  });

  it('shows a prefix or suffix, never more than asked', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '\n', '€') }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 30 }),
        fc.constantFrom('first' as const, 'last' as const),
        (text, maxLines, maxChars, keep) => {
          const cut = cutText(text, { maxLines, maxChars, keep });
          expect(keep === 'first' ? text.startsWith(cut.text) : text.endsWith(cut.text)).toBe(true);
          expect(cut.isCut).toBe(cut.text !== text);
          expect(!cut.isCut || cut.text.length <= maxChars).toBe(true);
          expect(!cut.isCut || countLines(cut.text) <= maxLines).toBe(true);
        },
      ),
      { seed: 11, numRuns: 2000 },
    );
  });
});

describe('words for numbers', () => {
  it('says sizes in decimal units', () => {
    expect([0, 204, 1_900, 999_999, 3_100_000, 508_262_558].map(formatBytes)).toEqual([
      '0 B',
      '204 B',
      '1.9 kB',
      '1000 kB',
      '3.1 MB',
      '508 MB',
    ]);
  });
  it('counts with commas', () => {
    expect([plural(1, 'call'), plural(14_701, 'trajectory', 'trajectories')]).toEqual([
      '1 call',
      '14,701 trajectories',
    ]);
  });
});
