import { describe, expect, it } from 'vitest';
import { computeDeepFindings, parseRecord, type JsonValue, type Trajectory } from '../index';

const TOOLS = [
  {
    type: 'function',
    function: {
      name: 'terminal',
      description: '',
      parameters: { type: 'object', required: ['command'], properties: { command: { type: 'string' } } },
    },
  },
  { name: 'todo', description: '', parameters: {}, required: null },
];

function call(name: string, args: string): string {
  return `<tool_call>\n{"name": "${name}", "arguments": ${args}}\n</tool_call>`;
}

function parse(value: string, tools: unknown = TOOLS): Trajectory {
  const parsed = parseRecord({
    tools,
    conversations: [
      { from: 'system', value: 's' },
      { from: 'gpt', value },
    ],
  });
  if (parsed.kind === 'bad') throw new Error(parsed.reason);
  return parsed.trajectory;
}

/** Enough of a validator: the pass only asks for a sentence. */
function validate(schema: JsonValue, value: JsonValue): string | undefined {
  const wants = JSON.stringify(schema).includes('"command":{"type":"string"}');
  return wants && !JSON.stringify(value).includes('"command":"') ? 'command is not a string' : undefined;
}

function kinds(trajectory: Trajectory): readonly string[] {
  return computeDeepFindings(trajectory, { validate }).map(({ kind }) => kind);
}

describe('the second pass', () => {
  it.each([
    ['a call as the schema has it', call('terminal', '{"command": "ls"}'), []],
    ['an unknown tool', call('web_serch', '{}'), ['unknown_tool']],
    ['arguments of another type', call('terminal', '{"command": 3}'), ['schema_violation']],
    ['arguments lost by the writer', call('terminal', '{}'), ['lost_arguments']],
    ['a tool without a schema', call('todo', '{"x": 1}'), []],
    ['a key that stands twice', call('todo', '{"x": {"y": 1, "y": 2}}'), ['duplicate_keys']],
    ['the same key in two objects', call('todo', '{"x": {"y": 1}, "z": {"y": 2}}'), []],
    ['a malformed call', '<tool_call>\n{\n</tool_call>', []],
  ])('%s', (_, value, expected) => {
    expect(kinds(parse(value))).toEqual(expected);
  });

  it('reads tools as a list, as text, from the system turn, and says when it cannot', () => {
    const value = call('nope', '{}');
    expect(kinds(parse(value, JSON.stringify(TOOLS)))).toEqual(['unknown_tool']);
    expect(kinds(parse(value, 'not JSON'))).toEqual(['tools_not_json']);
    expect(kinds(parse(value, null))).toEqual([]);
    const system = `Tools are within <tools> </tools> tags:\n<tools>\n${JSON.stringify(TOOLS)}\n</tools>\nMore.`;
    const parsed = parseRecord({
      conversations: [
        { from: 'system', value: system },
        { from: 'gpt', value },
      ],
    });
    expect(parsed.kind === 'trajectory' && kinds(parsed.trajectory)).toEqual(['unknown_tool']);
  });

  it('finds reasoning that goes round in circles, and leaves plain reasoning alone', () => {
    const sentence = 'Wait, let me check the configuration file once more before I go on. ';
    const [found] = computeDeepFindings(
      parse(`<think>\nFirst thoughts.\n${sentence.repeat(12)}\n</think>\nDone.`),
    );
    expect(found).toMatchObject({ kind: 'think_repetition', step: 1 });
    expect(found?.detail).toContain('Wait, let me check the configuration file');
    const plain = Array.from({ length: 300 }, (_, i) => `word${i * 7919}`).join(' ');
    expect(computeDeepFindings(parse(`<think>\n${plain}\n</think>\nDone.`))).toEqual([]);
  });

  it('is not run by parsing, and does not read the tools until asked', () => {
    const trajectory = parse(call('nope', '{}'), '[{"name": "a"}]');
    expect(trajectory.findings.map(({ kind }) => kind)).not.toContain('unknown_tool');
    expect(trajectory.tools.map(({ name }) => name)).toEqual(['a']);
    expect(structuredClone(trajectory).tools).toEqual(trajectory.tools);
  });
});
