/** The worst inputs we know for a scanner of tagged text, at any length: each makes a naive reader quadratic or worse. */

export interface WorstCase {
  readonly name: string;
  readonly role: 'gpt' | 'tool';
  readonly make: (length: number) => string;
}

function fill(unit: string, length: number): string {
  return unit.repeat(Math.ceil(length / unit.length));
}

/** `opening` and `closing` around a middle that fills up to the length. */
function wrap(opening: string, unit: string, closing: string): (length: number) => string {
  return (length) => opening + fill(unit, length - opening.length - closing.length) + closing;
}

function nested(open: string, close: string): (length: number) => string {
  return (length) => {
    const levels = Math.floor(length / (open.length + close.length));
    return `<tool_call>\n{"name":"a","arguments":${open.repeat(levels)}1${close.repeat(levels)}}\n</tool_call>`;
  };
}

export const WORST_CASES: readonly WorstCase[] = [
  { name: 'unclosed think tags', role: 'gpt', make: (n) => fill('<think>', n) },
  { name: 'unclosed calls in a line', role: 'gpt', make: (n) => fill('<tool_call>{', n) },
  { name: 'unclosed calls on lines', role: 'gpt', make: (n) => fill('<tool_call>\n{\n', n) },
  { name: 'unclosed JSON strings', role: 'gpt', make: (n) => fill('<tool_call>\n{"name":"a', n) },
  {
    name: 'broken calls, closing tag at the end',
    role: 'gpt',
    make: wrap('', '<tool_call>\n{', '\n</tool_call>'),
  },
  { name: 'call tags in prose', role: 'gpt', make: (n) => fill('a <tool_call> b ', n) },
  { name: 'call tags at line ends', role: 'gpt', make: (n) => fill('a <tool_call>\nb ', n) },
  {
    name: 'call tags in prose after many thinks',
    role: 'gpt',
    make: (n) => fill('<think>a</think>', n / 2) + fill('a <tool_call> b ', n / 2),
  },
  { name: 'orphan closing tags', role: 'gpt', make: (n) => fill('</think>', n) },
  {
    name: 'orphans after an empty think',
    role: 'gpt',
    make: wrap('<think>\n</think>\n', 'a </think> ', 'b'),
  },
  { name: 'empty thinks', role: 'gpt', make: (n) => fill('<think>\n</think>\n', n) },
  { name: 'blanks after an opening tag', role: 'gpt', make: wrap('<tool_call>', ' ', '') },
  {
    name: 'blanks between tags',
    role: 'gpt',
    make: (n) => fill(`<tool_call>${' '.repeat(500)}</tool_call>${' '.repeat(500)}`, n),
  },
  { name: 'line breaks', role: 'gpt', make: wrap('<think>', '\n', '</think>') },
  {
    name: 'closing tags in one JSON string',
    role: 'gpt',
    make: wrap('<tool_call>\n{"name":"a","arguments":{"x":"', '</tool_call>', '"}}\n</tool_call>'),
  },
  { name: 'quotes', role: 'gpt', make: wrap('<tool_call>\n', '"', '\n</tool_call>') },
  {
    name: 'escaped quotes',
    role: 'gpt',
    make: wrap('<tool_call>\n{"name":"a","arguments":{"x":"', '\\"', '"}}\n</tool_call>'),
  },
  { name: 'backslashes', role: 'gpt', make: wrap('<tool_call>\n{"name":"', '\\\\', '') },
  { name: 'deep arrays, closed', role: 'gpt', make: nested('[', ']') },
  { name: 'deep objects, closed', role: 'gpt', make: nested('{"a":', '}') },
  { name: 'deep arrays, open', role: 'gpt', make: wrap('<tool_call>\n{"name":"a","arguments":', '[', '') },
  {
    name: 'many small calls',
    role: 'gpt',
    make: (n) => fill('<tool_call>\n{"name": "a", "arguments": {}}\n</tool_call>\n', n),
  },
  {
    name: 'foreign calls',
    role: 'gpt',
    make: (n) => fill('<function=a><parameter=b>c</parameter></function>', n),
  },
  { name: 'foreign opening tags', role: 'gpt', make: (n) => fill('<function=a>', n) },
  {
    name: 'foreign opening tags around calls',
    role: 'gpt',
    make: (n) => `${fill('<invoke a><tool_call>{"name":"a"}</tool_call>', n)}</invoke>`,
  },
  { name: 'plain text', role: 'gpt', make: (n) => fill('lorem ipsum dolor ', n) },
  { name: 'unclosed responses', role: 'tool', make: (n) => fill('<tool_response>\n{', n) },
  {
    name: 'blanks before response tags',
    role: 'tool',
    make: (n) => fill(`x${' '.repeat(300)}<tool_response>`, n),
  },
  { name: 'blanks in a response', role: 'tool', make: wrap('<tool_response>', ' ', '') },
  {
    name: 'many small responses',
    role: 'tool',
    make: (n) =>
      fill(
        '<tool_response>\n{"tool_call_id": "", "name": "a", "content": "Error: x"}\n</tool_response>\n',
        n,
      ),
  },
  { name: 'text without tags', role: 'tool', make: (n) => fill('error: lorem ipsum\n', n) },
  { name: 'exit_code and blanks', role: 'tool', make: (n) => fill(`"exit_code"${' '.repeat(100)}`, n) },
  {
    name: 'escapes that could spell error',
    role: 'tool',
    make: wrap('<tool_response>\n{"content":"', '\\u0065rro', '"}\n</tool_response>'),
  },
  {
    name: 'one large output',
    role: 'tool',
    make: wrap(
      '<tool_response>\n{"tool_call_id": "x", "name": "terminal", "content": {"output": "',
      'drwxr-xr-x 2 u u 4096 a\\n',
      '", "exit_code": 1, "error": null}}\n</tool_response>',
    ),
  },
];
