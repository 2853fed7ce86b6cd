/** Rows ↔ Arrow: IPC bytes into the engine, plain values out of it. */
import { Bool, Int32, Table, tableToIPC, Utf8, vectorFromArray } from 'apache-arrow';
import { TABLES, type TableName, type TableRow } from './tables';

const TYPES = { INTEGER: () => new Int32(), VARCHAR: () => new Utf8(), BOOLEAN: () => new Bool() } as const;

export function encodeRows<Name extends TableName>(name: Name, rows: readonly TableRow<Name>[]): Uint8Array {
  const vectors = Object.entries(TABLES[name]).map(([column, { type }]) => {
    const values = rows.map((row) => (row as Readonly<Record<string, unknown>>)[column] ?? null); // typed by TableRow
    return [column, vectorFromArray(values, TYPES[type]())] as const;
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
export const isString = (cell: Cell): cell is string => typeof cell === 'string';
