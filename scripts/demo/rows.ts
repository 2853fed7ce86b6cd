/** A recorded run → a row of the dataset. */
import { createHash } from 'node:crypto';
import { toGptValue, toPythonJson, toSystemValue, toToolValue, type PyValue, type Response } from './emit';
import type { Recording } from './recording';
import type { Config, Json, Run } from './scenario';
import type { ShardRow, ShardTurn } from './shard';
import { toolsetOf } from './tools';
import { inVoice } from './voice';

export function hashHex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A UUID (version 4 in form) that depends on the key alone. */
export function uuidOf(key: string): string {
  const h = hashHex(key);
  const variant = ((Number.parseInt(h[16] ?? '0', 16) & 3) | 8).toString(16);
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-${variant}${h.slice(17, 20)}-${h.slice(20, 32)}`;
}

/** The dataset's `task`: the first sentence of the prompt, cut to 100 characters. */
export function taskOf(prompt: string): string {
  const line = prompt.split('\n')[0] ?? '';
  const sentence = (/^(.+?)[.!?](?:\s|$)/.exec(line)?.[1] ?? line).trim();
  return sentence.length <= 100 ? sentence : `${sentence.slice(0, 97).trimEnd()}...`;
}

/** How a text of the tool becomes `content`: JSON text is parsed, everything else stays a string. */
export function callId(config: Config, key: string, name: string, counter: number): string {
  return config === 'kimi'
    ? `functions.${name}:${counter}`
    : `chatcmpl-tool-${hashHex(`${key}#${counter}`).slice(0, 16)}`;
}

export function toRow(run: Run, recording: Recording): ShardRow {
  const { scenario, config, key } = run;
  const tools = toPythonJson(toolsetOf(scenario.toolset) as PyValue);
  const turns: ShardTurn[] = [
    { from: 'system', value: toSystemValue(tools) },
    { from: 'human', value: run.prompt },
  ];
  let counter = 0;
  run.entries.forEach((entry, at) => {
    if (entry.kind === 'human') {
      turns.push({ from: 'human', value: entry.text });
      return;
    }
    const think = inVoice(entry.think, key, at);
    turns.push({ from: 'gpt', value: toGptValue(config, think, inVoice(entry.say, key, at), entry.calls) });
    if (entry.calls.length === 0) return;
    const responses = entry.calls.map((call, i): Response => {
      const content: Json = recording.responses[at]?.[i] ?? null;
      return { id: callId(config, key, call.name, counter++), name: call.name, content };
    });
    turns.push({ from: 'tool', value: toToolValue(responses) });
  });
  return {
    id: uuidOf(key),
    conversations: turns,
    tools,
    category: scenario.category,
    subcategory: scenario.subcategory,
    task: taskOf(run.prompt),
  };
}
