/** One line of a JSONL file. */
import { parseJson } from '../json/parseJson';
import { isRecord, type RawRecord } from './rawRecord';

export type ParsedLine =
  | { readonly kind: 'record'; readonly record: RawRecord }
  | { readonly kind: 'bad'; readonly reason: string }
  /** Nothing but white space (or a byte order mark): no row. */
  | { readonly kind: 'blank' };

export function parseJsonLine(line: string): ParsedLine {
  const text = line.startsWith('\uFEFF') ? line.slice(1) : line;
  const json = parseJson(text);
  if (json.ok) {
    if (isRecord(json.value)) return { kind: 'record', record: json.value };
    return { kind: 'bad', reason: `the line is JSON but not an object (${text.trim().slice(0, 40)})` };
  }
  if (text.trim() === '') return { kind: 'blank' };
  const cut = json.errorAt >= text.trimEnd().length;
  return {
    kind: 'bad',
    reason: cut
      ? `the line ends inside its JSON (${text.length} characters)`
      : `not JSON: syntax error at character ${json.errorAt}`,
  };
}
