import { describe, expect, it } from 'vitest';
import {
  accumulateStats,
  computeAttention,
  computeCallMetrics,
  computeMetrics,
  computeStepMetrics,
  computeStrip,
  METRICS,
  parseRecord,
  toOpenAiMessages,
  type Trajectory,
} from '../index';

function call(name: string, args = '{}'): string {
  return `<tool_call>\n{"name": "${name}", "arguments": ${args}}\n</tool_call>`;
}

function response(content: string): string {
  return `<tool_response>\n{"tool_call_id": "", "name": "t", "content": ${content}}\n</tool_response>`;
}

function parse(...turns: readonly (readonly [string, string])[]): Trajectory {
  const parsed = parseRecord({
    id: 'x',
    category: 'C',
    conversations: turns.map(([from, value]) => ({ from, value })),
  });
  if (parsed.kind === 'bad') throw new Error(parsed.reason);
  return parsed.trajectory;
}

const trajectory = parse(
  ['system', 's'],
  ['human', 'Go.'],
  ['gpt', `<think>\nthree small words\n</think>\n${call('a')}\n${call('b')}`],
  ['tool', `${response('"fine"')}\n${response('{"exit_code": 2}')}`],
  ['gpt', `<think>\n</think>\n${call('a')}`],
  ['tool', response('{"error": "boom"}')],
  ['human', 'And?'],
  ['gpt', '<think>\n</think>\nDone.'],
);

describe('metrics', () => {
  it('of a trajectory', () => {
    expect(computeMetrics(trajectory)).toMatchObject({
      turns: 8,
      turnsByRole: { system: 1, human: 2, gpt: 3, tool: 2, other: 0 },
      steps: 3,
      toolCalls: 3,
      toolResponses: 3,
      malformedCalls: 0,
      unmatchedCalls: 0,
      unmatchedResponses: 0,
      parallelSteps: 1,
      maxParallelWidth: 2,
      parallelWidths: new Map([
        [1, 1],
        [2, 1],
      ]),
      thinkBlocks: 3,
      emptyThinkBlocks: 2,
      thinkWords: 3,
      responsesFailed: { structured: 2, batch_runner: 1, tutorial: 1 },
      failureKinds: new Map([
        ['exit_code', 1],
        ['error_value', 1],
      ]),
      tools: new Map([
        ['a', 2],
        ['b', 1],
      ]),
      hasAnswer: true,
    });
  });

  it('are all defined in the table', () => {
    const defined = new Set<string>(METRICS.map(({ key }) => key));
    // `maxParallelWidth` is the last key of `parallelWidths`.
    const figures = Object.keys(computeMetrics(trajectory)).filter((key) => key !== 'maxParallelWidth');
    expect(figures.filter((key) => !defined.has(key))).toEqual([]);
  });

  it('of steps and calls', () => {
    const steps = computeStepMetrics(trajectory);
    expect(steps.map(({ width, responses, stepThinkWords }) => [width, responses, stepThinkWords])).toEqual([
      [2, 2, 3],
      [1, 1, 0],
      [0, 0, 0],
    ]);
    const calls = computeCallMetrics(trajectory);
    expect(
      calls.map(({ step, place, name, structured, batchRunner }) => [
        step,
        place,
        name,
        structured,
        batchRunner,
      ]),
    ).toEqual([
      [1, 0, 'a', 'ok', 'ok'],
      [1, 1, 'b', 'exit_code', 'ok'],
      [2, 0, 'a', 'error_value', 'error_value'],
    ]);
  });

  it('add up to the object of `stats --json`', () => {
    const stats = accumulateStats();
    stats.addTrajectory(trajectory);
    stats.addTrajectory(parse(['gpt', call('__proto__')]));
    stats.addBadRow({ file: 'f', row: 2, reason: 'r' });
    const json = stats.toJson();
    expect(json).toMatchObject({
      rows: 3,
      steps: 4,
      toolCalls: 4,
      unmatchedCalls: 1,
      categories: { C: 2 },
      parallelWidths: { '1': 2, '2': 1 },
    });
    expect(Object.entries(json.tools)).toContainEqual(['__proto__', 1]);
    expect(json.outcomes).toEqual({
      structured: { ok: 1, failed: 2, byKind: { exit_code: 1, error_value: 1 }, trajectoriesWithFailure: 1 },
      batch_runner: { ok: 2, failed: 1, trajectoriesWithFailure: 1 },
      tutorial: { flaggedTurns: 1, trajectoriesWithFailure: 1 },
    });
    expect(json.findings['empty_think']).toEqual({ count: 2, trajectories: 1 });
  });
});

describe('the strip', () => {
  it('has one mark a step, under a rule', () => {
    const marks = computeStrip(trajectory);
    expect(
      marks.map(({ calls, failed, isAnswer, afterPrompt }) => [calls, failed, isAnswer, afterPrompt]),
    ).toEqual([
      [2, 1, false, false],
      [1, 1, false, false],
      [0, 0, true, true],
    ]);
    expect(computeStrip(trajectory, 'batch_runner').map(({ failed }) => failed)).toEqual([0, 1, 0]);
  });
});

describe('attention', () => {
  it('is nothing where nothing stands out', () => {
    expect(
      computeAttention(parse(['system', 's'], ['human', 'Hi'], ['gpt', '<think>\n</think>\nHello.'])),
    ).toEqual({ score: 0, reason: '', step: undefined });
  });

  it('says what stands out, in words', () => {
    const failing = Array.from({ length: 3 }, (_, i): readonly [string, string][] => [
      ['gpt', call('terminal', `{"x": ${i}}`)],
      ['tool', response('{"error": "boom"}')],
    ]).flat();
    const { reason, step, score } = computeAttention(parse(['system', 's'], ...failing, ['gpt', 'Done.']));
    expect(reason).toContain('3 failures in a row of terminal');
    expect(step).toBe(1);
    expect(score).toBeGreaterThan(5);
    const looping = Array.from({ length: 4 }, (): readonly [string, string][] => [
      ['gpt', call('terminal')],
      ['tool', response('"same"')],
    ]).flat();
    expect(computeAttention(parse(['system', 's'], ...looping, ['gpt', 'Done.'])).reason).toContain(
      'loop over steps 1–4',
    );
  });
});

describe('training messages', () => {
  it('have the roles of the tutorial and the values as stored', () => {
    expect(toOpenAiMessages(trajectory).map(({ role }) => role)).toEqual([
      'system',
      'user',
      'assistant',
      'tool',
      'assistant',
      'tool',
      'user',
      'assistant',
    ]);
    expect(toOpenAiMessages(trajectory).map(({ content }) => content)).toEqual(
      trajectory.turns.map(({ value }) => value),
    );
  });
});
