import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RUNS } from '../testing/arbitraries';
import { realData } from '../testing/realData';
import { FACET_KEYS, NO_FILTER, RANGE_KEYS, withFacet, withRange, type TrajectoryFilter } from './filter';
import { parseFilterText, printFilterText, type FilterTextError } from './filterText';
import { searchWords, writeSearch } from './searchWords';

const HOSTILE = [
  "'; DROP TABLE listing; --",
  '" OR 1=1 --',
  '\\',
  '\\"',
  '"',
  '"a',
  'a"b',
  '-',
  '--help',
  'cat:x',
  'turns>=3',
  'http://x',
  'Error:',
  '%',
  '$1',
  '&tool=a#b?c',
  '+',
  '\u0000',
  '\u202e',
  '😀',
  '',
];
const naughtyFolder = realData('corpora/blns');
const NAUGHTY =
  naughtyFolder === undefined
    ? []
    : // its documented form: an array of strings
      (JSON.parse(readFileSync(join(naughtyFolder, 'blns.json'), 'utf8')) as string[]);

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(...HOSTILE),
  fc.constantFrom(...HOSTILE, ...NAUGHTY),
);
const end = fc.nat({ max: 999_999_999 });
const filters: fc.Arbitrary<TrajectoryFilter> = fc
  .record({
    words: fc.array(
      text.filter((word) => word !== ''),
      { maxLength: 4 },
    ),
    facets: fc.dictionary(
      fc.constantFrom(...FACET_KEYS),
      fc.uniqueArray(text, { maxLength: 4 }).chain((values) =>
        fc.nat({ max: values.length }).map((cut) => ({
          include: values.slice(0, cut),
          exclude: values.slice(cut),
        })),
      ),
    ),
    toolMode: fc.constantFrom('any' as const, 'all' as const),
    ranges: fc.dictionary(
      fc.constantFrom(...RANGE_KEYS),
      fc.oneof(
        end.map((min) => ({ min })),
        end.map((max) => ({ max })),
        fc.tuple(end, end).map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) })),
      ),
    ),
  })
  .map(({ words, facets, toolMode, ranges }) => {
    let filter: TrajectoryFilter = { ...NO_FILTER, q: writeSearch(words), toolMode };
    for (const key of FACET_KEYS)
      filter = withFacet(filter, key, facets[key] ?? { include: [], exclude: [] });
    for (const key of RANGE_KEYS) filter = withRange(filter, key, ranges[key] ?? {});
    return filter;
  });

function parsed(written: string): TrajectoryFilter {
  const result = parseFilterText(written);
  if (result.kind === 'error') throw new Error(`${result.error.start}: ${result.error.message}: ${written}`);
  return result.filter;
}

function errorIn(written: string): FilterTextError & { readonly at: string } {
  const result = parseFilterText(written);
  if (result.kind !== 'error') throw new Error(`no error in ${written}`);
  return { ...result.error, at: written.slice(result.error.start, result.error.end) };
}

describe('filter text', () => {
  it('gives every filter back', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        expect(parsed(printFilterText(filter))).toEqual(filter);
      }),
      RUNS,
    );
  });

  it('is stable: what is printed of a text prints the same', () => {
    const piece = fc.oneof(
      text,
      fc.constantFrom(
        'cat:"a b"',
        '-tool:x',
        'turns:3..',
        'failures>=2',
        'toolmode:all',
        '"free text"',
        'CAT:x',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const written = pieces.join(' ');
        const result = parseFilterText(written);
        const kept = result.kind === 'filter' ? result.filter : NO_FILTER;
        const { start, end: to } = result.kind === 'error' ? result.error : { start: 0, end: 0 };
        expect(start >= 0 && start <= to && to <= written.length).toBe(true);
        const printed = printFilterText(kept);
        expect(printFilterText(parsed(printed))).toBe(printed);
        expect(parsed(printed)).toEqual(kept);
      }),
      RUNS,
    );
  });

  it.each([...HOSTILE, ...NAUGHTY].map((value) => [value]))('takes %j as literal text', (value) => {
    const filter: TrajectoryFilter = {
      ...NO_FILTER,
      q: writeSearch(value === '' ? [] : [value]),
      facets: { cat: { include: [value], exclude: [] }, tool: { include: [], exclude: [value] } },
    };
    expect(parsed(printFilterText(filter))).toEqual(filter);
    expect(searchWords(filter.q)).toEqual(value === '' ? [] : [value]);
  });

  it('reads the documented example', () => {
    const written =
      'cat:"Repository Tasks" tool:terminal -finding:loop_repeat failures>=3 turns:10..30 "free text" word';
    const filter = parsed(written);
    expect(filter).toEqual({
      q: '"free text" word',
      toolMode: 'any',
      facets: {
        cat: { include: ['Repository Tasks'], exclude: [] },
        tool: { include: ['terminal'], exclude: [] },
        finding: { include: [], exclude: ['loop_repeat'] },
      },
      ranges: { turns: { min: 10, max: 30 }, failures: { min: 3 } },
    });
    expect(parsed(printFilterText(filter))).toEqual(filter);
    expect(parsed('turns>9 turns<31')).toEqual(parsed('turns:10..30'));
    expect(parsed('rate limiter').q).toBe('rate limiter');
    expect(parsed('http://x Error: it"s')).toEqual({ ...NO_FILTER, q: 'http://x Error: it"s' });
  });

  it.each([
    ['tool:a catt:x', 'catt', /no filter “catt”; there is cat\./],
    ['x cat:"abc', '"abc', /not closed/],
    ['cat:"a"b', 'b', /blank is missing/],
    ['turns:10..x', 'x', /whole number/],
    ['turns:30..10', '30..10', /at least 30 and at most 10/],
    ['turns>=30 turns<10', '10', /at least 30 and at most 9/],
    ['failures>=1234567890', '1234567890', /At most 999999999/],
    ['turns<0', '0', /less than 0/],
    ['tool:', '', /tool needs a value/],
    ['tool>=3', '>=', /takes a colon/],
    ['-turns:3', '-', /cannot be excluded/],
    ['fix -word', '-word', /Only a filter can be excluded/],
    ['tool:a -tool:a', '-tool:a', /both included and excluded/],
    ['toolmode:some', 'some', /any or all/],
  ])('says what is wrong in %j at the character', (written, at, message) => {
    const error = errorIn(written);
    expect(error.at).toBe(at);
    expect(error.message).toMatch(message);
    expect(written.lastIndexOf(at)).toBe(error.start);
  });
});
