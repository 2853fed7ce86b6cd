/** The tables of outcomes are true: every example is a failure of its kind, no counter-example is. */
import { describe, expect, it } from 'vitest';
import { OUTCOME_KINDS, parseRecord, type Outcome, type Trajectory } from './index';

function parseStep(content: string, command = 'make'): Trajectory {
  const parsed = parseRecord({
    conversations: [
      {
        from: 'gpt',
        value: `<tool_call>\n${JSON.stringify({ name: 'terminal', arguments: { command } })}\n</tool_call>`,
      },
      {
        from: 'tool',
        value: `<tool_response>\n{"tool_call_id": "x", "name": "terminal", "content": ${content}}\n</tool_response>`,
      },
    ],
  });
  if (parsed.kind === 'bad') throw new Error(parsed.reason);
  return parsed.trajectory;
}

function structured(trajectory: Trajectory): Outcome {
  const block = trajectory.turns[1]?.blocks[0];
  if (block?.kind !== 'tool_response') throw new Error('no response');
  return block.outcome.structured;
}

describe.each(OUTCOME_KINDS)('$kind', ({ kind, examples, counterExamples }) => {
  it.each(examples)('is what happened: %s', (content) => {
    expect(structured(parseStep(content))).toMatchObject({ failed: true, kind });
  });

  it.each(counterExamples)('is not what happened: %s', (content) => {
    expect(structured(parseStep(content)).kind).not.toBe(kind);
  });
});

describe('the span of an outcome', () => {
  it.each([
    ['{"output": "a", "exit_code": 2}', '2'],
    ['{"success": false, "error": "boom"}', '"boom"'],
    ['{"content": {"output": "", "error": "boom"}}', '"boom"'],
    ['"Error: boom"', '"Error: boom"'],
    [String.raw`"{\"error\": \"boom\"}"`, String.raw`"{\"error\": \"boom\"}"`],
  ])('of %s is %s', (content, deciding) => {
    const trajectory = parseStep(content);
    const { span } = structured(trajectory);
    expect(trajectory.turns[1]?.value.slice(span?.start, span?.end)).toBe(deciding);
  });
});

describe('exit code 1', () => {
  const content = '{"output": "", "exit_code": 1, "error": null}';

  it.each([
    'grep -q x a',
    'cd src && grep x a',
    'ls | grep x',
    'diff a b',
    'test -f a',
    '[ -f a ]',
    'make; rg x',
    'which node',
  ])('answers: %s', (command) => {
    const trajectory = parseStep(content, command);
    expect(structured(trajectory).failed).toBe(false);
    expect(trajectory.steps[0]?.failures.structured).toBe(0);
  });

  it.each(['make', 'grep x a | make', 'pytest', 'greps x', 'grep x a && make'])('fails: %s', (command) => {
    expect(structured(parseStep(content, command))).toMatchObject({ failed: true, kind: 'exit_code' });
  });
});

describe('rule tutorial', () => {
  it.each([
    ['{"error": null}', true],
    ['{"output": "fine"}', false],
    ['{"exit_code":127}', true],
    ['{"exit_code" :  1}', true],
    ['{"Exit_Code": 1}', true],
    ['{"exit_code": 0}', false],
    ['{"exit_code": -1}', false],
    ['"a TraceBack"', true],
    [String.raw`"\u0065rror"`, true],
    [String.raw`"\u006error"`, false],
    [String.raw`"{\"exit_code\": 1}"`, false],
  ])('of %s is %s', (content, flagged) => {
    expect(parseStep(content).turns[1]?.tutorialFlagged).toBe(flagged);
  });
});
