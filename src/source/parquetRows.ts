import type { DatasetColumns } from './parquetSchema';
import type { DecodedColumns } from './parquetDecode';
import { toTurnList } from './conversationShape';
import { toPlain } from './plainValue';
import type { RawRow } from './types';

/** Decoded columns → rows as stored, the conversation as a list of turns. */
export function buildRows(
  { columns, text }: DecodedColumns,
  { conversation, names }: DatasetColumns,
  firstRow: number,
  rowCount: number,
): RawRow[] {
  return Array.from({ length: rowCount }, (_, index) => {
    const record: Record<string, unknown> = {};
    const notes: string[] = [];
    // a list is taken as it is; all else can hold JSON text, whose escapes spell anything
    const isWellFormed = Array.isArray(columns.get(conversation)?.[index]);
    for (const name of names) {
      const plain = toPlain(columns.get(name)?.[index]);
      record[name] = name === conversation ? toTurnList(plain) : plain;
      if (text.invalid.size > 0 && contains(plain, text.invalid))
        notes.push(`column ${name} holds bytes that are not UTF-8`);
    }
    return {
      row: firstRow + index,
      kind: 'record',
      record,
      isWellFormed,
      ...(notes.length > 0 && { notes }),
    };
  });
}

function contains(value: unknown, texts: ReadonlySet<string>): boolean {
  if (typeof value === 'string') return value.includes('\uFFFD') && texts.has(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((item) => contains(item, texts));
}
