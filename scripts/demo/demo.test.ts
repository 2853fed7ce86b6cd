/** What the demo dataset promises, asserted on the committed files as a reader gets them. */
import { readFileSync } from 'node:fs';
import { parquetMetadata } from 'hyparquet';
import { beforeAll, describe, expect, test } from 'vitest';
import { toPythonJson } from './emit';
import { figuresOf, readOneRow, readRows } from './figures';
import { isMalformed, MALFORMED_LABELS, MALFORMED_PREFIX } from './malformed';
import { CONFIGS, type Config } from './types';
import type { ShardRow } from './shard';

const CATEGORIES = [
  'Terminal & Coding',
  'Agent Tools',
  'Repository Tasks',
  'Browser Automation',
  'Multi-Tool',
  'File Operations',
  'Scheduling',
  'Planning & Organization',
  'Conversational',
];
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const FORBIDDEN = /\/work\/|\/tmp\/|\/root\b|\broot root\b|pyenv|retrace-demo|localhost\.localdomain/;

const load = (config: Config): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../public/demo/${config}.parquet`, import.meta.url)));
const bytes: Record<Config, Uint8Array> = { kimi: load('kimi'), 'glm-5.1': load('glm-5.1') };
const rows: Record<Config, ShardRow[]> = { kimi: [], 'glm-5.1': [] };

const callsIn = (value: string | null | undefined): string[] =>
  [...(value ?? '').matchAll(/^<tool_call>\n(.*)\n<\/tool_call>$/gm)].map((m) => m[1] ?? '');

beforeAll(async () => {
  for (const config of CONFIGS) rows[config] = await readRows(bytes[config]);
});

describe('the files', () => {
  test('are small', () => {
    expect(bytes.kimi.byteLength + bytes['glm-5.1'].byteLength).toBeLessThan(4_000_000);
  });

  test.each(CONFIGS)('%s has the schema of the dataset', (config) => {
    const { schema, row_groups: groups } = parquetMetadata(bytes[config].slice().buffer);
    expect(schema.map((x) => x.name)).toEqual([
      'schema',
      'id',
      'conversations',
      'list',
      'element',
      'from',
      'value',
      'tools',
      'category',
      'subcategory',
      'task',
    ]);
    for (const group of groups) {
      expect(Number(group.num_rows)).toBeLessThanOrEqual(25);
      const text = group.columns.find((c) => c.meta_data?.path_in_schema.at(-1) === 'value');
      expect(text?.offset_index_length).toBeGreaterThan(0);
      expect(text?.meta_data?.codec).toBe('SNAPPY');
      expect(text?.meta_data?.dictionary_page_offset).toBeUndefined(); // it would be read whole
    }
  });

  test.each(CONFIGS)('%s: any row costs at most 200 KiB, footer included', async (config) => {
    for (const at of rows[config].keys()) {
      const cost = await readOneRow(bytes[config], at);
      expect(cost.bytes).toBeLessThan(200 * 1024);
      expect(cost.row).toEqual(rows[config][at]);
    }
  });
});

describe('the rows', () => {
  test('are 120 to 160, with unique ids and well-formed scalars', () => {
    const all = CONFIGS.flatMap((c) => rows[c]);
    expect(all.length).toBeGreaterThanOrEqual(120);
    expect(all.length).toBeLessThanOrEqual(160);
    expect(new Set(all.map((r) => r.id)).size).toBe(all.length);
    expect(new Set(all.map((r) => r.tools)).size).toBeLessThanOrEqual(7);
    for (const row of all) {
      expect(row.id).toMatch(UUID);
      expect(CATEGORIES).toContain(row.category);
      expect(row.task.length).toBeGreaterThanOrEqual(8);
      expect(row.task.length).toBeLessThanOrEqual(100);
    }
    const lengths = all.filter((r) => !isMalformed(r)).map((r) => r.conversations.length);
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(5);
    expect(Math.max(...lengths)).toBe(54);
  });

  test('follow the published proportions', () => {
    const kimi = figuresOf(rows.kimi);
    const glm = figuresOf(rows['glm-5.1']);
    expect(Object.keys(kimi.categories).toSorted()).toEqual(CATEGORIES.toSorted());
    expect(kimi.turns / kimi.rows).toBeGreaterThan(21);
    expect(kimi.turns / kimi.rows).toBeLessThan(27);
    expect(glm.turns / glm.rows).toBeGreaterThan(16);
    expect(glm.turns / glm.rows).toBeLessThan(22);
    expect(kimi.thinkWords / kimi.rows).toBeGreaterThan(340);
    expect(kimi.thinkWords / kimi.rows).toBeLessThan(490);
    expect(glm.thinkWords / glm.rows).toBeGreaterThan(45);
    expect(glm.thinkWords / glm.rows).toBeLessThan(95);
    const parallel = (kimi.parallelSteps + glm.parallelSteps) / (kimi.callingSteps + glm.callingSteps);
    expect(parallel).toBeGreaterThan(0.12);
    expect(parallel).toBeLessThan(0.2);
    expect((kimi.withFailure + glm.withFailure) / (kimi.rows + glm.rows)).toBeGreaterThan(0.6);
    expect(kimi.withoutAnswer).toBeGreaterThan(0);
  });

  test('the first one is a story: twelve steps or more, a parallel step, a failure, an answer', () => {
    const [first] = rows.kimi;
    const gpt = first?.conversations.filter((x) => x.from === 'gpt') ?? [];
    expect(gpt.length).toBeGreaterThanOrEqual(12);
    expect(gpt.some((x) => callsIn(x.value).length > 1)).toBe(true);
    expect(
      first?.conversations.some((x) => x.from === 'tool' && (x.value ?? '').includes('"success": false')),
    ).toBe(true);
    expect(first?.conversations.at(-1)?.from).toBe('gpt');
    expect(callsIn(first?.conversations.at(-1)?.value)).toEqual([]);
  });

  test('every malformed case is there, under its name', () => {
    const labels = CONFIGS.flatMap((c) => rows[c])
      .filter(isMalformed)
      .map((r) => r.subcategory);
    expect(labels.toSorted()).toEqual(MALFORMED_LABELS.map((l) => `${MALFORMED_PREFIX}${l}`).toSorted());
  });

  test('some tasks are in both configs', () => {
    const other = new Set(rows['glm-5.1'].map((r) => r.task));
    expect(rows.kimi.filter((r) => other.has(r.task)).length).toBeGreaterThanOrEqual(10);
  });

  test('there are two kinds of loops', () => {
    const sequences = CONFIGS.flatMap((c) => rows[c]).map((r) =>
      r.conversations.filter((x) => x.from === 'gpt').map((x) => callsIn(x.value).join('\n')),
    );
    const same = sequences.some((s) => s.some((x, i) => x !== '' && x === s[i + 1] && x === s[i + 2]));
    const alternating = sequences.some((s) =>
      s.some(
        (a, i) =>
          a !== '' && s[i + 1] !== a && [2, 4].every((n) => s[i + n] === a && s[i + n + 1] === s[i + 1]),
      ),
    );
    expect({ same, alternating }).toEqual({ same: true, alternating: true });
  });

  test('one output is large', () => {
    const longest = Math.max(
      ...CONFIGS.flatMap((c) => rows[c]).flatMap((r) => r.conversations.map((x) => x.value?.length ?? 0)),
    );
    expect(longest).toBeGreaterThan(150_000);
  });
});

/** Where the row differs from what the writer emits, in words. */
function deviations(config: Config, row: ShardRow): string[] {
  const turns = row.conversations;
  const found: string[] = [];
  const check = (ok: boolean, what: string): void => {
    if (!ok) found.push(`${row.task}: ${what}`);
  };
  check((turns[0]?.value ?? '').includes(`<tools>\n${row.tools}\n</tools>\n`), 'system turn has the tools');
  check(turns[1]?.from === 'human', 'second turn is human');
  const schemas = JSON.parse(row.tools) as { function: { name: string } }[];
  const offered = new Set(schemas.map((x) => x.function.name));
  let counter = 0;
  turns.forEach((turn, i) => {
    if (turn.from !== 'gpt') return;
    const value = turn.value ?? '';
    check(value.startsWith('<think>\n') && value === value.trimEnd(), `think and trim of turn ${i}`);
    const calls = callsIn(value);
    const names = calls.map((json) => (JSON.parse(json) as { name: string }).name);
    check(
      calls.every((json) => toPythonJson(JSON.parse(json)) === json),
      `JSON of turn ${i}`,
    );
    check(
      names.every((n) => offered.has(n)),
      `unknown tool in turn ${i}`,
    );
    if (calls.length === 0) return;
    const blocks = (turns[i + 1]?.value ?? '').split(/\n(?=<tool_response>\n)/);
    check(turns[i + 1]?.from === 'tool' && blocks.length === calls.length, `responses to turn ${i}`);
    blocks.forEach((block, n) => {
      const json = /^<tool_response>\n(.*)\n<\/tool_response>$/.exec(block)?.[1] ?? '{}';
      const response = JSON.parse(json) as { tool_call_id: string; name: string };
      check(response.name === names[n], `name in turn ${i + 1}`);
      const id = `functions.${response.name}:${counter}`;
      check(
        config === 'kimi' ? response.tool_call_id === id : response.tool_call_id.startsWith('chatcmpl-'),
        `id in turn ${i + 1}`,
      );
      counter += 1;
    });
  });
  return found;
}

describe('the well-formed rows', () => {
  test('follow the writer: roles, pairs, ids, think blocks, known tools, JSON on one line', () => {
    const found = CONFIGS.flatMap((c) =>
      rows[c].filter((r) => !isMalformed(r)).flatMap((r) => deviations(c, r)),
    );
    expect(found).toEqual([]);
  });

  test('name no machine', () => {
    const named = CONFIGS.flatMap((c) => rows[c]).flatMap((r) =>
      r.conversations
        .filter((x) => x.from !== 'system')
        .flatMap((x) => FORBIDDEN.exec(x.value ?? '')?.[0] ?? []),
    );
    expect(named).toEqual([]);
  });
});
