/**
 * Turn values exactly as the trajectory writer emits them (docs of the format: system template, `<think>` rules,
 * one-line JSON with Python's separators). Everything here is pure.
 */
import type { Config, Json } from './types';

/** JSON plus what Python's writer can also produce: integers of any size, NaN and the infinities. */
export type PyValue = Json | bigint | readonly PyValue[] | { readonly [key: string]: PyValue };

/** `json.dumps(value, ensure_ascii=False)`: separators ", " and ": ", control characters escaped. */
export function toPythonJson(value: PyValue): string {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return pythonNumber(value);
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${(value as readonly PyValue[]).map(toPythonJson).join(', ')}]`;
  // What is left is a plain object: arrays were handled above.
  const members = Object.entries(value as { readonly [key: string]: PyValue });
  return `{${members.map(([k, v]) => `${JSON.stringify(k)}: ${toPythonJson(v)}`).join(', ')}}`;
}

function pythonNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  return String(value);
}

const SYSTEM_HEAD =
  'You are a function calling AI model. You are provided with function signatures within <tools> </tools> XML tags. You may call one or more functions to assist with the user query. ' +
  "If available tools are not relevant in assisting with user query, just respond in natural conversational language. Don't make assumptions about what values to plug into functions. " +
  'After calling & executing the functions, you will be provided with function results within <tool_response> </tool_response> XML tags. Here are the available tools:\n<tools>\n';
const SYSTEM_TAIL =
  '\n</tools>\nFor each function call return a JSON object, with the following pydantic model json schema for each:\n' +
  "{'title': 'FunctionCall', 'type': 'object', 'properties': {'name': {'title': 'Name', 'type': 'string'}, 'arguments': {'title': 'Arguments', 'type': 'object'}}, 'required': ['name', 'arguments']}\n" +
  "Each function call should be enclosed within <tool_call> </tool_call> XML tags.\nExample:\n<tool_call>\n{'name': <function-name>,'arguments': <args-dict>}\n</tool_call>";

export function toSystemValue(toolsJson: string): string {
  return SYSTEM_HEAD + toolsJson + SYSTEM_TAIL;
}

export function toCallText(name: string, args: PyValue): string {
  return `<tool_call>\n${toPythonJson({ name, arguments: args })}\n</tool_call>\n`;
}

export interface CallText {
  readonly name: string;
  readonly args: PyValue;
}

/** `think` and `say` are what the model produced; kimi's reasoning and text start with a space. */
export function toGptValue(config: Config, think: string, say: string, calls: readonly CallText[]): string {
  const lead = config === 'kimi' ? ' ' : '';
  let value = think.trim() === '' ? '' : `<think>\n${lead}${think.trim()}\n</think>\n`;
  if (calls.length === 0) value += say.trim() === '' ? '' : `${lead}${say.trim()}`;
  else {
    if (say.trim() !== '') value += `${lead}${say.trim()}\n`;
    value += calls.map((c) => toCallText(c.name, c.args)).join('');
  }
  if (!value.includes('<think>')) value = `<think>\n</think>\n${value}`;
  return calls.length === 0 ? value.trim() : value.trimEnd();
}

export interface Response {
  readonly id: string;
  readonly name: string;
  readonly content: PyValue;
}

export function toResponseText({ id, name, content }: Response): string {
  return `<tool_response>\n${toPythonJson({ tool_call_id: id, name, content })}\n</tool_response>`;
}

export function toToolValue(responses: readonly Response[]): string {
  return responses.map(toResponseText).join('\n');
}
