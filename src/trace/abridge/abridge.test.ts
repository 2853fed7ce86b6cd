import { expect, test } from 'vitest';
import { computeMetrics } from '../metric/computeMetrics';
import { computeStepMetrics } from '../metric/stepMetrics';
import { turnChars } from '../metric/sizes';
import type { Trajectory } from '../model';
import { parseRecord } from '../record/parseRecord';
import { abridge, abridgedOffset, isAbridged, noticeOf } from './abridge';

const BOUNDS = { most: 600, head: 60, tail: 40 };
const long = Array.from({ length: 200 }, (_, at) => `line ${at} "😀"`).join('\n');

function answer(name: string, content: unknown): string {
  return `<tool_response>\n${JSON.stringify({ tool_call_id: '', name, content })}\n</tool_response>`;
}

function parse(): Trajectory {
  const parsed = parseRecord(
    {
      conversations: [
        { from: 'human', value: `Go. ${long}` },
        {
          from: 'gpt',
          value: `<think>\n${long}\n</think>\n<tool_call>\n${JSON.stringify({ name: 'write_file', arguments: { path: 'a', content: long } })}\n</tool_call>\n<tool_call>\n{"name": "b", "arguments": {}}\n</tool_call>`,
        },
        {
          from: 'tool',
          value: `${answer('write_file', { output: long, items: [{ deep: long }], exit_code: 1 })}\n${answer('b', { error: 'no' })}`,
        },
        { from: 'gpt', value: `<tool_call>\n{"name": "many", "arguments": {}}\n</tool_call>` },
        {
          from: 'tool',
          value: answer(
            'many',
            Array.from({ length: 1_000 }, (_, at) => at),
          ),
        },
        { from: 'gpt', value: 'Done.' },
      ],
    },
    { id: 'x' },
  );
  if (parsed.kind !== 'trajectory') throw new Error(parsed.reason);
  return parsed.trajectory;
}

test('what is kept and what is omitted are the recorded text, and blocks tile the abridged value', () => {
  const whole = parse();
  const short = abridge(whole, BOUNDS);
  expect(isAbridged(short)).toBe(true);
  expect(isAbridged(whole)).toBe(false);
  for (const [index, { value, blocks }] of short.turns.entries()) {
    const recorded = whole.turns[index]?.value ?? '';
    expect(blocks.map(({ start, end }) => value.slice(start, end)).join('')).toBe(value);
    let text = value;
    for (const { omitted } of blocks.toReversed()) {
      if (omitted === undefined) continue;
      expect(value.slice(omitted.notice.start, omitted.notice.end)).toBe(noticeOf(omitted.to - omitted.from));
      text =
        text.slice(0, omitted.notice.start) +
        recorded.slice(omitted.from, omitted.to) +
        text.slice(omitted.notice.end);
    }
    expect(text).toBe(recorded);
    expect(value).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/);
    expect(value.length).toBeLessThan(1_200);
    for (const [at, block] of blocks.entries()) {
      const before = whole.turns[index]?.blocks[at];
      expect(value.slice(block.start, block.bodyStart)).toBe(
        recorded.slice(before?.start, before?.bodyStart),
      );
    }
  }
});

test('figures are those of the whole', () => {
  const whole = parse();
  const short = abridge(whole, BOUNDS);
  expect(computeMetrics(short)).toEqual(computeMetrics(whole));
  expect(computeStepMetrics(short)).toEqual(computeStepMetrics(whole));
  expect(short.turns.map(turnChars)).toEqual(whole.turns.map(({ value }) => value.length));
});

test('texts in arguments and content are shortened by path; very many parts become text', () => {
  const [, gpt, tool, , many] = abridge(parse(), BOUNDS).turns;
  const call = gpt?.blocks.find((block) => block.kind === 'tool_call');
  expect(call?.omitted?.paths).toEqual([['content']]);
  const responses = tool?.blocks.filter((block) => block.kind === 'tool_response') ?? [];
  expect(responses[0]?.omitted?.paths).toEqual([['output'], ['items', 0, 'deep']]);
  expect(responses[0]?.content).toMatchObject({
    exit_code: 1,
    output: expect.stringContaining('not loaded here'),
  });
  expect(responses[1]?.omitted).toBeUndefined();
  const span = responses[1]?.outcome.structured.span;
  expect(tool?.value.slice(span?.start, span?.end)).toContain('no');
  expect(many?.blocks.find((block) => block.kind === 'tool_response')?.content).toEqual(
    expect.stringContaining('not loaded here'),
  );
});

test('offsets move with the text; the omitted stand at their notice', () => {
  const whole = parse();
  const short = abridge(whole, BOUNDS);
  const turn = short.turns[2];
  const recorded = whole.turns[2]?.value ?? '';
  if (turn === undefined) throw new Error('no turn');
  const at = recorded.indexOf('"error"');
  expect(turn.value.slice(abridgedOffset(turn, at))).toBe(recorded.slice(at));
  const [omitted] = turn.blocks.flatMap((block) => block.omitted ?? []);
  expect(abridgedOffset(turn, (omitted?.from ?? 0) + 5)).toBe(omitted?.notice.start);
  expect(abridgedOffset(turn, 3)).toBe(3);
});

test('a trajectory of ordinary texts is left as it is', () => {
  const whole = parse();
  expect(abridge(whole)).toBe(whole);
});
