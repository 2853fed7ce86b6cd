import { expect, it } from 'vitest';
import { TABLES } from '../../engine/tables';
import type { SqlTable } from '../../client/types';
import { completeSql } from './completeSql';

const tables = Object.entries(TABLES).map(([name, columns]): SqlTable => ({
  name,
  kind: 'index',
  rowCount: 1,
  columns: Object.entries(columns).map(([column, about]) => ({ name: column, ...about })),
}));

/** `|` is the caret. */
function labels(marked: string): readonly string[] {
  const caret = marked.indexOf('|');
  return completeSql(marked.replace('|', ''), caret, tables).suggestions.map(({ label }) => label);
}

it('gives tables after FROM and JOIN, columns of the tables named elsewhere, of one after its alias', () => {
  expect(labels('SELECT * FROM li|')).toEqual(['listing']);
  expect(labels('SELECT * FROM |')).toEqual(Object.keys(TABLES).slice(0, 5));
  expect(labels('SELECT thi| FROM step')).toEqual(['think_words']);
  expect(labels('SELECT t.st| FROM call c JOIN trajectory AS t USING (file)').slice(0, 2)).toEqual([
    'steps',
    'state',
  ]);
  expect(labels('SELECT x.st| FROM call c')).toEqual([]);
  expect(labels('SELECT has_a|')).toEqual(['has_answer']);
  expect(labels('SELECT file FROM listing WHERE ta|')).toEqual(['task']);
});

it('says of which tables a column is, the first two by name', () => {
  const noteOf = (text: string): string | undefined =>
    completeSql(text, text.length, tables).suggestions[0]?.note;
  expect(noteOf('SELECT has_a')).toBe('BOOLEAN of trajectory');
  expect(noteOf('SELECT fil')).toMatch(/^INTEGER of listing, trajectory and \d+ more$/);
});

it('says nothing inside texts and comments, nor of what is written in full', () => {
  expect(labels("SELECT 'li|")).toEqual([]);
  expect(labels('SELECT 1 -- li|')).toEqual([]);
  expect(labels("SELECT 'it''s' AS a, ta| FROM listing")).toEqual(['task']);
  expect(labels('SELECT * FROM listing|')).toEqual([]);
});

it('replaces the whole word, quoted where SQL needs it', () => {
  const text = 'SELECT ro, 1 FROM listing';
  const { start, end, suggestions } = completeSql(text, 9, tables);
  expect(text.slice(start, end)).toBe('ro');
  expect(suggestions[0]?.text).toBe('"row"');
});
