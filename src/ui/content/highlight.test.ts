import { expect, test } from 'vitest';
import { languageOfPath, languageOfWord } from './codeLines';
import { highlightLines } from './highlight';

const textOf = (lines: ReturnType<typeof highlightLines>): string =>
  lines.map((line) => line.map((token) => token.text).join('')).join('\n');

test('code becomes lines of tokens and keeps every character', () => {
  const code = 'def f(x):\n    """two\n    lines"""\n    return "a" + str(1)  # why\n\n';
  const lines = highlightLines(code, 'python');
  expect(textOf(lines)).toBe(code);
  expect(lines[0]?.[0]).toEqual({ text: 'def', scope: 'keyword' });
  expect(lines[2]?.[0]).toEqual({ text: '    lines"""', scope: 'string' });
});

test('hostile text stays text', () => {
  const code = '<img src=x onerror=alert(1)>\u202E</script>\u0000';
  expect(textOf(highlightLines(code, 'xml'))).toBe(code);
  expect(textOf(highlightLines(code, 'no such language'))).toBe(code);
});

test('languages by path and by fence word', () => {
  expect(languageOfPath('a/b.c/Main.TSX')).toBe('typescript');
  expect(languageOfPath('deploy/Dockerfile')).toBe('dockerfile');
  expect(languageOfPath('LICENSE')).toBeUndefined();
  expect(languageOfPath('x.constructor')).toBeUndefined();
  expect(languageOfWord('Python')).toBe('python');
  expect(languageOfWord('sh')).toBe('bash');
  expect(languageOfWord('__proto__')).toBeUndefined();
});
