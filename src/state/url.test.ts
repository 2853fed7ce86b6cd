import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FACET_KEYS,
  NO_FILTER,
  parseFilterText,
  printFilterText,
  RANGE_KEYS,
  SORT_KEYS,
  TEXT_PLACES,
  withFacet,
  withRange,
  type TrajectoryFilter,
} from '../trace';
import {
  decodeParams,
  encodeParams,
  NO_PARAMS,
  TEXT_MATCHES,
  textClauseOf,
  textPairsOf,
  upgradePairs,
  type UrlParams,
} from './url';

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
const small = fc.nat({ max: 9_999 });
/** Of a range: all that can be written. */
const end = fc.nat({ max: 999_999_999 });
const clause = fc
  .uniqueArray(text, { maxLength: 4 })
  .chain((values) =>
    fc
      .nat({ max: values.length })
      .map((cut) => ({ include: values.slice(0, cut), exclude: values.slice(cut) })),
  );
const filter = fc
  .record({
    q: fc.string({ unit: 'grapheme', maxLength: 12 }),
    facets: fc.dictionary(fc.constantFrom(...FACET_KEYS), clause),
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
  .map(({ q, facets, toolMode, ranges }) => {
    let built: TrajectoryFilter = { facets: {}, ranges: {}, q, toolMode };
    for (const key of FACET_KEYS) built = withFacet(built, key, facets[key] ?? { include: [], exclude: [] });
    for (const key of RANGE_KEYS) built = withRange(built, key, ranges[key] ?? {});
    return built;
  });
const params: fc.Arbitrary<UrlParams> = fc.record(
  {
    src: fc.uniqueArray(text, { maxLength: 3 }),
    filter,
    rule: fc.constantFrom('structured' as const, 'batch_runner' as const, 'tutorial' as const),
    sort: fc.record({
      key: fc.constantFrom(...SORT_KEYS),
      direction: fc.constantFrom('asc' as const, 'desc' as const),
    }),
    step: small,
    block: fc.record({ turn: small, block: small }),
    quote: text,
    row: fc.record({ file: small, row: small }),
    sql: text,
    text,
    in: fc.uniqueArray(
      fc.oneof(
        fc.record({ place: fc.constantFrom(...TEXT_PLACES) }),
        fc.record({ place: fc.constantFrom('calls' as const, 'responses' as const), tool: text }),
      ),
      { minLength: 1, maxLength: 3, selector: (scope) => JSON.stringify(scope) },
    ),
    match: fc.constantFrom(...TEXT_MATCHES),
    hits: fc.constantFrom('only' as const, 'none' as const),
    vs: text,
    a: text,
    b: text,
    dropped: fc.constant([]),
  },
  { requiredKeys: ['src', 'filter', 'rule', 'dropped'] },
);

describe('the URL codec', () => {
  it('gives back what it was given', () => {
    fc.assert(
      fc.property(params, (given) => {
        expect(decodeParams(encodeParams(given))).toEqual(given);
      }),
      { seed: 7, numRuns: process.env['DEEP'] === undefined ? 300 : 20_000 },
    );
  });

  it('carries a list narrowed by full text', () => {
    const clause = fc.record({
      search: fc.record(
        {
          text,
          scopes: fc.uniqueArray(fc.record({ place: fc.constantFrom(...TEXT_PLACES) }), {
            maxLength: 3,
            selector: ({ place }) => place,
          }),
          matchCase: fc.boolean(),
          isRegex: fc.constant(true as const),
        },
        { requiredKeys: ['text', 'scopes', 'matchCase'] },
      ),
      isExcluded: fc.boolean(),
    });
    fc.assert(
      fc.property(clause, (given) => {
        const pairs = textPairsOf(given.search, given.isExcluded ? 'none' : 'only');
        const read = decodeParams(encodeParams({ ...NO_PARAMS, ...pairs }));
        expect(read.dropped).toEqual([]);
        expect(textClauseOf(read)).toEqual(given);
        expect(textClauseOf({ ...read, text: `${given.search.text}.` })).not.toEqual(given);
      }),
      { seed: 7, numRuns: 300 },
    );
    expect(textClauseOf(decodeParams('hits=only'))).toBeUndefined();
    expect(textClauseOf(decodeParams('text=a'))).toBeUndefined();
  });

  it('carries what a filter text says', () => {
    fc.assert(
      fc.property(filter, (given) => {
        const printed = printFilterText(decodeParams(encodeParams({ ...NO_PARAMS, filter: given })).filter);
        const read = parseFilterText(printed);
        expect(read).toMatchObject({
          kind: 'filter',
          filter: { facets: given.facets, ranges: given.ranges },
        });
        expect(printed).toBe(printFilterText(given));
      }),
      { seed: 7, numRuns: process.env['DEEP'] === undefined ? 300 : 20_000 },
    );
  });

  it('never throws, whatever stands there', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (anything) => {
        expect(decodeParams(anything).rule).toBeDefined();
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it('drops a bad pair alone and names it', () => {
    const read = decodeParams(
      '?step=x&cat=A&turns=9-3&who=me&sort=turns.up&rule=mine&row=1&__proto__=1&in=think:x&match=fuzzy',
    );
    expect(read.filter.facets.cat).toEqual({ include: ['A'], exclude: [] });
    expect(read.dropped).toEqual([
      'step=x',
      'turns=9-3',
      'who=me',
      'sort=turns.up',
      'rule=mine',
      'row=1',
      '__proto__=1',
      'in=think:x',
      'match=fuzzy',
    ]);
  });

  it('reads the documented pairs', () => {
    const read = decodeParams(
      'src=demo:kimi&cat=File%20Operations&tool=-terminal&turns=5-&calls=-9&sort=failures.desc&step=3&row=0.17&block=4.1',
    );
    expect(read).toEqual({
      ...NO_PARAMS,
      src: ['demo:kimi'],
      filter: {
        ...NO_FILTER,
        facets: {
          cat: { include: ['File Operations'], exclude: [] },
          tool: { include: [], exclude: ['terminal'] },
        },
        ranges: { turns: { min: 5 }, calls: { max: 9 } },
      },
      sort: { key: 'failures', direction: 'desc' },
      step: 3,
      row: { file: 0, row: 17 },
      block: { turn: 4, block: 1 },
    });
  });
});

describe('versions of the address', () => {
  const rename = (from: string, to: string) => (pairs: readonly (readonly [string, string])[]) =>
    pairs.map(([key, value]) => [key === from ? to : key, value] as const);
  const upgrades = [rename('category', 'group'), rename('group', 'cat')];

  it('takes a link of any earlier version to this one', () => {
    const last = [['cat', 'x']];
    expect(upgradePairs([['category', 'x']], upgrades)).toEqual(last);
    expect(upgradePairs([['v', '1'], ['category', 'x']], upgrades)).toEqual(last); // prettier-ignore
    expect(upgradePairs([['v', '2'], ['group', 'x']], upgrades)).toEqual(last); // prettier-ignore
    expect(upgradePairs([['v', '3'], ['cat', 'x']], upgrades)).toEqual(last); // prettier-ignore
  });

  it('reads what it understands of a later version, and names the rest', () => {
    expect(decodeParams('v=9&cat=x&later=1')).toMatchObject({
      filter: { facets: { cat: { include: ['x'] } } },
      dropped: ['v=9', 'later=1'],
    });
    expect(decodeParams('v=1&cat=x').dropped).toEqual([]);
  });
});

describe('one bad pair', () => {
  const good =
    'src=demo&q=a&cat=b&tool=-c&turns=2-&failures=-3&rule=tutorial&sort=turns.desc&step=4&block=1.2&row=0.5&quote=d&sql=e';
  const whole = decodeParams(good);
  it.each([
    'src=',
    'src=a%0Ab',
    'toolmode=some',
    'turns=9-1',
    'turns=-',
    'turns=1e3-',
    'failures=99999999999-',
    'rule=none',
    'sort=turns',
    'sort=__proto__.asc',
    'step=-1',
    'step=NaN',
    'block=1',
    'block=1.2.3',
    'row=a.b',
    'quote=',
    '__proto__=x',
    'constructor=x',
    'unknown=x',
  ])('%s is dropped alone and named', (bad) => {
    expect(decodeParams(`${good}&${bad}`)).toEqual({
      ...whole,
      dropped: [[...new URLSearchParams(bad)].map(([key, value]) => `${key}=${value}`).join('')],
    });
  });
});
