/** The records of docs/TUTORIAL.md: written by us after what is seen in real files. */

export interface TutorialCase {
  readonly title: string;
  readonly turns: readonly { readonly from: string; readonly value: string }[];
  readonly why: string;
}

function call(json: string): string {
  return `<tool_call>\n${json}\n</tool_call>`;
}

function response(content: string): string {
  return `<tool_response>\n{"tool_call_id": "x", "name": "terminal", "content": ${content}}\n</tool_response>`;
}

const LS = '{"name": "terminal", "arguments": {"command": "ls"}}';

function gpt(title: string, value: string, why: string): TutorialCase {
  return { title, turns: [{ from: 'gpt', value }], why };
}

function tool(title: string, value: string, why: string): TutorialCase {
  return {
    title,
    turns: [
      { from: 'gpt', value: call(LS) },
      { from: 'tool', value },
    ],
    why,
  };
}

export const TUTORIAL_CASES: readonly TutorialCase[] = [
  gpt('a turn as the writer makes it', `<think>\n Look.\n</think>\n${call(LS)}`, 'No difference.'),
  gpt(
    'nested braces',
    `<think>\nx\n</think>\n${call('{"name": "a", "arguments": {"b": {"c": {}}}}')}`,
    'No difference: the expression is anchored by the closing tag.',
  ),
  gpt(
    'reasoning whose opening tag was lost',
    '<think>\n</think>\nI should look first.\n</think>\n\nDone.',
    'The tutorial shows reasoning as the answer.',
  ),
  gpt('unclosed think', '<think>\nI was cut off', 'The tutorial makes reasoning the answer.'),
  gpt(
    'call quoted in reasoning',
    `<think>\nI could write ${call(LS)} later.\n</think>\nShall I?`,
    'The tutorial counts a call that was never made.',
  ),
  gpt(
    'closing tag inside a JSON string',
    call(String.raw`{"name": "write_file", "arguments": {"content": "f = {}\n}</tool_call> and more"}}`),
    'The tutorial cuts the call at the quoted tag: `<malformed>`, and the rest leaks into the answer. Ours ends where the JSON ends.',
  ),
  gpt(
    'think tags inside arguments',
    call('{"name": "write_file", "arguments": {"content": "<think>not mine</think>"}}'),
    'The tutorial counts an argument as reasoning. Ours reads calls whole.',
  ),
  gpt(
    'list instead of an object',
    call('[{"name": "a", "arguments": {}}]'),
    'The tutorial sees no call at all.',
  ),
  gpt(
    'foreign syntax',
    '<tool_call>\n<function=patch>\n<parameter=path>a.py</parameter>\n</function>\n</tool_call>',
    'Not executed, not a call; the tutorial leaves raw markup in the answer.',
  ),
  gpt(
    'single quotes',
    call("{'name': 'a', 'arguments': {}}"),
    'No difference in counting: both say `<malformed>`.',
  ),
  gpt(
    'call without its closing tag, then another',
    `<tool_call>\n{"name": "a", "arguments": {"x": "cut\n${call(LS)}`,
    'Both count one malformed call; ours says that another stands inside.',
  ),
  gpt(
    'arguments in a string',
    call(String.raw`{"name": "a", "arguments": "{\"x\": 1}"}`),
    'The same count; ours opens the string.',
  ),
  tool(
    'null error',
    response('{"output": "ok", "exit_code": 0, "error": null}'),
    'The tutorial flags the word `error`; under the rule `structured` (docs/OUTCOMES.md) a null error is none.',
  ),
  tool(
    'the word error in an output',
    response('{"output": "0 errors found", "exit_code": 0}'),
    'A substring is not a failure: rule `structured`.',
  ),
  tool(
    'exit code 2',
    response('{"output": "", "exit_code": 2}'),
    'The tutorial looks for `"exit_code": 1` only: rule `structured`, kind `exit_code`.',
  ),
  {
    title: 'two responses in one turn',
    turns: [
      { from: 'gpt', value: `${call(LS)}\n${call(LS)}` },
      { from: 'tool', value: `${response('"a"')}\n${response('"Error: b"')}` },
    ],
    why: 'The tutorial keeps the first response of a turn only.',
  },
  tool(
    'quoted closing tag in a response',
    response('"1|</tool_response> 2|text"'),
    'The same count; the tutorial cuts the JSON and keeps raw text.',
  ),
];
