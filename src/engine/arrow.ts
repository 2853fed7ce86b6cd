/**
 * Rows ↔ Arrow: IPC bytes into the engine, plain values out of it. Columns are laid out by hand: Arrow's own
 * builders compile code from strings, which the content security policy forbids.
 */
import { Bool, Int32, makeData, Table, tableToIPC, Utf8, Vector, type Data } from 'apache-arrow';
import { ALL_TABLES, type TableName, type TableRow } from './tables';

const encoder = new TextEncoder();

/** Least significant bit first, as Arrow wants it. */
function packBits(count: number, isSet: (index: number) => boolean): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(count / 8));
  for (let index = 0; index < count; index += 1) {
    if (isSet(index)) bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (1 << (index & 7));
  }
  return bytes;
}

function encodeText(values: readonly unknown[]): Data<Utf8> {
  const texts = values.map((value) => encoder.encode(typeof value === 'string' ? value : ''));
  const valueOffsets = new Int32Array(values.length + 1);
  for (const [index, text] of texts.entries())
    valueOffsets[index + 1] = (valueOffsets[index] ?? 0) + text.byteLength;
  const data = new Uint8Array(valueOffsets.at(-1) ?? 0);
  for (const [index, text] of texts.entries()) data.set(text, valueOffsets[index]);
  const nullCount = values.filter((value) => value === undefined).length;
  const nullBitmap = packBits(values.length, (index) => values[index] !== undefined);
  return makeData({ type: new Utf8(), length: values.length, nullCount, nullBitmap, valueOffsets, data });
}

function encodeColumn(type: 'INTEGER' | 'VARCHAR' | 'BOOLEAN', values: readonly unknown[]): Data {
  const { length } = values;
  switch (type) {
    case 'INTEGER':
      return makeData({ type: new Int32(), length, data: Int32Array.from(values, Number) });
    case 'BOOLEAN':
      return makeData({
        type: new Bool(),
        length,
        data: packBits(length, (index) => values[index] === true),
      });
    case 'VARCHAR':
      return encodeText(values);
  }
}

export function encodeRows<Name extends TableName>(name: Name, rows: readonly TableRow<Name>[]): Uint8Array {
  const vectors = Object.entries(ALL_TABLES[name]).map(([column, { type }]) => {
    const values = rows.map((row) => (row as Readonly<Record<string, unknown>>)[column]); // typed by TableRow
    return [column, new Vector([encodeColumn(type, values)])] as const;
  });
  return tableToIPC(new Table(Object.fromEntries(vectors)), 'stream');
}

/** What a query gives, whichever copy of Arrow made it. */
export interface ResultTable {
  readonly numRows: number;
  readonly schema: { readonly fields: readonly { readonly name: string }[] };
  getChildAt(index: number): { get(row: number): unknown } | null;
}

export type Cell = string | number | boolean | undefined;

/** BigInt is a count here: a number where it is exact, else its digits. Null is undefined. */
export function toCell(value: unknown): Cell {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'bigint') {
    return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
      ? Number(value)
      : String(value);
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : String(value);
}

export function columnOf<T extends Cell>(
  table: ResultTable,
  name: string,
  is: (cell: Cell) => cell is T,
): T[] {
  const index = table.schema.fields.findIndex((field) => field.name === name);
  const vector = table.getChildAt(index);
  const cells: T[] = [];
  for (let row = 0; row < table.numRows; row += 1) {
    const cell = toCell(vector?.get(row));
    if (!is(cell)) throw new Error(`column ${name}, row ${row}: unexpected ${String(cell)}`);
    cells.push(cell);
  }
  return cells;
}

export const isNumber = (cell: Cell): cell is number => typeof cell === 'number';
export const isNumberOrNone = (cell: Cell): cell is number | undefined =>
  cell === undefined || typeof cell === 'number';
export const isString = (cell: Cell): cell is string => typeof cell === 'string';
