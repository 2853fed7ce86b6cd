/** A planned row → the stored row. Each row has a generator of its own: any row can be made alone. */
import { createRandom } from '../../src/testing/random';
import { toGptValue, toSystemValue, toToolValue, type PyValue, type Response } from '../demo/emit';
import { callId, taskOf, uuidOf } from '../demo/rows';
import type { ShardRow, ShardTurn } from '../demo/shard';
import type { ConfigCounts, FullConfig } from './counts';
import type { Material } from './material';
import type { RowPlan } from './plan';
import { bodyShare, toContent } from './responses';

export interface RowMaker {
  readonly config: FullConfig;
  readonly counts: ConfigCounts;
  readonly plans: readonly RowPlan[];
  readonly material: Material;
  /** Mean length of a full response body; makes the file as large as the published one. */
  readonly bodyChars: number;
}

const FAILED = 0.09;

type Random = () => number;

function pick<T>(items: readonly T[], random: Random): T | undefined {
  return items[Math.floor(random() * items.length)];
}

/** Thoughts of recorded runs joined until there are as many words as asked for. */
function think({ material }: RowMaker, words: number, random: Random): string {
  const said: string[] = [];
  while (said.length < words) said.push(...(pick(material.thoughts, random) ?? 'Done.').split(/\s+/));
  return said.slice(0, words).join(' ');
}

/** Whole lines of about that many characters. */
function cutBody({ material: { text, lineStarts } }: RowMaker, chars: number, random: Random): string {
  const first = Math.floor(random() * lineStarts.length);
  const start = lineStarts[first] ?? 0;
  let piece = text.slice(start, start + chars);
  while (piece.length < chars) piece += text.slice(0, chars - piece.length);
  const end = piece.lastIndexOf('\n');
  // Shorter than a line: cut anywhere, but not through a character.
  return end > 0 ? piece.slice(0, end) : piece.replace(/[\ud800-\udbff]$/, '');
}

/** Most near the mean, a few many times as long. */
function spread(random: Random): number {
  return Math.min(6, -Math.log(1 - random()));
}

/** Makes any row of the config by its number. */
export function createRowMaker(maker: RowMaker, seed: number): (row: number) => ShardRow {
  const { config, plans, material, bodyChars } = maker;
  return (row) => {
    const plan = plans[row];
    if (plan === undefined) throw new RangeError(`there is no row ${row}`);
    const random = createRandom(seed + row * 7919);
    const key = `fullscale|${config}|${row}`;
    let thoughts = 0;
    const thought = (): string => think(maker, plan.thoughts[thoughts++] ?? 0, random);
    const answer = (): string => toGptValue(config, thought(), pick(material.answers, random) ?? 'Done.', []);
    let counter = 0;
    const respond = (name: string): Response => {
      const body = cutBody(maker, Math.ceil(bodyChars * bodyShare(name) * spread(random)), random);
      const id = callId(config, key, name, counter++);
      return { id, name, content: toContent(name, body, random() < FAILED) };
    };
    const step = (tools: readonly string[]): readonly ShardTurn[] => {
      const calls = tools.map((name) => {
        const args = pick(material.arguments.get(name) ?? [], random) ?? {};
        return { name, args: args as PyValue }; // read from JSON, so it is JSON
      });
      return [
        { from: 'gpt', value: toGptValue(config, thought(), '', calls) },
        { from: 'tool', value: toToolValue(tools.map(respond)) },
      ];
    };
    const prompt = pick(material.prompts, random) ?? 'Look around.';
    const tools = pick(material.toolsets, random) ?? '[]';
    const turns: ShardTurn[] = [
      { from: 'system', value: toSystemValue(tools) },
      { from: 'human', value: `${prompt}\n\nReference: case ${row + 1}.` },
      ...plan.steps.flatMap(step),
    ];
    for (let each = 0; each < plan.exchanges; each += 1) {
      turns.push({ from: 'gpt', value: answer() });
      turns.push({ from: 'human', value: pick(material.prompts, random) ?? 'And now?' });
    }
    if (plan.hasAnswer) turns.push({ from: 'gpt', value: answer() });
    return {
      id: uuidOf(key),
      conversations: turns,
      tools,
      category: plan.category,
      subcategory: pick(material.subcategories.get(plan.category) ?? [], random) ?? plan.category,
      task: taskOf(prompt),
    };
  };
}

/** The body length that makes rows as large as the published ones: two samples, and the line through them. */
export function fitBodyChars(maker: Omit<RowMaker, 'bodyChars'>, seed: number): number {
  const sample = Math.min(maker.plans.length, 1_000);
  const meanBytes = (bodyChars: number): number => {
    const make = createRowMaker({ ...maker, bodyChars }, seed);
    let bytes = 0;
    for (let at = 0; at < sample; at += 1) {
      const row = make(Math.floor((at * maker.plans.length) / sample));
      for (const { value } of row.conversations) bytes += Buffer.byteLength(value ?? '');
    }
    return bytes / sample;
  };
  const probe = 2_000;
  const [low, high] = [meanBytes(0), meanBytes(probe)];
  return Math.max(0, ((maker.counts.rowBytes - low) * probe) / (high - low));
}
