/**
 * Rows ↔ Arrow: IPC bytes into the engine, plain values out of it. Columns are laid out by hand: Arrow's own
 * builders compile code from strings, which the content security policy forbids.
 */
import { Bool, Int32, makeData, Table, tableToIPC, Utf8, Vector, type Data } from 'apache-arrow';
import { constantColumn, type ColumnData, type ColumnTable, type Schema } from './columns';

/** Some rows of a table. Columns that `table` lacks have the same value in every row. */
export interface TablePart {
  readonly table: ColumnTable;
  readonly constants: Readonly<Record<string, string | number>>;
}

function toData(column: ColumnData, length: number): Data {
  switch (column.kind) {
    case 'INTEGER':
      return makeData({ type: new Int32(), length, data: column.values });
    case 'BOOLEAN':
      return makeData({ type: new Bool(), length, data: column.bits });
    case 'VARCHAR': {
      const { offsets: valueOffsets, data, valid: nullBitmap } = column;
      return makeData({ type: new Utf8(), length, nullCount: -1, nullBitmap, valueOffsets, data });
    }
  }
}

/** IPC bytes of the parts, one batch each. Throws when a part has neither a column nor a constant for it. */
export function encodeParts(schema: Schema, parts: readonly TablePart[]): Uint8Array {
  const vectors = Object.keys(schema).map((name) => {
    const chunks = parts.map(({ table: { columns, rowCount }, constants }) => {
      const constant = constants[name];
      const column =
        columns[name] ?? (constant === undefined ? undefined : constantColumn(constant, rowCount));
      if (column === undefined) throw new Error(`no column ${name}`);
      return toData(column, rowCount);
    });
    return [name, new Vector(chunks)] as const;
  });
  return tableToIPC(new Table(Object.fromEntries(vectors)), 'stream');
}

/** What a query gives, whichever copy of Arrow made it. */
export interface ResultTable {
  readonly numRows: number;
  readonly schema: { readonly fields: readonly { readonly name: string }[] };
  getChildAt(index: number): { get(row: number): unknown; toArray?(): unknown } | null;
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

function vectorOf(table: ResultTable, name: string): ReturnType<ResultTable['getChildAt']> {
  return table.getChildAt(table.schema.fields.findIndex((field) => field.name === name));
}

export function columnOf<T extends Cell>(
  table: ResultTable,
  name: string,
  is: (cell: Cell) => cell is T,
): T[] {
  const vector = vectorOf(table, name);
  const cells: T[] = [];
  for (let row = 0; row < table.numRows; row += 1) {
    const cell = toCell(vector?.get(row));
    if (!is(cell)) throw new Error(`column ${name}, row ${row}: unexpected ${String(cell)}`);
    cells.push(cell);
  }
  return cells;
}

/** A column of integers without nulls, all at once where the table can: a long list took as long to read as to ask. */
export function integersOf(table: ResultTable, name: string): Int32Array {
  const values = vectorOf(table, name)?.toArray?.();
  return values instanceof Int32Array ? values : Int32Array.from(columnOf(table, name, isNumber));
}

export const isNumber = (cell: Cell): cell is number => typeof cell === 'number';
export const isNumberOrNone = (cell: Cell): cell is number | undefined =>
  cell === undefined || typeof cell === 'number';
export const isString = (cell: Cell): cell is string => typeof cell === 'string';
