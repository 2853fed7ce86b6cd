import { expect, test } from 'vitest';
import { parseRecord, toCopyText, toStepMarkdown } from '../index';

test('a step as Markdown: nothing gets out of its fence', () => {
  const call = '<tool_call>\n{"name": "terminal", "arguments": {"command": "ls"}}\n</tool_call>';
  const response =
    '<tool_response>\n{"tool_call_id": "", "name": "terminal", "content": "```\\nout"}\n</tool_response>';
  const parsed = parseRecord({
    id: 'x',
    task: 'List\nit',
    conversations: [
      { from: 'human', value: 'go' },
      { from: 'gpt', value: `<think>\none\ntwo\n</think>\n${call}` },
      { from: 'tool', value: response },
    ],
  });
  if (parsed.kind !== 'trajectory') throw new Error(parsed.reason);
  const [step] = parsed.trajectory.steps;
  if (step === undefined) throw new Error('no step');
  expect(toStepMarkdown(parsed.trajectory, step)).toBe(
    [
      '## List it',
      'Step 1 of 1, trajectory `x`',
      '**Think**\n\n> one\n> two',
      '**Call of terminal**\n\n```json\n{"name": "terminal", "arguments": {"command": "ls"}}\n```',
      '**Response of terminal**, ok\n\n````\n```\nout\n````',
    ].join('\n\n'),
  );
});

test('a whole run as Markdown: prompts, every step, the system prompt by its size; any number of fences inside', () => {
  const parsed = parseRecord({
    id: 'x',
    task: 'List',
    conversations: [
      { from: 'system', value: 'Be brief.' },
      { from: 'human', value: 'go' },
      { from: 'gpt', value: '<tool_call>\n{"name": "a", "arguments": {}}\n</tool_call>' },
      { from: 'human', value: 'stop' },
      { from: 'gpt', value: 'Done.' },
      { from: 'gpt', value: `<tool_call>\n${'` '.repeat(300_000)}\n</tool_call>` },
    ],
  });
  if (parsed.kind !== 'trajectory') throw new Error(parsed.reason);
  const text = toCopyText(parsed.trajectory, { kind: 'markdown' });
  expect(text.slice(0, 400)).toContain(
    [
      '# List',
      'Trajectory `x`, 3 steps',
      '**System**, 9 characters left out',
      '**User**\n\ngo',
      '## Step 1',
      '**Call of a**\n\n```json\n{"name": "a", "arguments": {}}\n```',
      '**User**\n\nstop',
      '## Step 2',
      'Done.',
      '## Step 3',
    ].join('\n\n'),
  );
  expect(text.length).toBeGreaterThan(600_000);
});
