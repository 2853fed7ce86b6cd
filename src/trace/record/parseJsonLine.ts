/** One line of a JSONL file. */
import { parseJson } from '../json/parseJson';
import { isRecord, type RawRecord } from './rawRecord';

export type ParsedLine =
  | { readonly kind: 'record'; readonly record: RawRecord }
  | { readonly kind: 'bad'; readonly reason: string };

/** Tolerant where Python's json is: NaN and Infinity. Blank lines are no rows; whoever splits the lines leaves them out. */
export function parseJsonLine(line: string): ParsedLine {
  const text = line.startsWith('\uFEFF') ? line.slice(1) : line;
  const json = parseJson(text);
  if (json.ok) {
    if (isRecord(json.value)) return { kind: 'record', record: json.value };
    return { kind: 'bad', reason: `the line is JSON but not an object (${text.trim().slice(0, 40)})` };
  }
  if (json.errorAt >= text.trimEnd().length) {
    return { kind: 'bad', reason: `the line ends inside its JSON (${text.length} characters)` };
  }
  return { kind: 'bad', reason: `not JSON: syntax error at character ${json.errorAt}` };
}
