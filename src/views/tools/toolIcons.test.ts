import { expect, test } from 'vitest';
import { ToolIcon } from './toolIcons';

test('a tool named like a method of every object has an icon like any other', () => {
  const other = ToolIcon({ name: 'some tool' });
  for (const name of ['constructor', 'toString', 'hasOwnProperty', '__proto__'])
    expect(ToolIcon({ name })).toEqual(other);
  expect(ToolIcon({ name: 'terminal' })).not.toEqual(other);
});
