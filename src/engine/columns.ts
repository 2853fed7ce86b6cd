/**
 * Tables as column buffers: what the parse workers make, the cache keeps and Arrow wraps. Plain typed arrays, so
 * that they cross threads without copying and lie in a file as they are. No Arrow here: parse workers do without it.
 */
export type ColumnType = 'INTEGER' | 'VARCHAR' | 'BOOLEAN';

export type ColumnData =
  | { readonly kind: 'INTEGER'; readonly values: Int32Array }
  /** One bit a row, least significant first. */
  | { readonly kind: 'BOOLEAN'; readonly bits: Uint8Array }
  /** UTF-8 of all rows; row `i` is `[offsets[i], offsets[i + 1])`. `valid` = a bit a row, 0 = null. */
  | {
      readonly kind: 'VARCHAR';
      readonly offsets: Int32Array;
      readonly data: Uint8Array;
      readonly valid: Uint8Array;
    };

export interface ColumnTable {
  readonly rowCount: number;
  readonly columns: Readonly<Record<string, ColumnData>>;
}

export type Schema = Readonly<Record<string, { readonly type: ColumnType }>>;

type Row = Readonly<Record<string, unknown>>;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Least significant bit first, as Arrow wants it. */
function packBits(count: number, isSet: (index: number) => boolean): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(count / 8));
  for (let index = 0; index < count; index += 1) {
    if (isSet(index)) bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (1 << (index & 7));
  }
  return bytes;
}

function isBitSet(bits: Uint8Array, index: number): boolean {
  return ((bits[index >> 3] ?? 0) & (1 << (index & 7))) !== 0;
}

/** Up to this length a loop takes a fraction of a call of the encoder: names of tools, kinds. */
const SHORT = 64;

/** Writes a short text of ASCII at `at`; false when it is none, then what stands there is of no use. */
function writeShort(text: string, data: Uint8Array, at: number): boolean {
  if (text.length > SHORT) return false;
  for (let unit = 0; unit < text.length; unit += 1) {
    const code = text.charCodeAt(unit);
    if (code >= 0x80) return false;
    data[at + unit] = code;
  }
  return true;
}

/** All texts into one buffer that grows: an array for each would cost more than the text. */
function encodeText(rows: readonly Row[], name: string): ColumnData {
  const offsets = new Int32Array(rows.length + 1);
  let data = new Uint8Array(Math.max(64, rows.length * 16));
  let at = 0;
  for (let index = 0; index < rows.length; index += 1) {
    const value = rows[index]?.[name];
    const text = typeof value === 'string' ? value : '';
    // three bytes a UTF-16 unit are always enough
    if (data.length - at < text.length * 3) {
      const larger = new Uint8Array((at + text.length * 3) * 2);
      larger.set(data.subarray(0, at));
      data = larger;
    }
    at += writeShort(text, data, at) ? text.length : encoder.encodeInto(text, data.subarray(at)).written;
    offsets[index + 1] = at;
  }
  const valid = packBits(rows.length, (index) => rows[index]?.[name] !== undefined);
  return { kind: 'VARCHAR', offsets, data: data.slice(0, at), valid };
}

function encodeIntegers(rows: readonly Row[], name: string): ColumnData {
  const values = new Int32Array(rows.length);
  for (let index = 0; index < rows.length; index += 1) values[index] = Number(rows[index]?.[name]);
  return { kind: 'INTEGER', values };
}

function encodeColumn(type: ColumnType, rows: readonly Row[], name: string): ColumnData {
  switch (type) {
    case 'INTEGER':
      return encodeIntegers(rows, name);
    case 'BOOLEAN':
      return { kind: type, bits: packBits(rows.length, (index) => rows[index]?.[name] === true) };
    case 'VARCHAR':
      return encodeText(rows, name);
  }
}

/** The columns of `schema` that are not in `without`. */
export function encodeColumns(
  schema: Schema,
  rows: readonly object[],
  without: readonly string[] = [],
): ColumnTable {
  const columns: Record<string, ColumnData> = {};
  for (const [name, { type }] of Object.entries(schema)) {
    if (without.includes(name)) continue;
    columns[name] = encodeColumn(type, rows as readonly Row[], name); // typed by the caller's schema
  }
  return { rowCount: rows.length, columns };
}

/** The same value in every row. */
export function constantColumn(value: string | number, rowCount: number): ColumnData {
  if (typeof value === 'number') return { kind: 'INTEGER', values: new Int32Array(rowCount).fill(value) };
  const text = encoder.encode(value);
  const data = new Uint8Array(text.length * rowCount);
  for (let row = 0; row < rowCount; row += 1) data.set(text, row * text.length);
  const offsets = Int32Array.from({ length: rowCount + 1 }, (_, row) => row * text.length);
  return { kind: 'VARCHAR', offsets, data, valid: packBits(rowCount, () => true) };
}

/** Undefined = null, or no such column or row. */
export function textAt({ columns }: ColumnTable, name: string, row: number): string | undefined {
  const column = columns[name];
  if (column?.kind !== 'VARCHAR' || !isBitSet(column.valid, row)) return undefined;
  return decoder.decode(column.data.subarray(column.offsets[row], column.offsets[row + 1]));
}

/** 0 where there is no such column or row. */
export function intAt({ columns }: ColumnTable, name: string, row: number): number {
  const column = columns[name];
  return column?.kind === 'INTEGER' ? (column.values[row] ?? 0) : 0;
}
