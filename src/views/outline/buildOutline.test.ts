import { expect, test } from 'vitest';
import { computeStrip, parseRecord } from '../../trace';
import { buildOutline, rowOfStep } from './buildOutline';

const call = (name: string): string => `<tool_call>\n{"name": "${name}", "arguments": {}}\n</tool_call>`;

test('prompts are chapters above the steps that follow them', () => {
  const parsed = parseRecord(
    {
      conversations: [
        { from: 'human', value: 'first' },
        { from: 'gpt', value: call('a') },
        {
          from: 'tool',
          value:
            '<tool_response>\n{"tool_call_id": "", "name": "a", "content": {"error": "boom"}}\n</tool_response>',
        },
        { from: 'gpt', value: 'Done.' },
        { from: 'human', value: 'second' },
        { from: 'gpt', value: 'Again.' },
      ],
    },
    { id: 'x' },
  );
  if (parsed.kind !== 'trajectory') throw new Error(parsed.reason);
  const { trajectory } = parsed;
  const rows = buildOutline(trajectory, computeStrip(trajectory));
  expect(
    rows.map((row) =>
      row.kind === 'prompt'
        ? row.turn.value
        : `${row.step.number}${row.isAnswer ? ' answer' : ''}${row.hasFailure ? ' failed' : ''}`,
    ),
  ).toEqual(['first', '1 failed', '2 answer', 'second', '3 answer']);
  expect(rowOfStep(rows, 3)).toBe(4);
});
