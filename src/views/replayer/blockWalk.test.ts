import { expect, test } from 'vitest';
import { parseRecord, type Trajectory } from '../../trace';
import { blockId, blocksOfStep, neighbourBlock, stepOfTurn } from './blockWalk';

const call = (name: string): string => `<tool_call>\n{"name": "${name}", "arguments": {}}\n</tool_call>`;
const answer = (name: string): string =>
  `<tool_response>\n{"tool_call_id": "", "name": "${name}", "content": "x"}\n</tool_response>`;

function parse(): Trajectory {
  const parsed = parseRecord(
    {
      conversations: [
        { from: 'system', value: 's' },
        { from: 'human', value: 'go' },
        { from: 'gpt', value: `<think>\nwhy\n</think>\n${call('a')}\n${call('b')}` },
        { from: 'tool', value: `${answer('a')}\n${answer('b')}` },
        { from: 'gpt', value: '<think>\nso\n</think>\nDone.' },
      ],
    },
    { id: 'x' },
  );
  if (parsed.kind !== 'trajectory') throw new Error(parsed.reason);
  return parsed.trajectory;
}

test('preamble, think, then each call with its response', () => {
  const trajectory = parse();
  const [first] = trajectory.steps;
  if (first === undefined) throw new Error('no step');
  expect(blocksOfStep(trajectory, first).map(blockId)).toEqual([
    'b-0-0',
    'b-1-0',
    'b-2-0',
    'b-2-1',
    'b-3-0',
    'b-2-2',
    'b-3-1',
  ]);
  expect(blocksOfStep(trajectory, first, false).map(blockId)).not.toContain('b-2-0');
});

test('walking on and back passes every block once, over the borders of steps', () => {
  const trajectory = parse();
  const seen: string[] = [];
  let at = neighbourBlock(trajectory, 1, undefined, 1);
  while (at !== undefined) {
    seen.push(`${at.step} ${blockId(at.block)}`);
    at = neighbourBlock(trajectory, at.step, at.block, 1);
  }
  expect(seen).toHaveLength(9);
  expect(seen.slice(-3)).toEqual(['1 b-3-1', '2 b-4-0', '2 b-4-1']);
  expect(neighbourBlock(trajectory, 2, { turn: 4, block: 0 }, -1)).toEqual({
    step: 1,
    block: { turn: 3, block: 1 },
  });
  expect(neighbourBlock(trajectory, 2, undefined, -1)?.step).toBe(1);
  expect(neighbourBlock(trajectory, 1, { turn: 0, block: 0 }, -1)).toBeUndefined();
});

test('the step of a turn', () => {
  const trajectory = parse();
  expect([0, 1, 2, 3, 4].map((turn) => stepOfTurn(trajectory, turn))).toEqual([1, 1, 1, 1, 2]);
});
