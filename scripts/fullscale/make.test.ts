/** A run scaled down to 60 rows, written, read back by the reader that ships and counted by the shared parsers. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBytes } from '../../src/source';
import { accumulateStats, parseRecord, type StatsJson } from '../../src/trace';
import { taskOf } from '../demo/rows';
import {
  countsOf,
  FULL_CONFIGS,
  inProportion,
  PUBLISHED,
  SUBCATEGORIES,
  TASK_CHARS,
  type FullConfig,
} from './counts';
import { parseLayout } from './layout';
import { makeFullscale, type MadeFile } from './make';
import { loadMaterial } from './material';

const ROWS = 60;
const out = mkdtempSync(join(tmpdir(), 'retrace-fullscale-'));
let made: readonly MadeFile[] = [];

beforeAll(async () => {
  made = await makeFullscale({ out, rows: ROWS });
});
afterAll(() => rmSync(out, { recursive: true, force: true }));

async function count(files: readonly MadeFile[]): Promise<StatsJson> {
  const stats = accumulateStats();
  for (const { path } of files) {
    const file = await openBytes(path, readFileSync(path));
    for await (const { rows } of file.readRows())
      for (const raw of rows) {
        const parsed = raw.kind === 'record' ? parseRecord(raw.record) : raw;
        if (parsed.kind === 'bad') stats.addBadRow({ file: path, row: raw.row, reason: parsed.reason });
        else stats.addTrajectory(parsed.trajectory);
      }
  }
  return stats.toJson();
}

function sum(table: Readonly<Record<string, number>>): number {
  return Object.values(table).reduce((total, each) => total + each, 0);
}

function filesOf(config: FullConfig): readonly MadeFile[] {
  return made.filter((file) => file.config === config);
}

describe('the published counts', () => {
  it.each(FULL_CONFIGS)('%s: its tables add up', (config) => {
    const { rows, calls, categories, tools } = PUBLISHED[config];
    expect(sum(categories)).toBe(rows);
    expect(sum(tools)).toBe(calls);
  });

  it('are those of the card', () => {
    expect(FULL_CONFIGS.map((config) => countsOf(config))).toMatchObject([
      { rows: 7_646, turns: 185_798, calls: 106_222 },
      { rows: 7_055, turns: 134_918, calls: 68_328 },
    ]);
  });

  it('the material has as many subcategories, and tasks as short and as long', () => {
    const { subcategories, prompts } = loadMaterial();
    expect(Object.keys(PUBLISHED.kimi.categories).toSorted()).toEqual([...subcategories.keys()].toSorted());
    expect(new Set([...subcategories.values()].flat()).size).toBe(SUBCATEGORIES);
    const lengths = prompts.map((prompt) => taskOf(prompt).length);
    expect([Math.min(...lengths), Math.max(...lengths)]).toEqual([TASK_CHARS.least, TASK_CHARS.most]);
  });

  it('in proportion keep their sum', () => {
    expect(inProportion({ a: 1, b: 1, c: 1 }, 10)).toEqual({ a: 4, b: 3, c: 3 });
  });
});

describe.each(FULL_CONFIGS)('%s, scaled down', (config) => {
  it('counts exactly as planned', async () => {
    const { rows, turns, calls, categories, tools } = countsOf(config, ROWS);
    const stats = await count(filesOf(config));
    expect(stats.badRows).toEqual([]);
    expect(stats).toMatchObject({ rows, turns, toolCalls: calls, toolResponses: calls });
    expect(stats).toMatchObject({ malformedCalls: 0, unmatchedCalls: 0, unmatchedResponses: 0 });
    const present = (table: Readonly<Record<string, number>>) =>
      Object.fromEntries(Object.entries(table).filter(([, each]) => each > 0));
    expect(stats.categories).toEqual(present(categories));
    expect(stats.tools).toEqual(present(tools));
  });

  it('thinks as much as published', async () => {
    const { rows, thinkWords } = countsOf(config, ROWS);
    const stats = await count(filesOf(config));
    expect(stats.thinkWords).toBe(rows * thinkWords);
  });

  it('has rows as large as published', () => {
    const { rows, rowBytes } = countsOf(config, ROWS);
    const bytes = filesOf(config).reduce((total, file) => total + file.bytes, 0);
    expect(bytes / rows / rowBytes).toBeGreaterThan(0.8);
    expect(bytes / rows / rowBytes).toBeLessThan(1.2);
  });
});

describe('layouts', () => {
  it('the same rows give the same bytes', async () => {
    const again = await makeFullscale({ out: join(out, 'again'), rows: ROWS });
    const hash = ({ path }: MadeFile) => createHash('sha256').update(readFileSync(path)).digest('hex');
    expect(again.map(hash)).toEqual(made.map(hash));
  });

  it.each(['no-index', 'one-group,gzip', 'shards=3', 'group=7'])('%s holds the same rows', async (text) => {
    const layout = parseLayout(text);
    const files = await makeFullscale({
      out: join(out, text),
      rows: 20,
      layout,
      configs: ['kimi'],
    });
    expect(files).toHaveLength(layout.shards);
    const { rows, turns, calls: toolCalls } = countsOf('kimi', 20);
    expect(await count(files)).toMatchObject({ rows, turns, toolCalls });
    const [first] = files;
    if (first === undefined) return;
    const { facts } = await openBytes(first.path, readFileSync(first.path));
    expect(facts.pageIndex).toBe(layout.pageIndex);
    expect(facts.rowGroups).toBe(Math.ceil(20 / (layout.groupRows ?? 20)) || 1);
  });

  it('an unknown one is refused', () => {
    expect(() => parseLayout('pages,zebra')).toThrow('no layout zebra');
  });
});
