/** The scanner against the rules said again without any of its memory: same blocks at the same places. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RUNS, soup } from '../testing/arbitraries';
import { scanPlainly } from '../testing/referenceScanner';
import { scanTurn } from './index';

const FOREIGN = /<function=|<invoke |<function_calls>|<\||<｜/g;
const JOINED = fc
  .array(soup, { minLength: 2, maxLength: 8, size: 'max' })
  .map((parts) => parts.join('').replaceAll(FOREIGN, 'f'));
/** Reasoning recovered after a blank block has a rule of its own. */
const text = fc
  .oneof(soup, JOINED)
  .map((value) => value.replaceAll(FOREIGN, 'f'))
  .filter(
    (value) => !/^\p{White_Space}*<think>\p{White_Space}*<\/think>/u.test(value) && value.search(FOREIGN) < 0,
  );

describe('the scanner', () => {
  it('finds what the plain reading finds', () => {
    fc.assert(
      fc.property(text, (value) => {
        const blocks = scanTurn('gpt', value).blocks.filter(({ kind }) => kind !== 'text');
        expect(blocks.map(({ kind, start, end }) => `${kind} ${start}–${end}`)).toEqual(scanPlainly(value));
      }),
      RUNS,
    );
  }, 1_200_000);
});
