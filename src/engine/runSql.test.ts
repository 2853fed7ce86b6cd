/** Readers' SQL on the engine that ships: what is refused, what comes back exactly, limits, and what is survived. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openNodeHost } from '../testing/nodeHost';
import { Engine } from './Engine';
import type { SqlResult } from './runSql';

let engine: Engine;

beforeAll(async () => {
  engine = await Engine.open(await openNodeHost());
  await engine.insert(
    'listing',
    Array.from({ length: 20 }, (_, row) => ({
      file: 0,
      row,
      id: row % 2 === 0 ? undefined : `id-${row}`,
      task: `Täsk "${row}"`,
      config: 'kimi',
      category: '',
      subcategory: '',
      turns: row,
    })),
  );
}, 120_000);

afterAll(() => engine.close());

function run(text: string, options: Partial<Parameters<Engine['runSql']>[1]> = {}): Promise<SqlResult> {
  return engine.runSql(text, { rowLimit: 100, timeoutMs: 20_000, ...options });
}

async function cellsOf(text: string): Promise<readonly unknown[]> {
  return (await run(text)).columns.map(({ cells }) => cells[0]);
}

const HOSTILE: readonly (readonly [string, string])[] = [
  ['SQL_REFUSED', 'DROP TABLE listing'],
  ['SQL_REFUSED', 'DELETE FROM listing'],
  ['SQL_REFUSED', "UPDATE listing SET task = ''"],
  ['SQL_REFUSED', 'INSERT INTO listing SELECT * FROM listing'],
  ['SQL_REFUSED', 'CREATE TEMP TABLE mine AS SELECT 1'],
  ['SQL_REFUSED', "COPY listing TO '/tmp/listing.csv'"],
  ['SQL_REFUSED', "COPY listing FROM '/etc/passwd'"],
  ['SQL_REFUSED', "EXPORT DATABASE '/tmp'"],
  ['SQL_REFUSED', "ATTACH '/tmp/x.db'"],
  ['SQL_REFUSED', 'INSTALL httpfs'],
  ['SQL_REFUSED', 'LOAD json'],
  ['SQL_REFUSED', 'SET enable_external_access = true'],
  ['SQL_REFUSED', 'RESET memory_limit'],
  ['SQL_REFUSED', 'PRAGMA database_list'],
  ['SQL_REFUSED', 'CALL enable_logging()'],
  ['SQL_REFUSED', 'SELECT 1; DROP TABLE listing'],
  ['SQL_REFUSED', "SELECT ';' ; /* */ DROP TABLE listing"],
  ['SQL_REFUSED', '/* SELECT */ DROP TABLE listing'],
  ['SQL_REFUSED', "FROM '/etc/passwd'"],
  ['SQL_REFUSED', 'COMMIT'],
  ['SQL_REFUSED', 'SELECT 1\u0000; DROP TABLE listing'],
  ['SQL_REFUSED', 'EXPLAIN ANALYZE DELETE FROM listing'],
  ['SQL_FAILED', 'WITH x AS (SELECT 1) DELETE FROM listing'],
  ['SQL_FAILED', 'WITH x AS (SELECT * FROM listing) INSERT INTO listing SELECT * FROM x'],
  ['SQL_FAILED', 'EXPLAIN ANALYZE WITH x AS (SELECT 1) DELETE FROM listing'],
  ['SQL_FAILED', 'SELECT 1) AS a; DROP TABLE listing; SELECT * FROM (SELECT 1'.replaceAll(';', ' UNION ')],
  ['SQL_FAILED', "SELECT * FROM '/etc/passwd.csv'"],
  ['SQL_FAILED', "SELECT * FROM 'public/demo/kimi.parquet'"],
  ['SQL_FAILED', "SELECT * FROM read_csv('/etc/passwd')"],
  ['SQL_FAILED', "SELECT * FROM read_parquet('public/demo/kimi.parquet')"],
  ['SQL_FAILED', "SELECT * FROM parquet_scan('https://example.com/a.parquet')"],
  ['SQL_FAILED', "SELECT * FROM read_json('package.json')"],
  ['SQL_FAILED', "SELECT * FROM read_text('package.json')"],
  ['SQL_FAILED', "SELECT * FROM read_blob('package.json')"],
  ['SQL_FAILED', "SELECT * FROM glob('*')"],
  ['SQL_FAILED', "SELECT * FROM sniff_csv('package.json')"],
  ['SQL_FAILED', "SELECT * FROM query('DROP TABLE listing')"],
  ['SQL_FAILED', "SELECT * FROM query('SELECT 1; DROP TABLE listing')"],
  ['SQL_FAILED', "SELECT getenv('HOME')"],
  ['SQL_FAILED', 'SELECT $1'],
  ['SQL_FAILED', 'SELECT nonsense FROM listing'],
];

describe('what readers write', () => {
  it.each(HOSTILE)('%s: %s', async (code, text) => {
    await expect(run(text)).rejects.toMatchObject({ code });
    expect(await cellsOf('SELECT count(*), count(DISTINCT task) FROM listing')).toEqual([20, 20]);
    expect(await cellsOf("SELECT current_setting('enable_external_access')")).toEqual([false]);
  });

  it('is named by DuckDB when it is wrong, by line of the reader', async () => {
    await expect(run('SELECT\n  nonsense FROM listing')).rejects.toThrow(/"?nonsense"? .*LINE 2/s);
  });

  it('is told the way in place of advice that is refused here', async () => {
    const message = await run("SELECT * FROM read_parquet('a.parquet')").catch(String);
    expect(message).toMatch(/read_parquet.*closed to SQL here/s);
    expect(message).not.toMatch(/INSTALL|SET /);
  });

  it('comes back in its order, with names and types', async () => {
    const { columns, rowCount, truncated, elapsedMs } = await run(
      'SELECT "row", task AS "Ä task", id, "row" FROM listing ORDER BY "row" DESC -- all',
    );
    expect(rowCount).toBe(20);
    expect(truncated).toBeUndefined();
    expect(elapsedMs).toBeGreaterThan(0);
    expect(columns.map(({ name, type, isNumber }) => [name, type, isNumber])).toEqual([
      ['row', 'INTEGER', true],
      ['Ä task', 'VARCHAR', false],
      ['id', 'VARCHAR', false],
      ['row_1', 'INTEGER', true],
    ]);
    expect(columns[0]?.cells.slice(0, 3)).toEqual([19, 18, 17]);
    expect(columns[1]?.cells[0]).toBe('Täsk "19"');
    expect(columns[2]?.cells.slice(0, 2)).toEqual(['id-19', undefined]);
  });

  it.each([
    ['DESCRIBE listing', 'file'],
    ['SHOW TABLES', 'block'],
    ['SHOW listing', 'file'],
    ['EXPLAIN SELECT 1', 'physical_plan'],
    ['EXPLAIN ANALYZE SELECT count(*) FROM listing', 'analyzed_plan'],
    ['WITH few AS (SELECT task FROM listing LIMIT 1) SELECT * FROM few;', 'Täsk "0"'],
  ])('may ask %s', async (text, first) => {
    expect((await cellsOf(text))[0]).toBe(first);
  });

  it.each<readonly [string, unknown]>([
    ['9007199254740991', 9007199254740991],
    ['9007199254740992', '9007199254740992'],
    ['-9223372036854775808', '-9223372036854775808'],
    ['18446744073709551615::UBIGINT', '18446744073709551615'],
    ['sum(x) FROM (VALUES (1), (2)) AS t(x)', 3],
    ['170141183460469231731687303715884105727', '170141183460469231731687303715884105727'],
    ['1.5', 1.5],
    ['12345678901234567.89', '12345678901234567.89'],
    ['0.1::DOUBLE + 0.2::DOUBLE', 0.30000000000000004],
    ["'nan'::DOUBLE", 'NaN'],
    ['true', true],
    ['NULL', undefined],
    ["DATE '2026-02-28'", '2026-02-28'],
    ["TIMESTAMP '2026-02-28 01:02:03.456789'", '2026-02-28 01:02:03.456789'],
    ['INTERVAL 3 DAY', '3 days'],
    ["'ab'::BLOB", 'ab'],
    ["'a' || chr(0) || 'b 🙂'", 'a\u0000b 🙂'],
    ['[1, NULL, 3]', '[1,null,3]'],
    ['[9007199254740993]', '["9007199254740993"]'],
    ["{'a': [{'b': 'x\"y'}], 'n': NULL}", '{"a":[{"b":"x\\"y"}],"n":null}'],
    ["MAP {'k': 1}", '{"k":1}'],
    ['[1.25]', '[1.25]'],
    ["'ok'::ENUM('ok', 'failed')", 'ok'],
  ])('keeps the value of %s', async (expression, value) => {
    expect(await cellsOf(`SELECT ${expression}`)).toEqual([value]);
  });

  it('stops at the row limit and says so, and not when it just fits', async () => {
    expect(await run('SELECT * FROM listing', { rowLimit: 19 })).toMatchObject({
      rowCount: 19,
      truncated: 'rows',
    });
    expect(await run('SELECT * FROM listing', { rowLimit: 20 })).toMatchObject({
      rowCount: 20,
      truncated: undefined,
    });
    const many = await run('SELECT * FROM range(1000000000)', { rowLimit: 10_000 });
    expect(many.columns[0]?.cells.at(-1)).toBe(9_999);
  });

  it('stops at the size limit and says so', async () => {
    const big = await run("SELECT repeat('x', 1000000) FROM range(90)");
    expect(big).toMatchObject({ rowCount: 33, truncated: 'size' });
  });

  it('is stopped by time and by the reader, and the engine goes on', async () => {
    const endless = 'SELECT count(*) FROM range(100000000) a, range(100000) b';
    await expect(run(endless, { timeoutMs: 300 })).rejects.toMatchObject({ code: 'TIMED_OUT' });
    const controller = new AbortController();
    const running = run(endless, { signal: controller.signal });
    setTimeout(() => controller.abort(), 150);
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect(await cellsOf('SELECT count(*) FROM listing')).toEqual([20]);
  });

  it('waits its turn', async () => {
    const [first, second] = await Promise.all([run('SELECT 1 AS a'), run('SELECT 2 AS b')]);
    expect([first.columns[0]?.cells, second.columns[0]?.cells]).toEqual([[1], [2]]);
  });
});

describe('an engine that did not survive', () => {
  it('says that it is opened anew, now and to whoever asks next', async () => {
    const broken = await Engine.open(await openNodeHost());
    // one list of 2.4 GB: the wasm heap ends before it
    const fatal = 'SELECT len(range(300000000))';
    const options = { rowLimit: 10, timeoutMs: 20_000 };
    await expect(broken.runSql(fatal, options)).rejects.toMatchObject({ code: 'ENGINE_LOST' });
    await expect(broken.runSql('SELECT 1', options)).rejects.toThrow(/opened anew/);
    await expect(broken.rowCounts()).rejects.toMatchObject({ code: 'ENGINE_LOST' });
    await broken.close();
  });
});
