import { expect, test } from 'vitest';
import { recordFacts } from './recordFacts';

test('facts, tables without zero rows, and the rest', () => {
  const stats = { terminal: { count: 2, failure: 1 }, todo: { count: 0, failure: 0 } };
  const found = recordFacts({
    model: 'm',
    completed: true,
    note: null,
    tool_stats: stats,
    list: [1],
    odd: {},
  });
  expect(found.facts).toEqual([
    ['model', 'm'],
    ['completed', 'true'],
    ['note', 'null'],
  ]);
  expect(found.tables).toEqual([
    { name: 'tool_stats', columns: ['count', 'failure'], rows: [['terminal', [2, 1]]], leftOut: 1 },
  ]);
  expect(found.rest.map(([name]) => name)).toEqual(['list', 'odd']);
});
