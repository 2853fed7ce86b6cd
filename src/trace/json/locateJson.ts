/** Where a member of a JSON text stands: for showing which characters decided. */
import type { Span } from '../model';
import { scanScalar, skipJsonSpace } from './scanJson';

/** Whether an odd number of backslashes stands before `at`. */
function isEscaped(text: string, at: number): boolean {
  let before = at;
  while (text.charCodeAt(before - 1) === 92) before--;
  return (at - before) % 2 === 1;
}

/** After the string that opens at `from`: from quote to quote, the output of a command is long. */
function skipString(text: string, from: number): number {
  let at = text.indexOf('"', from + 1);
  while (at >= 0 && isEscaped(text, at)) at = text.indexOf('"', at + 1);
  return at < 0 ? text.length : at + 1;
}

/** After the value that begins at `from`. */
function skipValue(text: string, from: number): number {
  let at = from;
  let depth = 0;
  do {
    const code = text.charCodeAt(at);
    if (code === 34) at = skipString(text, at);
    else if (depth === 0 && code !== 123 && code !== 91) return scanScalar(text, at);
    else {
      if (code === 123 || code === 91) depth++;
      else if (code === 125 || code === 93) depth--;
      at++;
    }
  } while (depth > 0 && at < text.length);
  return at;
}

/** The value under `key` of the object at `from`; the last one of equal keys, as parsing has it. */
function locateMember(text: string, from: number, key: string): Span | undefined {
  let at = skipJsonSpace(text, from);
  if (text.charCodeAt(at) !== 123) return undefined;
  let found: Span | undefined;
  at = skipJsonSpace(text, at + 1);
  while (text.charCodeAt(at) === 34) {
    const keyEnd = skipString(text, at);
    const isKey = keyEnd - at - 2 === key.length && text.startsWith(key, at + 1);
    const start = skipJsonSpace(text, skipJsonSpace(text, keyEnd) + 1);
    const end = skipValue(text, start);
    if (isKey) found = { start, end };
    at = skipJsonSpace(text, end);
    if (text.charCodeAt(at) !== 44) return found;
    at = skipJsonSpace(text, at + 1);
  }
  return found;
}

/** The value at a path of keys from the object at `from`, or as far as the path can be followed. The JSON must be good. */
export function locateJson(text: string, from: number, path: readonly string[]): Span | undefined {
  let found: Span | undefined;
  for (const key of path) {
    const next = locateMember(text, found?.start ?? from, key);
    if (!next) return found;
    found = next;
  }
  return found;
}
