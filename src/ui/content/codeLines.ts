/** Code as lines of tokens, and which language a file is in. */
import { member } from '../../lib/member';

export interface Token {
  readonly text: string;
  /** A highlight.js scope such as `keyword`; plain when missing. */
  readonly scope?: string;
}

export type CodeLine = readonly Token[];

/** Above this the code stays plain: its colours are made in a thread of their own, but drawing them costs the page. */
export const HIGHLIGHT_CHARS = 40_000;

const BY_EXTENSION: Readonly<Record<string, string>> = {
  bash: 'bash',
  c: 'c',
  cc: 'cpp',
  cpp: 'cpp',
  css: 'css',
  diff: 'diff',
  dockerfile: 'dockerfile',
  go: 'go',
  h: 'c',
  hpp: 'cpp',
  html: 'xml',
  ini: 'ini',
  java: 'java',
  js: 'javascript',
  json: 'json',
  jsonl: 'json',
  jsx: 'javascript',
  lua: 'lua',
  makefile: 'makefile',
  md: 'markdown',
  mjs: 'javascript',
  patch: 'diff',
  py: 'python',
  rb: 'ruby',
  rs: 'rust',
  sh: 'bash',
  sql: 'sql',
  svg: 'xml',
  toml: 'ini',
  ts: 'typescript',
  tsx: 'typescript',
  xml: 'xml',
  yaml: 'yaml',
  yml: 'yaml',
  zsh: 'bash',
};

const ALIASES: Readonly<Record<string, string>> = {
  console: 'bash',
  docker: 'dockerfile',
  javascript: 'javascript',
  markdown: 'markdown',
  python: 'python',
  python3: 'python',
  ruby: 'ruby',
  rust: 'rust',
  shell: 'bash',
  typescript: 'typescript',
};

/** By the part after the last dot, else by the file's own name (`Dockerfile`, `Makefile`). */
export function languageOfPath(path: string): string | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const key = name.slice(name.lastIndexOf('.') + 1);
  return member(BY_EXTENSION, key);
}

/** By the word after the fence of a markdown code block. */
export function languageOfWord(word: string | undefined): string | undefined {
  const key = word?.toLowerCase() ?? '';
  return member(ALIASES, key) ?? member(BY_EXTENSION, key);
}

export function plainLines(text: string): readonly CodeLine[] {
  return text.split('\n').map((line) => [{ text: line }]);
}
