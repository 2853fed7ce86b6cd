/**
 * Messages in OpenAI form keep calls, ids and reasoning in fields beside the text. They are written into the value in the
 * writer's own form, so that one scanner reads everything and the value shows all that was stored.
 */
import type { JsonValue } from '../model';
import { toJsonText, toJsonValue } from '../json/jsonValue';
import { parseJsonFast } from '../json/parseJson';
import { isRecord, type RawRecord } from './rawRecord';

function nonBlank(raw: unknown): string | undefined {
  return typeof raw === 'string' && raw.trim() !== '' ? raw : undefined;
}

/** `{"name", "arguments"}` of one entry of `tool_calls`; arguments that are JSON text are opened, as the writer does. */
function writeCall(raw: unknown): string {
  const call = isRecord(raw) ? raw : {};
  const fn = isRecord(call['function']) ? call['function'] : call;
  const { arguments: stored } = fn;
  const opened = typeof stored === 'string' ? parseJsonFast(stored) : undefined;
  const args: JsonValue = opened ?? toJsonValue(stored ?? {});
  const id = nonBlank(call['id']);
  const payload: JsonValue = {
    ...(id !== undefined && { id }),
    name: toJsonValue(fn['name']),
    arguments: args,
  };
  return `<tool_call>\n${toJsonText(payload)}\n</tool_call>`;
}

function writeAssistant(message: RawRecord, text: string): string | undefined {
  const calls = message['tool_calls'];
  const reasoning = nonBlank(message['reasoning_content']) ?? nonBlank(message['reasoning']);
  const hasCalls = Array.isArray(calls) && calls.length > 0;
  if (!hasCalls && (reasoning === undefined || text.includes('<think>'))) return undefined;
  const parts =
    reasoning === undefined || text.includes('<think>') ? [] : [`<think>\n${reasoning}\n</think>`];
  if (text.trim() !== '') parts.push(text);
  return (hasCalls ? parts.concat(calls.map(writeCall)) : parts).join('\n');
}

function writeToolResult(message: RawRecord, text: string, stored: unknown): string | undefined {
  const id = nonBlank(message['tool_call_id']);
  const name = nonBlank(message['name']);
  if ((id === undefined && name === undefined) || text.includes('<tool_response>')) return undefined;
  const opened = /^\s*[[{]/.test(text) ? parseJsonFast(text) : undefined;
  const content: JsonValue = opened ?? (typeof stored === 'string' ? text : toJsonValue(stored ?? ''));
  const payload: JsonValue = {
    ...(id !== undefined && { tool_call_id: id }),
    ...(name !== undefined && { name }),
    content,
  };
  return `<tool_response>\n${toJsonText(payload)}\n</tool_response>`;
}

/** The value of a message whose fields hold more than its text, or undefined when the text is all there is. */
export function writeMessage(message: RawRecord, from: string, stored: unknown): string | undefined {
  const text =
    typeof stored === 'string'
      ? stored
      : stored === null || stored === undefined
        ? ''
        : toJsonText(toJsonValue(stored));
  if (from === 'assistant' || from === 'gpt') return writeAssistant(message, text);
  if (from === 'tool' || from === 'function') return writeToolResult(message, text, stored);
  return undefined;
}
