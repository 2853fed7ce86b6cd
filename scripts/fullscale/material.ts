/**
 * The words of the generated rows: thoughts, prompts, arguments and outputs of the demo's recorded runs, and one long text of
 * their outputs to cut pieces from. Nothing here is copied from anyone else.
 */
import { parseRecord, type Block, type JsonValue, type Trajectory } from '../../src/trace';
import { demoRows } from '../demo/build';
import { toPythonJson, type PyValue } from '../demo/emit';
import { isMalformed } from '../demo/malformed';
import { taskOf } from '../demo/rows';
import type { ShardRow } from '../demo/shard';
import { TOOLS } from '../demo/tools';
import { SUBCATEGORIES, TASK_CHARS } from './counts';

export interface Material {
  readonly thoughts: readonly string[];
  readonly prompts: readonly string[];
  readonly answers: readonly string[];
  /** Arguments by tool, as recorded. */
  readonly arguments: ReadonlyMap<string, readonly JsonValue[]>;
  /** Six distinct `tools` strings. */
  readonly toolsets: readonly string[];
  /** By category; as many in all as are published. */
  readonly subcategories: ReadonlyMap<string, readonly string[]>;
  /** Lines of real output, one after the other. */
  readonly text: string;
  /** Where its lines begin. */
  readonly lineStarts: readonly number[];
}

/** Output in other scripts, so that bytes and characters differ as they do in real traces. */
const ABROAD = [
  'résumé.pdf → übersetzt, größer als erwartet',
  '日本語のファイル名.txt: 内容を確認しました',
  'ошибка не найдена, всё готово ✓',
  'naïve café — “quoted”, 12 °C … 😀 🚀',
  '数据已更新，共 128 行',
];

/** Tags in a recorded output would become blocks of their own. */
function withoutTags(text: string): string {
  return text.replaceAll(/<\/?(?:think|tool_call|tool_response|tools)\b/g, (tag) => tag.replace('<', '‹'));
}

function stringsOf(value: JsonValue): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsOf);
}

function trajectoryOf(row: ShardRow): Trajectory | undefined {
  const parsed = parseRecord({ ...row });
  return parsed.kind === 'bad' ? undefined : parsed.trajectory;
}

function outputLines(trajectories: readonly Trajectory[]): readonly string[] {
  const outputs = trajectories.flatMap(({ turns }) =>
    turns.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.kind === 'tool_response' ? stringsOf(block.content) : [])),
    ),
  );
  const lines = outputs.flatMap((text) => withoutTags(text).split('\n')).filter((line) => line.trim() !== '');
  const unique = [...new Set(lines)].filter((line) => line.length < 400);
  return unique.flatMap((line, at) => (at % 60 === 7 ? [line, ABROAD[((at / 60) % 5) | 0] ?? ''] : [line]));
}

function group<K, V>(pairs: readonly (readonly [K, V])[]): ReadonlyMap<K, readonly V[]> {
  const found = new Map<K, V[]>();
  for (const [key, value] of pairs) {
    const values = found.get(key);
    if (values) values.push(value);
    else found.set(key, [value]);
  }
  return found;
}

interface PlacedBlock {
  readonly block: Block;
  /** What is inside the block's tags. */
  readonly body: string;
  /** The turn it stands in calls no tool. */
  readonly isAlone: boolean;
}

function gptBlocks({ turns }: Trajectory): readonly PlacedBlock[] {
  return turns
    .filter(({ role }) => role === 'gpt')
    .flatMap(({ value, blocks }) => {
      const isAlone = !blocks.some(({ kind }) => kind === 'tool_call');
      return blocks.map((block) => ({
        block,
        body: withoutTags(value.slice(block.bodyStart, block.bodyEnd)).trim(),
        isAlone,
      }));
    });
}

function callOf({ block }: PlacedBlock): readonly (readonly [string, JsonValue])[] {
  if (block.kind !== 'tool_call' || block.status !== 'ok') return [];
  const isPlain = stringsOf(block.arguments).every((text) => withoutTags(text) === text);
  return isPlain ? [[block.name, block.arguments]] : [];
}

function bodiesOf(blocks: readonly PlacedBlock[], kind: Block['kind']): readonly string[] {
  return blocks.flatMap(({ block, body }) => (block.kind === kind && body !== '' ? [body] : []));
}

const WITHOUT_SCHEMA = ['browser_close', 'browser_console', 'browser_get_images'];

/** Every tool of the published table. */
function allTools(): string {
  const bare = WITHOUT_SCHEMA.map((name) => ({
    name,
    description: `${name.replaceAll('_', ' ')} of the page that is open`,
    parameters: { type: 'object', properties: {}, required: [] },
  }));
  const functions = [...TOOLS, ...bare].map((tool) => ({ type: 'function', function: { ...tool } }));
  return toPythonJson(functions as unknown as PyValue); // plain JSON, though its interfaces have no index signature
}

/** The demo's by category, without the rarest that are too many; a category keeps one at least. */
function subcategoriesOf(rows: readonly ShardRow[]): ReadonlyMap<string, readonly string[]> {
  const used = group(rows.map(({ category, subcategory }) => [category, subcategory]));
  const byCategory = new Map([...used].map(([key, values]) => [key, [...new Set(values)]]));
  const counted = [...used].flatMap(([category, values]) =>
    [...new Set(values)].map((name) => ({
      category,
      name,
      count: values.filter((each) => each === name).length,
    })),
  );
  let tooMany = counted.length - SUBCATEGORIES;
  for (const { category, name } of counted.toSorted(
    (a, b) => a.count - b.count || (a.name < b.name ? -1 : 1),
  )) {
    const kept = byCategory.get(category) ?? [];
    if (tooMany === 0 || kept.length === 1) continue;
    byCategory.set(
      category,
      kept.filter((each) => each !== name),
    );
    tooMany -= 1;
  }
  return byCategory;
}

/** Its task is as short as the shortest one published. */
const SHORTEST_PROMPT = 'Go ahead.';

export function loadMaterial(): Material {
  const { kimi, 'glm-5.1': glm } = demoRows();
  const rows = [...kimi, ...glm].filter((row) => !isMalformed(row));
  const trajectories = rows.flatMap((row) => trajectoryOf(row) ?? []);
  const blocks = trajectories.flatMap(gptBlocks);
  const lines = outputLines(trajectories);
  const lineStarts: number[] = [];
  let length = 0;
  for (const line of lines) {
    lineStarts.push(length);
    length += line.length + 1;
  }
  const humans = trajectories.flatMap(({ turns }) => turns.filter(({ role }) => role === 'human'));
  return {
    thoughts: bodiesOf(blocks, 'think'),
    answers: bodiesOf(
      blocks.filter(({ isAlone }) => isAlone),
      'text',
    ),
    prompts: [...new Set([SHORTEST_PROMPT, ...humans.map(({ value }) => withoutTags(value))])].filter(
      (text) => taskOf(text).length >= TASK_CHARS.least,
    ),
    arguments: group(blocks.flatMap(callOf)),
    toolsets: [...new Set(rows.map(({ tools }) => tools)), allTools()],
    subcategories: subcategoriesOf(rows),
    text: `${lines.join('\n')}\n`,
    lineStarts,
  };
}
