import { describe, expect, it } from 'vitest';
import { findStaleDocs } from './docs';
import { compareCases } from './tutorialDoc';

describe('documents made from the code', () => {
  it('are up to date (else run `npx tsx scripts/docs.ts`)', () => {
    expect(findStaleDocs()).toEqual([]);
  });
});

describe('the tutorial beside ours', () => {
  it.each(compareCases())('$title: a difference is explained', ({ same, findings, why }) => {
    if (same) return;
    // By a finding of the record, or by a rule named in words.
    expect(findings.length > 0 || /rule|ends where|only|opens/i.test(why)).toBe(true);
  });
});
