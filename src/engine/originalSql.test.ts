/** The SQL for the original files gives the ids of the list: run in DuckDB over the demo's rows as stored. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBytes } from '../source';
import { openNodeHost } from '../testing/nodeHost';
import { NO_FILTER, parseFilterText, parseRecord, type ExportSource, type ListQuery } from '../trace';
import { columnOf, isNumber } from './arrow';
import { Engine } from './Engine';
import type { EngineHost } from './host';
import { buildOriginalSql } from './originalSql';
import { toIndexRows } from './rows';

const NAMES = ['kimi', 'glm-5.1'] as const;
const sources: readonly ExportSource[] = NAMES.map((name, file) => ({
  file,
  src: 'demo',
  name: `${name}.parquet`,
  config: name,
  format: 'parquet',
  rows: 0,
}));
let engine: Engine;
let originals: EngineHost;

const quote = (value: unknown): string =>
  typeof value === 'string' ? `'${value.replaceAll("'", "''").replaceAll('\0', '')}'` : 'NULL';

/** The columns as stored: this build of DuckDB has no parquet reader inside. */
async function addOriginal(file: number, bytes: Uint8Array): Promise<void> {
  await originals.run(
    `CREATE TABLE original${file} (file_row_number INTEGER, id VARCHAR, task VARCHAR, category VARCHAR, subcategory VARCHAR, conversations STRUCT("from" VARCHAR, "value" VARCHAR)[])`,
  );
  for await (const { rows } of (await openBytes('demo', bytes)).readRows()) {
    for (const raw of rows) {
      if (raw.kind !== 'record') continue;
      const { id, task, category, subcategory, conversations } = raw.record;
      // the demo's turns are objects of two strings
      const turns = (conversations as readonly { from: string; value: string }[]).map(
        ({ from, value }) => `{'from': ${quote(from)}, 'value': ${quote(value)}}`,
      );
      await originals.run(
        `INSERT INTO original${file} VALUES (${raw.row}, ${[id, task, category, subcategory].map(quote).join(', ')}, [${turns.join(', ')}])`,
      );
      const parsed = parseRecord(raw.record);
      if (parsed.kind !== 'trajectory') continue;
      const { trajectory } = parsed;
      const tables = toIndexRows(trajectory, { file, row: raw.row });
      await engine.insert('listing', [
        {
          file,
          row: raw.row,
          id: trajectory.id,
          task: trajectory.task,
          config: NAMES[file] ?? '',
          category: trajectory.category,
          subcategory: trajectory.subcategory,
          turns: trajectory.turns.length,
        },
      ]);
      await engine.insert('call', tables.call);
      await engine.insert('trajectory', tables.trajectory);
    }
  }
}

beforeAll(async () => {
  engine = await Engine.open(await openNodeHost());
  originals = await openNodeHost();
  for (const [file, name] of NAMES.entries())
    await addOriginal(file, readFileSync(`public/demo/${name}.parquet`));
}, 120_000);
afterAll(() => Promise.all([engine.close(), originals.close()]));

function queryOf(text: string): ListQuery {
  const parsed = parseFilterText(text);
  return { filter: parsed.kind === 'filter' ? parsed.filter : NO_FILTER, rule: 'structured' };
}

describe('the list from the original files', () => {
  it.each([
    '',
    'rate limiter',
    '"rate limiter"',
    'cat:"Agent Tools" -config:kimi',
    '-cat:"Agent Tools" turns:12..30',
    'tool:terminal',
    'tool:terminal tool:patch toolmode:all -tool:read_file',
    'tool:terminal tool:patch steps>=5 turns<=40',
    `sub:"'; DROP TABLE original0; --"`,
    'config:nobody',
  ])('%j gives the same rows', async (text) => {
    const query = queryOf(text);
    const { sql, left } = buildOriginalSql(query, sources, ({ file }) => `original${file}`);
    expect(left).toEqual([]);
    const table = await originals.query(sql, []);
    const order = await engine.order(query);
    const expected = [...order.files].map((file, at) => `${file}.${order.rows[at]}`);
    const rows = table.numRows === 0 ? [] : columnOf(table, 'row', isNumber);
    const files = table.numRows === 0 ? [] : columnOf(table, 'file', isNumber);
    expect(rows.map((row, at) => `${files[at]}.${row}`)).toEqual(expected);
  });

  it('names the clauses that only the parsers can tell, and why', () => {
    const { left, sql } = buildOriginalSql(queryOf('failures>=3 -finding:loop_repeat turns>3'), sources);
    expect(left.map(({ key }) => key)).toEqual(['finding', 'failures']);
    expect(left.every(({ why }) => why !== '')).toBe(true);
    expect(sql).toContain("read_parquet('kimi.parquet', file_row_number = true)");
  });

  it('is Python that compiles, whatever the values hold', () => {
    if (spawnSync('python3', ['--version']).status !== 0) {
      process.stderr.write('skipped: no python3 here\n');
      return;
    }
    const folder = mkdtempSync(join(tmpdir(), 'retrace-'));
    const { python } = buildOriginalSql(queryOf('cat:"\\"\\"\\" \\\\ \' é 😀" x'), sources);
    writeFileSync(join(folder, 'list.py'), python);
    execFileSync('python3', ['-m', 'py_compile', join(folder, 'list.py')]);
    rmSync(folder, { recursive: true });
    expect(python).toContain('duckdb.sql(sql)');
  });
});
