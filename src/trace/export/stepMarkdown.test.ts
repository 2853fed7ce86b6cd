import { expect, test } from 'vitest';
import { parseRecord, toStepMarkdown } from '../index';

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
