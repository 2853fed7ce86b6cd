import { expect, test } from 'vitest';
import { compareTexts } from './compareTexts';
import { countChanges, parseDiff, replaceRows } from './diffLines';

const DIFF = `--- a/x.sql
+++ b/x.sql
@@ -1,3 +1,4 @@ head
 a
--- old comment
+++new
+b

@@ -9 +10 @@
-z
+y
\\ No newline at end of file
`;

test('a unified diff: numbers on both sides, signs, headers as notes', () => {
  expect(parseDiff(DIFF)).toEqual([
    { kind: 'note', text: '--- a/x.sql' },
    { kind: 'note', text: '+++ b/x.sql' },
    { kind: 'hunk', text: '@@ -1,3 +1,4 @@ head' },
    { kind: 'context', text: 'a', before: 1, after: 1 },
    { kind: 'del', text: '-- old comment', before: 2 },
    { kind: 'add', text: '++new', after: 2 },
    { kind: 'add', text: 'b', after: 3 },
    { kind: 'context', text: '', before: 3, after: 4 },
    { kind: 'hunk', text: '@@ -9 +10 @@' },
    { kind: 'del', text: 'z', before: 9 },
    { kind: 'add', text: 'y', after: 10 },
    { kind: 'note', text: '\\ No newline at end of file' },
  ]);
  expect(countChanges(parseDiff(DIFF))).toEqual({ added: 3, removed: 2 });
});

test('what is no diff stays as notes', () => {
  expect(parseDiff('+ not\n- a diff')).toEqual([
    { kind: 'note', text: '+ not' },
    { kind: 'note', text: '- a diff' },
  ]);
});

test('two texts compare by line; the hopeless case ends in time and loses nothing', () => {
  expect(compareTexts('a\nb\nc\n', 'a\nB\nc\n').map(({ kind, text }) => `${kind} ${text}`)).toEqual([
    'context a',
    'del b',
    'add B',
    'context c',
  ]);
  const one = Array.from({ length: 20_000 }, (_, index) => `${index * 7919}`).join('\n');
  const other = Array.from({ length: 20_000 }, (_, index) => `${index * 104_729 + 1}`).join('\n');
  const started = performance.now();
  const rows = compareTexts(one, other);
  expect(performance.now() - started).toBeLessThan(3000);
  expect(rows.length).toBeGreaterThanOrEqual(20_000);
  expect(replaceRows('', 'a\nb')).toHaveLength(2);
});
