import { expect, test } from 'vitest';
import { PartJoin, toParts } from './inParts';

const items = [
  { value: 'a' },
  { value: 'bb'.repeat(3), blocks: [{ content: { output: 'y'.repeat(25), code: 1 } }, { content: null }] },
  { value: 'x'.repeat(33), blocks: [{ content: 'z'.repeat(21) }, { content: ['é'.repeat(11), 'short'] }] },
  JSON.parse(`{"value": "${'v'.repeat(12)}", "__proto__": "${'p'.repeat(30)}"}`) as { value: string },
  { value: '' },
];

test('parts joined are the items, and no part holds a longer text', () => {
  for (const most of [1, 4, 10, 1_000]) {
    const parts = [...toParts(items, ({ value }) => value.length, most)];
    const join = new PartJoin<object>();
    for (const part of parts) join.take(structuredClone(part));
    expect(join.items).toEqual(items);
    expect(Object.hasOwn(join.items[3] ?? {}, '__proto__')).toBe(true);
    expect(parts.filter((part) => part.kind === 'text' && part.text.length > most)).toEqual([]);
  }
  expect([...toParts(items, ({ value }) => value.length, 1_000)]).toHaveLength(1);
  expect([...toParts([], () => 1, 10)]).toEqual([]);
});

test('an item above the bound comes alone, without its long texts', () => {
  const [before, alone, ...rest] = [...toParts(items, ({ value }) => value.length, 10)];
  expect(before).toEqual({ kind: 'items', items: items.slice(0, 2) });
  expect(alone).toMatchObject({ kind: 'items', items: [{ value: '', blocks: [{ content: '' }, {}] }] });
  expect(rest.filter((part) => part.kind === 'text').length).toBeGreaterThan(6);
});
