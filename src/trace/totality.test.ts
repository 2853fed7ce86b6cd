/** Hostile sizes: what is small in every real file and is not here. Nothing may throw; time is the bench's matter. */
import { describe, expect, it } from 'vitest';
import { countEachTest } from '../testing/countTests';
import {
  computeAttention,
  computeDeepFindings,
  computeMetrics,
  computeStrip,
  parseRecord,
  toParseJson,
} from './index';

const MANY = process.env['DEEP'] === undefined ? 60_000 : 300_000;

function parseAll(turns: readonly (readonly [string, string])[]) {
  const parsed = parseRecord({ conversations: turns.map(([from, value]) => ({ from, value })) });
  if (parsed.kind === 'bad') throw new Error(parsed.reason);
  return parsed.trajectory;
}

function parse(...turns: readonly (readonly [string, string])[]) {
  return parseAll(turns);
}

const RESPONSE =
  '<tool_response>\n{"tool_call_id": "a", "name": "b", "content": {"exit_code": 1}}\n</tool_response>';

const CASES = {
  'many broken calls': parse.bind(undefined, ['gpt', '<tool_call>\n{\n'.repeat(MANY)]),
  'many calls and responses that answer with 1': parse.bind(
    undefined,
    ['gpt', '<tool_call>\n{"name": "a", "arguments": {"command": "grep x"}}\n</tool_call>\n'.repeat(20_000)],
    ['tool', `${RESPONSE}\n`.repeat(20_000)],
  ),
  'many responses with ids in order': parse.bind(
    undefined,
    ['gpt', '<tool_call>\n{"name": "a", "arguments": {}}\n</tool_call>\n'.repeat(MANY)],
    [
      'tool',
      Array.from(
        { length: MANY },
        (_, i) =>
          `<tool_response>\n{"tool_call_id": "functions.a:${i}", "name": "a", "content": ""}\n</tool_response>`,
      ).join('\n'),
    ],
  ),
  'many turns': () =>
    parseAll(Array.from({ length: MANY }, (_, i) => [i % 2 === 0 ? 'gpt' : 'tool', 'x'] as const)),
  'deep JSON': parse.bind(undefined, [
    'gpt',
    `<tool_call>\n{"name": "a", "arguments": ${'['.repeat(MANY)}${']'.repeat(MANY)}}\n</tool_call>`,
  ]),
} as const;

describe('hostile sizes', () => {
  countEachTest('worst-case conversations');
  it.each(Object.entries(CASES))('%s', (_, make) => {
    const trajectory = make();
    const { toolCalls, toolResponses, unmatchedCalls, unmatchedResponses } = computeMetrics(trajectory);
    expect(toolCalls - unmatchedCalls).toBe(toolResponses - unmatchedResponses);
    expect(computeStrip(trajectory).length).toBe(trajectory.steps.length);
    expect(computeAttention(trajectory).score).toBeGreaterThan(0);
    expect(computeDeepFindings(trajectory).length).toBeGreaterThanOrEqual(0);
    expect(() => structuredClone(toParseJson(trajectory))).not.toThrow();
  });
});
