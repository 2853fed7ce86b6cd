/** Random input for the parsers: text made of what parsers trip over. */
import * as fc from 'fast-check';
import type { PyValue, WriterStep } from './writer';

/** Cases of a property: a seeded sample in the gate, all of them in the deep run. */
export const RUNS =
  process.env['DEEP'] === undefined ? { numRuns: 400, seed: 20_260_405 } : { numRuns: 100_000 };

const PIECES = [
  '<think>',
  '</think>',
  '<tool_call>',
  '</tool_call>',
  '<tool_response>',
  '</tool_response>',
  '<tools>',
  '</REASONING_SCRATCHPAD>',
  '\n',
  '\r\n',
  ' ',
  '\t',
  '\u2028',
  '\u00a0',
  '\ufeff',
  '{',
  '}',
  '[',
  ']',
  '"',
  '\\',
  '\\"',
  ':',
  ',',
  'NaN',
  '-Infinity',
  'null',
  '1',
  '-0.5e3',
  '{"name": "a", "arguments": {}}',
  '{"name": "b", "arguments": "{}"}',
  '{"tool_call_id": "x", "name": "a", "content": "Error: x"}',
  '{"content": {"error": null, "exit_code": 1}}',
  '<function=a>',
  '</function>',
  '<invoke ',
  '</invoke>',
  '<|tool_calls_section_begin|>',
  '<|tool_calls_section_end|>',
  'error',
  'a',
  'word',
  '\ud800',
  '\u202e',
  '\u0000',
  '<tool_call>\n',
  '\n</tool_call>',
  '<tool_call>\n{"name": "a", "arguments": {"x": "',
] as const;

/** Tags, broken JSON, odd characters, in any order. */
export const soup = fc
  .array(
    fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...PIECES) }, { weight: 1, arbitrary: fc.string() }),
    { maxLength: 24 },
  )
  .map((pieces) => pieces.join(''));

export const role = fc.constantFrom('system', 'human', 'gpt', 'tool', 'assistant', 'observation', 'nobody');

/** Strings for places where the writer escapes or keeps everything. */
const hostile = fc.oneof(soup, fc.string({ unit: 'binary' }), fc.string());

const json: fc.Arbitrary<PyValue> = fc.letrec<{ value: PyValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    hostile,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(hostile, tie('value'), { maxKeys: 3 }),
  ),
})).value;

const TAGS = /<\/?think>|<\/?tool_call>|<function=|<invoke |<function_calls>|<\||<｜/g;

/** Reasoning may hold anything but what closes it; nothing is escaped in it. */
const reasoning = hostile.map((text) => text.replaceAll('</think>', ''));
const content = hostile.map((text) => text.replaceAll(TAGS, ''));

export const writerStep: fc.Arbitrary<WriterStep> = fc
  .record({
    reasoning,
    content,
    calls: fc.array(fc.record({ name: hostile, arguments: fc.dictionary(hostile, json, { maxKeys: 3 }) }), {
      maxLength: 4,
    }),
    results: fc.array(fc.record({ id: fc.oneof(fc.constant('qwen_tc_0'), fc.string()), text: hostile }), {
      maxLength: 4,
    }),
  })
  // Removing tags can join the halves of another tag.
  .filter((step) => !step.reasoning.includes('</think>') && step.content.search(TAGS) < 0);
