/** Where a member of a JSON text stands: for showing which characters decided. */
import type { Span } from '../model';
import { scanJson, scanString, skipJsonSpace } from './scanJson';

/** The value under `key` of the object at `from`; the last one of equal keys, as parsing has it. */
function locateMember(text: string, from: number, key: string): Span | undefined {
  let at = skipJsonSpace(text, from);
  if (text.charCodeAt(at) !== 123) return undefined;
  let found: Span | undefined;
  at = skipJsonSpace(text, at + 1);
  while (text.charCodeAt(at) === 34) {
    const keyEnd = scanString(text, at);
    if (keyEnd < 0) return found;
    const isKey = keyEnd - at - 2 === key.length && text.startsWith(key, at + 1);
    const start = skipJsonSpace(text, skipJsonSpace(text, keyEnd) + 1);
    const value = scanJson(text, start);
    if (!value.ok) return found;
    if (isKey) found = { start, end: value.end };
    at = skipJsonSpace(text, value.end);
    if (text.charCodeAt(at) !== 44) return found;
    at = skipJsonSpace(text, at + 1);
  }
  return found;
}

/** The value at a path of keys from the object at `from`, or as far as the path can be followed. */
export function locateJson(text: string, from: number, path: readonly string[]): Span | undefined {
  let found: Span | undefined;
  for (const key of path) {
    const next = locateMember(text, found?.start ?? from, key);
    if (!next) return found;
    found = next;
  }
  return found;
}
