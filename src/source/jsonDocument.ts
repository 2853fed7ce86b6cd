/** A JSON file that is one value: an array of records, or one record over several lines. */
import { AppError } from '../lib/AppError';
import { isRecord, withTurnList, type ParseLine } from './jsonLine';
import { hasBom } from './lineSplitter';
import { CONVERSATION_COLUMNS, missingColumn } from './parquetSchema';
import type { RangeCache } from './rangeCache';
import type { FileFacts, RawRow, TraceFile } from './types';

/** Parsed at once: beyond this JSON lines are the format. */
const DOCUMENT_LIMIT = 64 * 1024 * 1024;

/** By the first line: `[…`, or `{` that does not end on it. */
export function looksLikeDocument(head: Uint8Array): boolean {
  const text = new TextDecoder()
    .decode(head)
    .replace(/^\uFEFF/, '')
    .trimStart();
  return text.startsWith('[') || /^\{\s*\r?\n/.test(text);
}

/** Undefined when it is no JSON value after all: damaged JSON lines may begin like one. */
export async function openJsonDocument(
  file: RangeCache,
  parseLine: ParseLine,
  extraFacts: Partial<FileFacts>,
  signal?: AbortSignal,
): Promise<TraceFile | undefined> {
  if (file.byteLength > DOCUMENT_LIMIT) return undefined;
  const bytes = await file.read(0, file.byteLength, signal);
  const items = readItems(bytes, parseLine);
  if (!items) return undefined;
  const keys = new Set(items.slice(0, 20).flatMap((item) => (isRecord(item) ? Object.keys(item) : [])));
  if (!CONVERSATION_COLUMNS.some((name) => keys.has(name))) throw missingColumn(file.name, [...keys]);
  const rows = items.map(toRow);
  const { name, byteLength, version } = file;
  return {
    facts: { name, format: 'jsonl', byteLength, version, rowCount: rows.length, ...extraFacts },
    readRow: (row) => Promise.resolve().then(() => rowOf(name, rows, row)),
    async *readUnits() {
      // read again rather than held: most documents are opened once
      const load = async (signal?: AbortSignal) => ({
        kind: 'document' as const,
        bytes: (await file.read(0, byteLength, signal)).slice(),
      });
      yield { firstRow: 0, rowCount: rows.length, byteLength, load };
    },
    async *readRows() {
      yield { rows, bytesRead: byteLength };
    },
  };
}

function readItems(bytes: Uint8Array, parseLine: ParseLine): readonly unknown[] | undefined {
  const text = decodeStrictly(hasBom(bytes) ? bytes.subarray(3) : bytes);
  if (text === undefined) return undefined;
  // The parser of lines takes objects: an array goes in as a member of one.
  const parsed = parseLine(`{"rows":${text}}`);
  const value = parsed.kind === 'record' ? parsed.record['rows'] : undefined;
  if (Array.isArray(value)) return value;
  return isRecord(value) ? [value] : undefined;
}

/** Bytes of a file that `openJsonDocument` took → rows. */
export function readDocumentRows(bytes: Uint8Array, parseLine: ParseLine): readonly RawRow[] {
  return (readItems(bytes, parseLine) ?? []).map(toRow);
}

/** Undefined when it is not UTF-8: read as lines, the damage is then told line by line. */
function decodeStrictly(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function toRow(item: unknown, row: number): RawRow {
  if (!isRecord(item)) return { row, kind: 'bad', reason: 'not a JSON object', text: JSON.stringify(item) };
  // no text: a record of a document is no line, and JSON.stringify would not give back its NaN
  return { row, kind: 'record', record: withTurnList(item) };
}

function rowOf(name: string, rows: readonly RawRow[], row: number): RawRow {
  const found = rows[row];
  if (found) return found;
  throw new AppError('ROW_NOT_FOUND', `${name} has ${rows.length} rows; there is no row ${row}`, {
    details: { name, row, rowCount: rows.length },
  });
}
