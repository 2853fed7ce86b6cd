/** What a download of the list is called, how large it may become, and its words. Pure. */
import { formatCount, plural } from '../../lib/text';
import type { DatasetStatus } from '../../client/types';
import type { ExportForm } from '../../trace';
import { nameOfSources } from '../shell/sourceNames';

export const FORM_WORDS: Readonly<Record<ExportForm, { name: string; what: string }>> = {
  ids: { name: 'Ids', what: 'id, file and row of each, as JSON lines' },
  rows: { name: 'Original rows (JSONL)', what: 'as stored; lines of JSONL byte for byte' },
  messages: { name: 'OpenAI messages (JSONL)', what: 'role and content of each turn, for training' },
};

/** From here on a file is written as it comes (where the browser can) instead of being collected first. */
export const LARGE_BYTES = 256 * 1024 * 1024;

/** Text in parquet and gzip is packed about this much. */
const PACKED = 6;

/** A guess by the share of rows; ids are small. */
export function estimateBytes(form: ExportForm, rows: number, status: DatasetStatus | undefined): number {
  if (form === 'ids' || status === undefined) return rows * 100;
  let bytes = 0;
  let known = 0;
  for (const { name, format, byteLength = 0, rowCount, rowsListed } of status.files) {
    bytes += byteLength * (format === 'parquet' || name.endsWith('.gz') ? PACKED : 1);
    known += rowCount ?? rowsListed;
  }
  return known === 0 ? bytes : bytes * Math.min(1, rows / known);
}

/** Without ending: `retrace-demo-messages`. How many rows became lines is known only afterwards. */
export function fileStem(form: ExportForm, sources: readonly string[]): string {
  const name = nameOfSources(sources)
    .replace(/(\.(parquet|jsonl?|gz))+$/i, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return ['retrace', name, form].filter((part) => part !== '').join('-');
}

/** `12 of 40 rows`, for progress. */
export function progressWords(rowsDone: number, rowCount: number): string {
  return `${formatCount(rowsDone)} of ${plural(rowCount, 'row')}`;
}
