/**
 * What the index keeps of a unit of rows, in one buffer: the answer of a parse worker and, byte for byte, a blob of
 * the cache. Layout, little endian: magic, length of all, CRC-32 of what follows, length of the header; the header
 * as JSON; the buffers of the columns, each on a multiple of 8.
 */
import { createCrc32 } from '../lib/crc32';
import type { ColumnData, ColumnTable } from '../engine/columns';
import type { IndexTableName } from '../engine/tables';

/** The tables of the engine, and `list`: what only list rows show. Neither `file` nor `config` is in them. */
export type UnitTableName = IndexTableName | 'list';
export type UnitTables = Readonly<Record<UnitTableName, ColumnTable>>;

export interface IndexedUnit {
  readonly firstRow: number;
  readonly rowCount: number;
  /** Rows that could not be parsed, with the reason. They have a row in `listing` only. */
  readonly bad: readonly (readonly [row: number, reason: string])[];
  readonly tables: UnitTables;
}

/** Changes with this layout, with what `indexUnit` puts in it, or with where units are cut. */
export const UNIT_FORMAT = 2;
const MAGIC = 0x55_58_54_52; // RTXU
const HEAD_BYTES = 16;
const CHECKED_FROM = 12;

type ColumnNote = readonly [name: string, kind: ColumnData['kind'], ...lengths: number[]];

interface Header {
  readonly firstRow: number;
  readonly rowCount: number;
  readonly bad: IndexedUnit['bad'];
  readonly tables: readonly (readonly [name: string, rowCount: number, columns: readonly ColumnNote[]])[];
}

function aligned(length: number): number {
  return Math.ceil(length / 8) * 8;
}

function buffersOf(column: ColumnData): readonly (Int32Array | Uint8Array)[] {
  switch (column.kind) {
    case 'INTEGER':
      return [column.values];
    case 'BOOLEAN':
      return [column.bits];
    case 'VARCHAR':
      return [column.offsets, column.data, column.valid];
  }
}

export function packUnit({ firstRow, rowCount, bad, tables }: IndexedUnit): Uint8Array<ArrayBuffer> {
  const buffers: (Int32Array | Uint8Array)[] = [];
  const notes = Object.entries(tables).map(([table, { rowCount: count, columns }]) => {
    const columnNotes = Object.entries(columns).map(([name, column]): ColumnNote => {
      const own = buffersOf(column);
      buffers.push(...own);
      return [name, column.kind, ...own.map(({ length }) => length)];
    });
    return [table, count, columnNotes] as const;
  });
  const header: Header = { firstRow, rowCount, bad, tables: notes };
  const head = new TextEncoder().encode(JSON.stringify(header));
  const length = buffers.reduce(
    (sum, { byteLength }) => sum + aligned(byteLength),
    aligned(HEAD_BYTES + head.length),
  );
  const bytes = new Uint8Array(length);
  bytes.set(head, HEAD_BYTES);
  let at = aligned(HEAD_BYTES + head.length);
  for (const { buffer, byteOffset, byteLength } of buffers) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += aligned(byteLength);
  }
  const words = new Uint32Array(bytes.buffer, 0, 4);
  words.set([MAGIC, length, 0, head.length]);
  words[2] = checksum(bytes);
  return bytes;
}

function checksum(bytes: Uint8Array): number {
  const crc = createCrc32();
  crc.update(bytes.subarray(CHECKED_FROM));
  return crc.result().value;
}

/** Undefined when the bytes are not whole or not the ones written: cut off, or of another format. */
export function checkPacked(bytes: Uint8Array): Uint8Array | undefined {
  if (bytes.length < HEAD_BYTES || bytes.byteOffset % 8 !== 0) return undefined;
  const [magic, length, crc] = new Uint32Array(bytes.buffer, bytes.byteOffset, 4);
  if (magic !== MAGIC || length !== bytes.length) return undefined;
  return checksum(bytes) === crc ? bytes : undefined;
}

/** Views into `bytes`, which `packUnit` made or `checkPacked` passed. */
export function unpackUnit(bytes: Uint8Array): IndexedUnit {
  const [, , , headLength = 0] = new Uint32Array(bytes.buffer, bytes.byteOffset, 4);
  const text = new TextDecoder().decode(bytes.subarray(HEAD_BYTES, HEAD_BYTES + headLength));
  const { firstRow, rowCount, bad, tables: notes } = JSON.parse(text) as Header; // written by packUnit
  let at = bytes.byteOffset + aligned(HEAD_BYTES + headLength);
  const take = (byteLength: number): number => {
    const start = at;
    at += aligned(byteLength);
    return start;
  };
  const ints = (length: number): Int32Array => new Int32Array(bytes.buffer, take(length * 4), length);
  const raw = (length: number): Uint8Array => new Uint8Array(bytes.buffer, take(length), length);
  const toColumn = ([, kind, first = 0, second = 0, third = 0]: ColumnNote): ColumnData => {
    switch (kind) {
      case 'INTEGER':
        return { kind, values: ints(first) };
      case 'BOOLEAN':
        return { kind, bits: raw(first) };
      case 'VARCHAR':
        return { kind, offsets: ints(first), data: raw(second), valid: raw(third) };
    }
  };
  const tables = notes.map(([name, count, columns]) => {
    const unpacked = columns.map((note) => [note[0], toColumn(note)] as const);
    return [name, { rowCount: count, columns: Object.fromEntries(unpacked) }] as const;
  });
  // packUnit wrote every table
  return {
    firstRow,
    rowCount,
    bad,
    tables: Object.fromEntries(tables) as Record<UnitTableName, ColumnTable>,
  };
}
