/** A recorded run → a row of the dataset. */
import { createHash } from 'node:crypto';
import { toGptValue, toPythonJson, toSystemValue, toToolValue, type PyValue, type Response } from './emit';
import type { Recording } from './recording';
import type { Config, Json, ScriptEntry } from './types';
import type { Run } from './scenario';
import type { ShardRow, ShardTurn } from './shard';
import { toolsetOf } from './tools';
import { closingOf, intentOf, pick, planOf, recapOf } from './thoughts';
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

/** Kimi's ids count through the whole conversation, those of glm's server are random. */
export function callId(config: Config, key: string, name: string, counter: number): string {
  return config === 'kimi'
    ? `functions.${name}:${counter}`
    : `chatcmpl-tool-${hashHex(`${key}#${counter}`).slice(0, 16)}`;
}

type GptEntry = Extract<ScriptEntry, { kind: 'gpt' }>;

/** The written thought, with a look back at the last responses and forward to the next call around it. */
function thoughtOf(run: Run, recording: Recording, at: number, entry: GptEntry): string {
  const seed = `${run.key}|${at}`;
  const kimi = run.config === 'kimi';
  const previous = run.entries[at - 1];
  const chance = pick(`${seed}|chance`, 100);
  const parts: string[] = [];
  if (previous?.kind === 'gpt' && chance < (kimi ? 90 : 34)) {
    const recaps = previous.calls.map((c, i) =>
      recapOf(`${seed}|${i}`, c, recording.responses[at - 1]?.[i] ?? null),
    );
    parts.push(
      recaps
        // The written thought often begins with the same observation.
        .filter((x) => x !== '' && !(x.endsWith('is open.') && entry.think.includes('is open')))
        .slice(0, kimi ? 3 : 1)
        .join(' '),
    );
  }
  const written = inVoice(entry.think, run.key, at).trim();
  parts.push(written);
  const [next] = entry.calls;
  const empty = written === '';
  if (next === undefined) {
    if (empty && (kimi || chance < 80)) parts.push(closingOf(seed, !kimi));
  } else if (empty ? kimi || chance < 86 : kimi && entry.bridge === undefined && written.length < 60) {
    parts.push(intentOf(`${seed}|next`, next, !kimi));
  }
  if (at === 0 && kimi && next !== undefined && chance < 72) {
    parts.push(`\n\n${planOf(seed, run.scenario.category)}`);
  }
  const said = parts.filter((x) => x !== '');
  const broken = said.length > 1 && kimi && pick(`${seed}|break`, 3) === 0;
  const text = broken ? `${said[0]}\n\n${said.slice(1).join(' ')}` : said.join(' ');
  return text.replaceAll(/\s*\n\n\s*/g, '\n\n');
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
    const think = thoughtOf(run, recording, at, entry);
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
