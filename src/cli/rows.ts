/** Files on disk → parsed records, with one tolerant line parser for JSONL. */
import { toAppError } from '../lib/AppError';
import { parseJsonLine, parseRecord, type ParsedRecord } from '../trace';
import type { RawRow, TraceFile } from '../source';
import { openLocalFile } from './localFile';

type LocalFile = Awaited<ReturnType<typeof openLocalFile>>;

/** Opens, hands over, closes. */
export async function withFile<T>(path: string, act: (file: LocalFile) => Promise<T>): Promise<T> {
  const file = await openLocalFile(path, { parseLine: parseJsonLine });
  try {
    return await act(file);
  } finally {
    await file.close();
  }
}

/** `~<file>.<row>` is the address of records without an id. */
export function parseRow(raw: RawRow, fileIndex: number): ParsedRecord {
  if (raw.kind === 'bad') return { kind: 'bad', reason: raw.reason };
  return parseRecord(raw.record, { id: `~${fileIndex}.${raw.row}` });
}

export interface RowVisit {
  readonly row: number;
  readonly parsed: ParsedRecord;
}

/** All rows in file order; `onBytes` is told how far the file is read. */
export async function* eachRow(
  file: TraceFile,
  fileIndex: number,
  onBytes: (bytesRead: number) => void,
): AsyncGenerator<RowVisit> {
  for await (const { rows, bytesRead } of file.readRows()) {
    for (const raw of rows) yield { row: raw.row, parsed: parseRow(raw, fileIndex) };
    onBytes(bytesRead);
  }
}

/** What a reader of the terminal sees of an error. */
export function explain(path: string, thrown: unknown): string {
  const { code, message } = toAppError(thrown);
  return `${path}: ${message} (${code})`;
}
