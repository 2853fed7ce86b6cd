import { expect, test } from 'vitest';
import { generic, rendererFor } from './registry';
import { summarizeArguments } from './summary';

test('a tool is served by its name', () => {
  for (const name of ['terminal', 'read_file', 'patch', 'todo', 'browser_snapshot', 'clarify', 'cronjob'])
    expect(rendererFor(name, {}).names).toContain(name);
});

test('a tool of another name is served by its shape', () => {
  expect(rendererFor('run', { command: 'ls' }).names).toContain('terminal');
  expect(rendererFor('x', {}, { content: { output: 'a', exit_code: 0, error: null } }).names).toContain(
    'terminal',
  );
  expect(rendererFor('x', {}, { content: '     1|a' }).names).toContain('read_file');
  expect(rendererFor('x', { path: 'a', content: 'b' }).names).toContain('write_file');
  expect(rendererFor('x', { path: 'a', old_string: 'b', new_string: 'c' }).names).toContain('patch');
  expect(rendererFor('x', {}, { todos: [{ id: 1, content: 'a', status: 'pending' }] }).names).toContain(
    'todo',
  );
});

test('all else is generic, also names from Object.prototype and arguments that are no object', () => {
  expect(rendererFor('weather', { city: 'Ulm' }, { sky: 'grey' })).toBe(generic);
  expect(rendererFor('constructor', [1], null)).toBe(generic);
  expect(rendererFor('toString', 'text', 'text')).toBe(generic);
});

test('arguments on one line', () => {
  const cases = [
    ['terminal', { command: 'a\n  b' }, 'a b'],
    ['read_file', { path: 'x.py', offset: 3 }, 'x.py'],
    ['todo', { todos: [{ id: '1', content: 'a', status: 'completed' }] }, '1 item, 1 of 1 done'],
    ['todo', {}, 'read the plan'],
    ['browser_type', { ref: '@e2', text: 'hi' }, '“hi” into @e2'],
    ['memory', { action: 'add', target: 'user', content: 'x' }, 'add user x'],
    ['delegate_task', { tasks: [{ goal: 'a' }, { goal: 'b' }] }, '2 tasks'],
    ['weather', { city: 'Ulm', days: 3 }, 'city: Ulm, days: 3'],
    ['weather', {}, ''],
  ] as const;
  for (const [name, args, line] of cases) expect(summarizeArguments(name, args)).toBe(line);
  expect(summarizeArguments('x', [1, 2])).toBe('[1,2]');
});
