import { expect, test } from 'vitest';
import { parseRecord } from '../../trace';
import { planChanges } from './planChanges';

const item = (id: string, status: string, content = id): object => ({ id, content, status });
const call = (args: object): object => ({
  from: 'gpt',
  value: `<tool_call>\n${JSON.stringify({ name: 'todo', arguments: args })}\n</tool_call>`,
});
const answer = (todos: readonly object[]): object => ({
  from: 'tool',
  value: `<tool_response>\n${JSON.stringify({ tool_call_id: '', name: 'todo', content: { todos } })}\n</tool_response>`,
});

test('the first plan, what changed since, and nothing where it was only read', () => {
  const first = [item('a', 'in_progress'), item('b', 'pending'), item('c', 'pending')];
  const later = [
    item('a', 'completed'),
    item('b', 'in_progress'),
    item('c', 'pending', 'other'),
    item('d', 'pending'),
  ];
  const parsed = parseRecord(
    {
      conversations: [
        { from: 'human', value: 'go' },
        call({ todos: first }),
        answer(first),
        call({}),
        answer(first),
        call({ merge: true, todos: [item('a', 'completed')] }),
        answer(later),
        // not answered: what was asked for is the plan
        call({ todos: [item('b', 'cancelled'), item('d', 'pending')] }),
        { from: 'gpt', value: 'Done.' },
      ],
    },
    { id: 'x' },
  );
  if (parsed.kind !== 'trajectory') throw new Error(parsed.reason);
  expect([...planChanges(parsed.trajectory)]).toEqual([
    [1, 'plan of 3 items'],
    [3, '1 done, 1 started, 1 reworded, 1 new; 1 of 4 done'],
    [4, '1 cancelled, 2 removed; 0 of 2 done'],
  ]);
});
