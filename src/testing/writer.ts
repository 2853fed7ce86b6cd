/**
 * Writes conversations as the agent's own writer does (FORMAT §4–6), from its description and without any code of the
 * parsers: the other half of the round-trip tests.
 */

export type PyValue =
  | null
  | boolean
  | number
  | string
  | readonly PyValue[]
  | { readonly [key: string]: PyValue };

/** Python's `json.dumps(value, ensure_ascii=False)`: one line, `", "` and `": "`. */
export function dumps(value: PyValue): string {
  if (Array.isArray(value)) return `[${(value as readonly PyValue[]).map(dumps).join(', ')}]`; // narrowed by Array.isArray
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .map(([key, item]) => `${JSON.stringify(key)}: ${dumps(item)}`)
      .join(', ')}}`;
  }
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : JSON.stringify(value);
}

export interface WriterCall {
  readonly name: string;
  readonly arguments: PyValue;
}

export interface WriterStep {
  readonly reasoning: string;
  readonly content: string;
  readonly calls: readonly WriterCall[];
  /** Text of each tool message; may be fewer than the calls. */
  readonly results: readonly { readonly id: string; readonly text: string }[];
}

const EMPTY_THINK = '<think>\n</think>\n';

/** White space as Python's `str.strip` has it: Unicode's, and four separators. */
const BLANKS = String.raw`[\p{White_Space}\u001c-\u001f]`;
const LEADING = new RegExp(`^${BLANKS}+`, 'u');
const TRAILING = new RegExp(`${BLANKS}+$`, 'u');

export function strip(text: string): string {
  return text.replace(LEADING, '').replace(TRAILING, '');
}

function isBlank(text: string): boolean {
  return strip(text) === '';
}

export function writeGpt({ reasoning, content, calls }: WriterStep): string {
  let out = isBlank(reasoning) ? '' : `<think>\n${reasoning}\n</think>\n`;
  if (calls.length === 0) {
    out += content;
    return strip(out.includes('<think>') ? out : EMPTY_THINK + out);
  }
  if (!isBlank(content)) out += `${content}\n`;
  for (const call of calls)
    out += `<tool_call>\n${dumps({ name: call.name, arguments: call.arguments })}\n</tool_call>\n`;
  return (out.includes('<think>') ? out : EMPTY_THINK + out).replace(TRAILING, '');
}

/** A result whose text is a JSON object or list is stored as that. */
export function contentOf(text: string): PyValue {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    // What JSON.parse gives is a JSON value.
    return JSON.parse(text) as PyValue;
  } catch {
    return text;
  }
}

export function writeTool({ calls, results }: WriterStep): string {
  const blocks = results.map(({ id, text }, i) => {
    const envelope = { tool_call_id: id, name: calls[i]?.name ?? 'unknown', content: contentOf(text) };
    return `<tool_response>\n${dumps(envelope)}\n</tool_response>`;
  });
  return blocks.join('\n');
}

export interface WrittenTurn {
  readonly from: string;
  readonly value: string;
}

/** The turns of a whole record: system and prompt, then the steps. A step without results has no tool turn. */
export function writeConversation(prompt: string, steps: readonly WriterStep[]): readonly WrittenTurn[] {
  const turns = [
    { from: 'system', value: `You may call tools.\n<tools>\n[]\n</tools>\n` },
    { from: 'human', value: prompt },
  ];
  for (const step of steps) {
    turns.push({ from: 'gpt', value: writeGpt(step) });
    if (step.results.length > 0) turns.push({ from: 'tool', value: writeTool(step) });
  }
  return turns;
}
