import { expect, test } from 'vitest';
import type { StepCall } from '../../trace';
import { toolToFollow } from './useSameTool';

const calls: readonly StepCall[] = [
  { ref: { turn: 4, block: 1 }, name: 'read_file', status: 'ok', response: { turn: 5, block: 0 } },
  { ref: { turn: 4, block: 2 }, name: 'terminal', status: 'ok' },
];

test('a walk keeps its tool though another is called first; the focused call is stronger', () => {
  expect(toolToFollow(calls, undefined, undefined)).toBe('read_file');
  expect(toolToFollow(calls, undefined, 'terminal')).toBe('terminal');
  expect(toolToFollow(calls, undefined, 'patch')).toBe('read_file');
  expect(toolToFollow(calls, { turn: 4, block: 2 }, undefined)).toBe('terminal');
  expect(toolToFollow(calls, { turn: 5, block: 0 }, 'terminal')).toBe('read_file');
  expect(toolToFollow(calls, { turn: 4, block: 0 }, 'terminal')).toBe('terminal');
  expect(toolToFollow([], undefined, 'terminal')).toBeUndefined();
});
