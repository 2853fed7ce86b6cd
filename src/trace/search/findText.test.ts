import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { RUNS } from '../../testing/arbitraries';
import { parseRecord } from '../record/parseRecord';
import type { Trajectory } from '../model';
import { createTextFinder, formatTextScope, parseTextScope, TEXT_PLACES, type TextScope } from './findText';
import { foldCase } from './foldCase';
import { createFinder, createNeedle, findSpans, patternProblem } from './needle';

const fold1 = (char: string): string => [...char].map(foldCase).join('');

test('folding keeps every offset and joins exactly what differs in case only', () => {
  const escape = (char: string): string => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`;
  const wrong: string[] = [];
  for (let code = 0; code < 0x1_e000; code += 1) {
    if (code >= 0xd800 && code < 0xe000) continue;
    const char = String.fromCodePoint(code);
    const folded = foldCase(char);
    if (folded === char) continue;
    // the engine's own simple folding is another implementation of the same table
    const isSame = folded.length === char.length && new RegExp(`^${escape(folded)}$`, 'iu').test(char);
    if (!isSame) wrong.push(char);
  }
  expect(wrong).toEqual([]);
  expect(foldCase('ΑΣ ς Kſ İI ıß ẞ 𐐀')).toBe('ασ σ ks İi ıß ß 𐐨');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(foldCase(text)).toBe(fold1(text));
    }),
    RUNS,
  );
});

/** Character by character: what `findSpans` must equal. */
function naiveSpans(value: string, text: string): number[] {
  const starts: number[] = [];
  const [sought, all] = [foldCase(text), foldCase(value)];
  for (let at = 0; at + sought.length <= all.length; at += 1) {
    if (all.slice(at, at + sought.length) !== sought) continue;
    starts.push(at);
    at += sought.length - 1;
  }
  return starts;
}

test('places of a text are those of a scan from every character', () => {
  const word = fc.string({
    unit: fc.constantFrom('a', 'A', 'b', 'ſ', 's', ' ', '.', '*', '('),
    maxLength: 40,
  });
  const sought = fc.string({
    unit: fc.constantFrom('a', 'b', 'S', ' ', '.', '*', '('),
    minLength: 1,
    maxLength: 3,
  });
  fc.assert(
    fc.property(word, sought, (value, text) => {
      expect(findSpans(value, createNeedle(text)).map(({ start }) => start)).toEqual(naiveSpans(value, text));
    }),
    RUNS,
  );
});

test('a text inside JSON is found as it reads, its case as asked', () => {
  const value = JSON.stringify({ command: 'echo "hé"\nls' });
  expect(findSpans(value, createNeedle('echo "hé"\nls'))).toHaveLength(1);
  expect(findSpans(value.replace('é', '\\u00e9'), createNeedle('"HÉ"'))).toHaveLength(0);
  expect(findSpans(value.replace('é', '\\u00e9'), createNeedle('"hé"'))).toHaveLength(1);
  expect(findSpans('Abc abc', createNeedle('abc', true))).toEqual([{ start: 4, end: 7 }]);
  expect(findSpans('abc', createNeedle(''))).toEqual([]);
});

const RECORD = {
  id: 'a',
  conversations: [
    { from: 'system', value: 'needle for all' },
    { from: 'human', value: 'find the Needle' },
    {
      from: 'gpt',
      value:
        '<think>\nneedle? needle!\n</think>\nA needle.\n<tool_call>\n{"name": "terminal", "arguments": {"command": "needle"}}\n</tool_call>\n<tool_call>\n{"name": "todo", "arguments": {"x": "needle"}}\n</tool_call>',
    },
    {
      from: 'tool',
      value:
        '<tool_response>\n{"tool_call_id": "1", "name": "terminal", "content": "needle needle needle"}\n</tool_response>\n<tool_response>\n{"tool_call_id": "2", "name": "todo", "content": "none"}\n</tool_response>',
    },
    { from: 'gpt', value: '<think>\n</think>\nNo more.' },
  ],
};

function trajectoryOf(record: Record<string, unknown>): Trajectory {
  const parsed = parseRecord(record);
  if (parsed.kind !== 'trajectory') throw new Error(parsed.kind);
  return parsed.trajectory;
}

const found = (text: string, scopes: readonly TextScope[] = []) =>
  createTextFinder({ text, scopes, matchCase: false })(trajectoryOf(RECORD));

test('by role and kind of block', () => {
  const counts = TEXT_PLACES.map((place) => [place, found('NEEDLE', [{ place }]).count]);
  expect(Object.fromEntries(counts)).toEqual({
    think: 2,
    answers: 1,
    calls: 2,
    responses: 3,
    user: 1,
    system: 1,
    other: 0,
  });
  expect(found('needle').count).toBe(10);
  expect(found('needle', [{ place: 'calls', tool: 'todo' }]).count).toBe(1);
  expect(found('needle', [{ place: 'responses', tool: 'todo' }, { place: 'think' }]).count).toBe(2);
  expect(found('needle', [{ place: 'responses', tool: 'terminal' }]).hits[0]).toMatchObject({
    step: 1,
    turn: 3,
    block: 0,
    place: 'responses',
    tool: 'terminal',
  });
  // delimiters are recorded text too, but inside nothing
  expect(found('</think>').count).toBe(2);
  expect(found('</think>', [{ place: 'think' }]).count).toBe(0);
  expect(found(' ')).toEqual({ count: 0, hits: [] });
});

test('hits beyond the bound are counted, and each is the text at its place', () => {
  const trajectory = trajectoryOf(RECORD);
  const { count, hits } = createTextFinder({ text: 'needle', scopes: [], matchCase: false }, 4)(trajectory);
  expect([count, hits.length]).toEqual([10, 4]);
  for (const { turn, block, start, end } of hits) {
    const { value, blocks } = trajectory.turns[turn] ?? { value: '', blocks: [] };
    expect(value.slice(start, end).toLowerCase()).toBe('needle');
    expect(blocks[block]?.start).toBeLessThanOrEqual(start);
    expect(blocks[block]?.end).toBeGreaterThanOrEqual(end);
  }
});

test('a scope is written and read back', () => {
  for (const text of ['think', 'responses:terminal', 'calls:a:b']) {
    const scope = parseTextScope(text);
    expect(scope && formatTextScope(scope)).toBe(text);
  }
  expect(['', 'x', 'think:terminal', 'calls:'].map(parseTextScope)).toEqual(Array(4).fill(undefined));
});

test('a pattern is found where the language itself finds it; empty matches and bad patterns nowhere', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'B', '𝒳', ' ', '\n', '1'), maxLength: 30 });
  const pattern = fc.constantFrom(
    'a+',
    '^.',
    '\\d|B$',
    '(?:)',
    'a*',
    '.',
    '[^a]{2}',
    '(?<=a)b',
    '𝒳?',
    '(',
    '\\',
  );
  fc.assert(
    fc.property(word, pattern, fc.boolean(), (value, text, matchCase) => {
      const sought = { text, matchCase, isRegex: true };
      const find = createFinder(sought);
      const isPattern = patternProblem(sought) === undefined;
      // what is no pattern finds nothing
      const all = isPattern ? [...value.matchAll(new RegExp(text, matchCase ? 'gmu' : 'gimu'))] : [];
      const expected = all
        .filter(({ 0: match }) => match !== '')
        .map(({ 0: match, index }) => ({ start: index, end: index + match.length }));
      expect(find(value)).toEqual(expected);
      expect(find(`__${value}__`, { start: 2, end: 2 + value.length }, 2)).toEqual(
        expected.slice(0, 2).map(({ start, end }) => ({ start: start + 2, end: end + 2 })),
      );
    }),
    RUNS,
  );
  expect(patternProblem({ text: '(', matchCase: false, isRegex: true })).toMatch(
    /Invalid regular expression/,
  );
  expect(patternProblem({ text: '(', matchCase: false })).toBeUndefined();
});
