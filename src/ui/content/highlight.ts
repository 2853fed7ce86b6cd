/** Runs in highlightWorker: lowlight with the languages agents write. Code → lines of tokens; nothing becomes HTML. */
import bash from 'highlight.js/lib/languages/bash';
import c from 'highlight.js/lib/languages/c';
import cpp from 'highlight.js/lib/languages/cpp';
import css from 'highlight.js/lib/languages/css';
import diff from 'highlight.js/lib/languages/diff';
import dockerfile from 'highlight.js/lib/languages/dockerfile';
import go from 'highlight.js/lib/languages/go';
import ini from 'highlight.js/lib/languages/ini';
import java from 'highlight.js/lib/languages/java';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import lua from 'highlight.js/lib/languages/lua';
import makefile from 'highlight.js/lib/languages/makefile';
import markdown from 'highlight.js/lib/languages/markdown';
import python from 'highlight.js/lib/languages/python';
import ruby from 'highlight.js/lib/languages/ruby';
import rust from 'highlight.js/lib/languages/rust';
import sql from 'highlight.js/lib/languages/sql';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';
import { createLowlight } from 'lowlight';
import { plainLines, type CodeLine, type Token } from './codeLines';

const lowlight = createLowlight({
  bash,
  c,
  cpp,
  css,
  diff,
  dockerfile,
  go,
  ini,
  java,
  javascript,
  json,
  lua,
  makefile,
  markdown,
  python,
  ruby,
  rust,
  sql,
  typescript,
  xml,
  yaml,
});

/** The part of hast lowlight makes. */
interface HighlightNode {
  readonly type: string;
  readonly value?: string;
  readonly properties?: { readonly className?: unknown };
  readonly children?: readonly HighlightNode[];
}

function scopeOf({ properties }: HighlightNode): string | undefined {
  const names = properties?.className;
  const first: unknown = Array.isArray(names) ? names[0] : undefined;
  return typeof first === 'string' ? first.replace(/^hljs-/, '') : undefined;
}

function addTokens(nodes: readonly HighlightNode[], scope: string | undefined, lines: Token[][]): void {
  for (const node of nodes) {
    if (node.value !== undefined) {
      node.value.split('\n').forEach((text, index) => {
        if (index > 0) lines.push([]);
        if (text !== '') lines.at(-1)?.push(scope === undefined ? { text } : { text, scope });
      });
    } else addTokens(node.children ?? [], scopeOf(node) ?? scope, lines);
  }
}

/** Joined by newlines, the tokens are the text; where a grammar lost a character, the lines stay plain. */
export function highlightLines(text: string, language: string): readonly CodeLine[] {
  if (!lowlight.registered(language)) return plainLines(text);
  const lines: Token[][] = [[]];
  // hast's own types allow comments and doctypes, which lowlight never makes
  addTokens(lowlight.highlight(language, text).children as readonly HighlightNode[], undefined, lines);
  const joined = lines.map((line) => line.map((token) => token.text).join('')).join('\n');
  return joined === text ? lines : plainLines(text);
}
