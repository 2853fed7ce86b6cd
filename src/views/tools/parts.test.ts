import { expect, test } from 'vitest';
import { placeOf } from './errorPlace';
import { splitFacts } from './facts';
import { parseNumberedLines } from './numberedLines';
import { parseOutlineLine } from './outlineLine';
import { rangeOf } from './renderers/readFile';
import { groupHits, textList } from './searchHits';
import { openContent, partsText, withoutSaid } from './values';

test('numbered lines: numbers apart, text as it was, notices without a number', () => {
  expect(parseNumberedLines('     9|a\n    10|  b|c\n    11|\n[truncated]')).toEqual({
    text: 'a\n  b|c\n\n[truncated]',
    numbers: ['9', '10', '11', undefined],
  });
  expect(parseNumberedLines('plain\n     1|a')).toBeUndefined();
  expect(parseNumberedLines('')).toBeUndefined();
  expect(rangeOf({ offset: 40, limit: 20 })).toBe('lines 40 to 59');
  expect(rangeOf({ limit: 20 })).toBe('first 20 lines');
});

test('hits are grouped by file in order; another shape is refused', () => {
  expect(
    groupHits([
      { path: 'b', line: 2, content: 'x' },
      { path: 'a', line: '7', content: 'y' },
      { path: 'b', content: 'z' },
    ]),
  ).toEqual([
    {
      path: 'b',
      hits: [
        { line: '2', text: 'x' },
        { line: undefined, text: 'z' },
      ],
    },
    { path: 'a', hits: [{ line: '7', text: 'y' }] },
  ]);
  expect(groupHits([{ path: 'b' }])).toBeUndefined();
  expect(groupHits(undefined)).toBeUndefined();
  expect(groupHits([])).toEqual([]);
  expect(textList(['a', 1])).toBeUndefined();
});

test('a snapshot line in parts that joined are the line', () => {
  const lines = [
    '  - link "Next [ref=x]" [ref=e9]',
    '- text: Page 1',
    'no role',
    '',
    '    - row "a | b"',
    '- a "[ref=" b',
  ];
  for (const line of lines) {
    const { indent, role, rest, reference } = parseOutlineLine(line);
    expect(indent + role + rest + reference).toBe(line);
  }
  expect(parseOutlineLine(lines[0] ?? '')).toMatchObject({
    indent: '  ',
    role: '- link',
    reference: '[ref=e9]',
  });
});

test('short fields and the rest; numbers beyond exact integers say so', () => {
  const { facts, rest } = splitFacts({
    a: 1,
    b: null,
    c: 'x\ny',
    d: true,
    e: [1, 'x'],
    f: '',
    g: 2 ** 60,
    h: { ok: true },
    i: [[1]],
    j: [],
  });
  expect(facts).toEqual([
    ['a', '1'],
    ['d', 'true'],
    ['e', '1, x'],
    ['g', `≈ ${2 ** 60}`],
    ['h.ok', 'true'],
    ['j', 'none'],
  ]);
  expect(rest).toEqual({ c: 'x\ny', f: '', i: [[1]] });
});

test('contents nested once more, and multimodal parts', () => {
  expect(openContent({ content: { output: 'a' } })).toEqual({ output: 'a' });
  expect(openContent({ content: 'a' })).toEqual({ content: 'a' });
  expect(
    partsText([
      { type: 'text', text: 'a' },
      { type: 'text', text: 'b' },
    ]),
  ).toBe('a\nb');
  expect(partsText([{ type: 'image', data: 'b' }])).toBeUndefined();
  expect(partsText([])).toBeUndefined();
});

test('what the line above says in full is not said again', () => {
  expect(withoutSaid({ exit_code: 1, output: 'a' }, 'exit_code')).toEqual({ output: 'a' });
  expect(withoutSaid({ content: { error: 'no', a: 1 } }, 'content.error')).toEqual({ content: { a: 1 } });
  expect(withoutSaid({ error: 'two\nlines' }, 'error')).toEqual({ error: 'two\nlines' });
  expect(withoutSaid({ success: true, a: 1 }, undefined)).toEqual({ a: 1 });
  expect(withoutSaid('text', 'error')).toBe('text');
  expect(withoutSaid({ a: 1 }, 'toString')).toEqual({ a: 1 });
});

test('line and column of a place', () => {
  expect(placeOf('ab\ncd', 4)).toEqual({ line: 2, column: 2 });
  expect(placeOf('', 0)).toEqual({ line: 1, column: 1 });
});
