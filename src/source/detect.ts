/** What a file is, by its bytes: names and content types lie. */
import { AppError } from '../lib/AppError';
import { grouped } from './parquetFooter';

export type FileKind = 'parquet' | 'jsonl' | 'gzip';

const HTML = /^<(?:!doctype|html|head|body|script|\?xml|!--)/i;

const OTHER_MAGIC: readonly (readonly [string, string])[] = [
  ['50 4B 03 04', 'a ZIP archive: unpack it first'],
  ['28 B5 2F FD', 'Zstandard-compressed: unpack it first'],
  ['42 5A 68', 'bzip2-compressed: unpack it first'],
  ['41 52 52 4F 57 31', 'an Arrow file, not parquet'],
  ['50 41 52 45', 'an encrypted parquet file, which cannot be read here'],
  ['25 50 44 46', 'a PDF document'],
  ['53 51 4C 69 74 65', 'an SQLite database'],
  ['FF FE', 'UTF-16 text; only UTF-8 can be read'],
  ['FE FF', 'UTF-16 text; only UTF-8 can be read'],
];

/** From the first bytes (a few KB). Throws NOT_A_DATASET that says what it is instead. */
export function detectKind(name: string, byteLength: number, head: Uint8Array): FileKind {
  if (byteLength === 0)
    throw new AppError('FILE_EMPTY', `${name}: the file is empty (0 bytes)`, { details: { name } });
  if (startsWith(head, 'PAR1')) return 'parquet';
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  const known = OTHER_MAGIC.find(([hex]) => toHex(head).startsWith(hex));
  if (known) throw notADataset(name, `this is ${known[1]}`);
  const text = new TextDecoder()
    .decode(head)
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (HTML.test(text)) throw notADataset(name, 'this is a web page, not parquet or JSONL');
  if (text.startsWith('{') || text.startsWith('[') || hasObjectLine(text)) return 'jsonl';
  const start = toHex(head.subarray(0, 8)) || 'none';
  throw notADataset(
    name,
    `${grouped(byteLength)} bytes that are neither parquet, JSONL nor gzip (they begin with ${start})`,
  );
}

/** A damaged first line must not hide the good ones after it. */
function hasObjectLine(text: string): boolean {
  return !text.includes('\0') && text.split('\n').some((line) => line.trimStart().startsWith('{"'));
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return [...text].every((char, index) => bytes[index] === char.charCodeAt(0));
}

export function endsLikeParquet(tail: Uint8Array): boolean {
  return startsWith(tail.subarray(-4), 'PAR1');
}

function toHex(bytes: Uint8Array): string {
  return [...bytes.subarray(0, 8)].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');
}

export function notADataset(name: string, fact: string): AppError {
  return new AppError('NOT_A_DATASET', `${name}: ${fact}`, { details: { name } });
}
