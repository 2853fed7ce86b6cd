import { describe, expect, it } from 'vitest';
import { parseStatement } from './statement';

const REFUSED: readonly (readonly [string, RegExp])[] = [
  ['', /no statement/],
  [' ; ;', /no statement/],
  ['-- SELECT 1', /no statement/],
  ['/* SELECT 1', /not closed/],
  ['/* /* */ SELECT 1', /not closed/],
  ["SELECT 'open", /not closed/],
  ['SELECT $a$ open $$', /not closed/],
  ['SELECT 1; SELECT 2', /several/],
  ["SELECT ';'; DROP TABLE listing", /several/],
  ["SELECT E'it\\'; '; DROP TABLE listing", /several/],
  ['SELECT $x$;$x$; DROP TABLE listing', /several/],
  ['SELECT 1 /* ; */ ; -- \n DROP TABLE listing', /several/],
  ['/* SELECT */ DROP TABLE listing', /DROP is not run/],
  ['--SELECT\rDROP TABLE listing', /DROP is not run/],
  ['INSERT INTO listing VALUES (1)', /INSERT is not run/],
  ['create temp table x as select 1', /create is not run/],
  ["COPY listing TO 'x.csv'", /COPY/],
  ["ATTACH 'x.db'", /ATTACH/],
  ['INSTALL httpfs', /INSTALL/],
  ["LOAD 'httpfs'", /LOAD/],
  ['PRAGMA enable_profiling', /PRAGMA/],
  ['SET memory_limit = "1GB"', /SET/],
  ['CALL enable_logging()', /CALL/],
  ["FROM 'x.parquet'", /FROM/],
  ['(SELECT 1)', /\( is not run/],
  ['EXPLAIN ANALYZE INSERT INTO listing SELECT 1', /EXPLAIN is for/],
  ['EXPLAIN ANALYZE /* SELECT */ DELETE FROM listing', /EXPLAIN is for/],
  ['EXPLAIN (ANALYZE) DELETE FROM listing', /EXPLAIN is for/],
];

const ACCEPTED: readonly (readonly [string, string])[] = [
  ['SELECT 1', 'SELECT 1'],
  ['  select 1 ;; ', 'select 1'],
  ['-- a ; b\n/* /* ; */ */ WITH x AS (SELECT 1) FROM x; -- end', 'WITH x AS (SELECT 1) FROM x'],
  ["SELECT ';', 'it''s; ', \"a;b\", $$ ; $$, E'\\';'", "SELECT ';', 'it''s; ', \"a;b\", $$ ; $$, E'\\';'"],
  ['SELECT 1 -- why', 'SELECT 1'],
  ['DESCRIBE listing', 'DESCRIBE listing'],
  ['SHOW TABLES', 'SHOW TABLES'],
];

describe('a statement', () => {
  it.each(REFUSED)('is refused: %s', (text, reason) => {
    expect(() => parseStatement(text)).toThrow(reason);
    expect(() => parseStatement(text)).toThrow(/Only one SELECT/);
  });

  it.each(ACCEPTED)('is taken: %s', (text, sql) => {
    expect(parseStatement(text)).toEqual({ kind: 'query', sql });
  });

  it('may explain a query', () => {
    expect(parseStatement('EXPLAIN ANALYZE SELECT 1; ')).toEqual({
      kind: 'explain',
      sql: 'EXPLAIN ANALYZE SELECT 1',
      of: 'SELECT 1',
    });
  });

  it('is read in linear time', () => {
    const took = (count: number): number => {
      const text = `SELECT ${'/* * / "'.repeat(0)}${"'a''b' -- ;\n, ".repeat(count)}1`;
      const start = performance.now();
      parseStatement(text);
      return performance.now() - start;
    };
    took(2_000);
    expect(took(20_000)).toBeLessThan(1_000);
  });
});
