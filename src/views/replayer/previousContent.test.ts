import { expect, test } from 'vitest';
import { parseRecord } from '../../trace';
import { previousContent } from './previousContent';

const call = (name: string): string => `<tool_call>\n{"name": "${name}", "arguments": {}}\n</tool_call>`;
const answer = (name: string, content: string): string =>
  `<tool_response>\n{"tool_call_id": "${content}", "name": "${name}", "content": "${content}"}\n</tool_response>`;

test('the answer of the same tool before a call, also within one turn', () => {
  const parsed = parseRecord(
    {
      conversations: [
        { from: 'human', value: 'go' },
        { from: 'gpt', value: `${call('todo')}\n${call('terminal')}` },
        { from: 'tool', value: `${answer('todo', 'first')}\n${answer('terminal', 'other')}` },
        { from: 'gpt', value: `${call('todo')}\n${call('todo')}` },
        { from: 'tool', value: `${answer('todo', 'second')}\n${answer('todo', 'third')}` },
      ],
    },
    { id: 'x' },
  );
  if (parsed.kind !== 'trajectory') throw new Error(parsed.reason);
  const { trajectory } = parsed;
  const refs = trajectory.steps.flatMap((step) => step.calls).filter(({ name }) => name === 'todo');
  expect(refs.map(({ ref }) => previousContent(trajectory, 'todo', ref))).toEqual([
    undefined,
    'first',
    'second',
  ]);
});
