/** The raw tables against a plain count of the stored records, on the engine that ships. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Engine } from '../engine/Engine';
import { openBytes } from '../source';
import { inlinePool, noCache } from '../testing/inlineWorker';
import { openNodeHost } from '../testing/nodeHost';
import { parseRecord, type Trajectory } from '../trace';
import { DatasetFile } from './DatasetFile';
import { IndexStore } from './IndexStore';
import { RawTables } from './RawTables';

const NAMES = ['kimi', 'glm-5.1'] as const;
const signal = new AbortController().signal;
const trajectories = new Map<string, Trajectory>();
let engine: Engine;

function fileOf(name: string, file: number): DatasetFile {
  const bytes = readFileSync(`public/demo/${name}.parquet`);
  return new DatasetFile(
    { name: `${name}.parquet`, config: name, open: () => openBytes(name, bytes) },
    {
      file,
      src: `demo:${name}`,
      index: new IndexStore(
        async () => engine,
        () => undefined,
      ),
      pool: inlinePool(),
      cache: noCache(),
      changed: () => undefined,
      progressed: () => undefined,
      whenOnline: async () => false,
    },
  );
}

beforeAll(async () => {
  engine = await Engine.open(await openNodeHost());
  for (const [file, name] of NAMES.entries()) {
    const opened = await openBytes(name, readFileSync(`public/demo/${name}.parquet`));
    for await (const { rows } of opened.readRows()) {
      for (const raw of rows) {
        const parsed = raw.kind === 'record' ? parseRecord(raw.record) : raw;
        if (parsed.kind === 'trajectory') trajectories.set(`${file}.${raw.row}`, parsed.trajectory);
      }
    }
  }
}, 120_000);

afterAll(() => engine.close());

async function ask(text: string): Promise<readonly (readonly unknown[])[]> {
  const { columns, rowCount } = await engine.runSql(text, { rowLimit: 10_000, timeoutMs: 60_000 });
  return Array.from({ length: rowCount }, (_, row) => columns.map(({ cells }) => cells[row]));
}

function turnCount(keys: Iterable<string>): number {
  return [...keys].reduce((sum, key) => sum + (trajectories.get(key)?.turns.length ?? 0), 0);
}

describe('the raw tables', () => {
  const reports: unknown[] = [];
  const raw = new RawTables(
    (query) => query(engine),
    () => reports.push(raw.status().loading),
  );

  it('take chosen rows, then the whole file, each row once', async () => {
    const from = fileOf('kimi', 0);
    const few = await raw.load([{ file: 0, from, rows: new Set([2, 5]) }], signal);
    expect(few).toEqual({ rows: 2, turns: turnCount(['0.2', '0.5']), badRows: 0, alreadyThere: 0 });
    expect(raw.status().files).toEqual([
      { file: 0, name: 'kimi.parquet', rows: 2, turns: few.turns, isWhole: false },
    ]);
    const keys = [...trajectories.keys()].filter((key) => key.startsWith('0.'));
    const whole = await raw.load([{ file: 0, from, rows: undefined }], signal);
    expect(whole).toMatchObject({ rows: keys.length - 2, alreadyThere: 2 });
    const again = await raw.load([{ file: 0, from, rows: undefined }], signal);
    expect(again).toMatchObject({ rows: 0, turns: 0, alreadyThere: keys.length });
    expect(await ask('SELECT (SELECT count(*) FROM rows), (SELECT count(*) FROM turns)')).toEqual([
      [keys.length, turnCount(keys)],
    ]);
    expect(reports).toContainEqual({ name: 'kimi.parquet', done: keys.length, total: keys.length });
    expect(raw.status().loading).toBeUndefined();
  });

  it('hold every value as stored', async () => {
    await raw.load([{ file: 1, from: fileOf('glm-5.1', 1), rows: undefined }], signal);
    const expected = [...trajectories].flatMap(([key, { turns }]) =>
      turns.map(({ index, from, value }) => [...key.split('.').map(Number), index, from, value]),
    );
    expect(await ask('SELECT * FROM turns ORDER BY file, "row", turn')).toEqual(expected);
    const rows = await ask(
      'SELECT file, "row", id, config, category, subcategory, task FROM rows ORDER BY 1, 2',
    );
    expect(rows).toEqual(
      [...trajectories].map(([key, { id, category, subcategory, task }]) => {
        const [file = 0, row] = key.split('.').map(Number);
        return [file, row, id === '' ? undefined : id, NAMES[file], category, subcategory, task];
      }),
    );
  });

  it('stop when the reader says so, and count what is there', async () => {
    const controller = new AbortController();
    const stopped = new RawTables(
      (query) => query(engine),
      () => controller.abort(),
    );
    const from = fileOf('kimi', 7);
    await expect(stopped.load([{ file: 7, from, rows: undefined }], controller.signal)).rejects.toThrow(
      /abort/i,
    );
    const [[rows] = []] = await ask('SELECT count(*) FROM rows WHERE file = 7');
    expect(stopped.status().files[0]).toMatchObject({ rows, isWhole: false });
    await stopped.load([{ file: 7, from, rows: undefined }], signal);
    const [[all, distinct] = []] = await ask(
      'SELECT count(*), count(DISTINCT "row") FROM rows WHERE file = 7',
    );
    expect(all).toBe(distinct);
    expect(stopped.status().files[0]).toMatchObject({ rows: all, isWhole: true });
  });
});
