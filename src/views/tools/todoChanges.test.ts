import { expect, test } from 'vitest';
import { compareTodos, doneOf, readTodos, repeatsAll } from './todoChanges';

const before = [
  { id: '1', content: 'read', status: 'in_progress' },
  { id: '2', content: 'write', status: 'pending' },
  { id: '3', content: 'drop', status: 'pending' },
];
const after = [
  { id: '1', content: 'read', status: 'completed' },
  { id: '2', content: 'write it', status: 'pending' },
  { id: '4', content: 'test', status: 'pending' },
];

test('what changed from the plan before', () => {
  expect(compareTodos(before, after)).toEqual({
    items: [
      { ...after[0], change: 'was in progress' },
      { ...after[1], change: 'was “write”' },
      { ...after[2], change: 'new' },
    ],
    removed: [before[2]],
  });
  expect(compareTodos(undefined, after)).toEqual({ items: after, removed: [] });
});

test('plans are read from arguments and responses, other shapes refused', () => {
  expect(readTodos({ todos: [{ content: 'a' }] })).toEqual([{ id: '1', content: 'a', status: 'pending' }]);
  expect(readTodos({ todos: [{ id: 1, content: 'a', status: 'x' }] })).toEqual([
    { id: '1', content: 'a', status: 'x' },
  ]);
  expect(readTodos({ todos: ['a'] })).toBeUndefined();
  expect(readTodos({})).toBeUndefined();
});

test('a response that repeats the request is recognised', () => {
  expect(repeatsAll(after, [...after, ...before.slice(2)])).toBe(true);
  expect(repeatsAll(after, before)).toBe(false);
  expect(doneOf(after)).toBe('1 of 3 done');
});
