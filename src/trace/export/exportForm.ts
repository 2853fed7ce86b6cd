/** What a trajectory looks like in a downloaded file: one line of JSON in each form. */
import { parseRecord } from '../record/parseRecord';
import { toOpenAiMessages } from './openAi';
import { toPythonJson } from './toPythonJson';

/**
 * - `ids`: `{"id", "file", "row"}`; the id is null where the record has none
 * - `rows`: the record as stored
 * - `messages`: `{"messages": [{"role", "content"}], "id", "category", "subcategory", "task"}`
 */
export const EXPORT_FORMS = ['ids', 'rows', 'messages'] as const;
export type ExportForm = (typeof EXPORT_FORMS)[number];

/** A record as it was read; `text` = its line in the source, where it has one. */
export interface ExportRecord {
  readonly record: Readonly<Record<string, unknown>>;
  readonly text?: string;
}

export type ExportLine =
  | { readonly kind: 'line'; readonly line: string }
  | { readonly kind: 'bad'; readonly reason: string };

export function toIdLine(id: string | undefined, file: string, row: number): string {
  return JSON.stringify({ id: id ?? null, file, row });
}

/** Without the line's end. A record that is no trajectory has no messages; its row it keeps. */
export function toExportLine(form: Exclude<ExportForm, 'ids'>, { record, text }: ExportRecord): ExportLine {
  if (form === 'rows') return { kind: 'line', line: text ?? toPythonJson(record) };
  const parsed = parseRecord(record);
  if (parsed.kind === 'bad') return parsed;
  const { id, category, subcategory, task } = parsed.trajectory;
  const messages = toOpenAiMessages(parsed.trajectory);
  return {
    kind: 'line',
    line: JSON.stringify({ messages, id: id === '' ? null : id, category, subcategory, task }),
  };
}
