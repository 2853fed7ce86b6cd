/** One line of bytes → a row. The parser of the text is given: tolerance for NaN and the like is its matter. */
import { CONVERSATION_COLUMNS } from './parquetSchema';
import { toTurnList } from './conversationShape';
import { grouped, messageOf } from './parquetFooter';
import { hasBom, type Line } from './lineSplitter';
import type { RawRow } from './types';

export type JsonRecord = Readonly<Record<string, unknown>>;

export type ParsedLine =
  | { readonly kind: 'record'; readonly record: JsonRecord }
  | { readonly kind: 'bad'; readonly reason: string };

export type ParseLine = (text: string) => ParsedLine;

/** Plain JSON: the default where no tolerant parser is given. */
export function parseStrictJson(text: string): ParsedLine {
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return { kind: 'record', record: value };
    return {
      kind: 'bad',
      reason: `not a JSON object but ${Array.isArray(value) ? 'an array' : typeof value}`,
    };
  } catch (thrown) {
    return { kind: 'bad', reason: messageOf(thrown) };
  }
}

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const tolerant = new TextDecoder('utf-8', { ignoreBOM: true });

export function tooLongReason({ start, end }: Pick<Line, 'start' | 'end'>): string {
  return `the line has ${grouped(end - start)} bytes; the limit is 256 MB`;
}

export function readLine(
  line: Pick<Line, 'start' | 'end' | 'bytes' | 'terminated'>,
  row: number,
  parseLine: ParseLine,
): RawRow {
  if (!line.bytes) return { row, kind: 'bad', reason: tooLongReason(line) };
  const { text, valid } = decodeLine(hasBom(line.bytes) ? line.bytes.subarray(3) : line.bytes);
  if (!valid) return { row, kind: 'bad', reason: 'the line holds bytes that are not UTF-8', text };
  const parsed = parseLine(text);
  if (parsed.kind === 'record') return { row, kind: 'record', record: withTurnList(parsed.record), text };
  const reason = line.terminated ? parsed.reason : `the file ends inside this line (${parsed.reason})`;
  return { row, kind: 'bad', reason, text };
}

function decodeLine(bytes: Uint8Array): { readonly text: string; readonly valid: boolean } {
  const end = bytes.at(-1) === 0x0d ? bytes.length - 1 : bytes.length;
  const line = bytes.subarray(0, end);
  try {
    return { text: strict.decode(line), valid: true };
  } catch {
    return { text: tolerant.decode(line), valid: false };
  }
}

/** Only conversations that are not a list already; everything else stays as parsed. */
export function withTurnList(record: JsonRecord): JsonRecord {
  const name = CONVERSATION_COLUMNS.find((column) => record[column] !== undefined && record[column] !== null);
  if (name === undefined || Array.isArray(record[name])) return record;
  return { ...record, [name]: toTurnList(record[name]) };
}
