/** A key that stands twice in one object: both languages keep the last, silently. */
import { MAX_JSON_DEPTH } from './parseJson';
import { scanJson, scanScalar, scanString, skipJsonSpace } from './scanJson';

/** End of the value, or the duplicate. */
type Walk = { readonly end: number } | { readonly key: string };

function walkObject(text: string, from: number, depth: number): Walk {
  const keys = new Set<string>();
  let at = skipJsonSpace(text, from + 1);
  while (text.charCodeAt(at) !== 125) {
    if (text.charCodeAt(at) === 44) at = skipJsonSpace(text, at + 1);
    const end = scanString(text, at);
    const key: string = JSON.parse(text.slice(at, end));
    if (keys.has(key)) return { key };
    keys.add(key);
    const value = walk(text, skipJsonSpace(text, skipJsonSpace(text, end) + 1), depth + 1);
    if ('key' in value) return value;
    at = skipJsonSpace(text, value.end);
  }
  return { end: at + 1 };
}

function walkArray(text: string, from: number, depth: number): Walk {
  let at = skipJsonSpace(text, from + 1);
  while (text.charCodeAt(at) !== 93) {
    if (text.charCodeAt(at) === 44) at = skipJsonSpace(text, at + 1);
    const value = walk(text, at, depth + 1);
    if ('key' in value) return value;
    at = skipJsonSpace(text, value.end);
  }
  return { end: at + 1 };
}

function walk(text: string, at: number, depth: number): Walk {
  const code = text.charCodeAt(at);
  if (code !== 123 && code !== 91) return { end: scanScalar(text, at) };
  if (depth >= MAX_JSON_DEPTH) {
    const scan = scanJson(text, at);
    return { end: scan.ok ? scan.end : text.length };
  }
  return code === 123 ? walkObject(text, at, depth) : walkArray(text, at, depth);
}

/** The first duplicate key of the JSON value at `from`; undefined when there is none or the text is not JSON. */
export function findDuplicateKey(text: string, from: number): string | undefined {
  const start = skipJsonSpace(text, from);
  if (!scanJson(text, start).ok) return undefined;
  const found = walk(text, start, 0);
  return 'key' in found ? found.key : undefined;
}
