import { expect, it } from 'vitest';

import { toTurnList } from './conversationShape';

const a = { from: 'human', value: 'a' };
const b = { from: 'gpt', value: 'b' };

it.each([
  ['a list', [a, b]],
  ['a struct of lists', { from: ['human', 'gpt'], value: ['a', 'b'] }],
  ['wrapped elements', [{ element: a }, { element: b }]],
  ['a two-level list', { array: [a, b] }],
  ['a three-level list', { list: [{ item: a }, { item: b }] }],
  ['JSON text', JSON.stringify([a, b])],
  ['JSON text of a struct of lists', JSON.stringify({ from: ['human', 'gpt'], value: ['a', 'b'] })],
])('opens %s', (_, value) => {
  expect(toTurnList(value)).toEqual([a, b]);
});

it.each([[null], [7], ['no JSON'], [{ x: 1 }], [[]], [['text']]])('leaves %j', (value) => {
  expect(toTurnList(value)).toEqual(value);
});

it('does not lose turns when lists differ in length', () => {
  expect(toTurnList({ from: ['human'], value: ['a', 'b'] })).toEqual([a, { value: 'b' }]);
});
