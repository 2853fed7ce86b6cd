/** A table of plain cells → a parquet file, its types kept: integers, decimals, dates and times stay what they are. */
import type { SchemaElement } from 'hyparquet';
import { member } from '../lib/member';

export interface TypedColumn {
  readonly name: string;
  /** As DuckDB names it. */
  readonly type: string;
  /** Null is undefined; what a number would not hold exactly is its text. */
  readonly cells: readonly (string | number | boolean | undefined)[];
}

type Cell = string | number | boolean;

interface Kind {
  readonly element: Omit<SchemaElement, 'name'>;
  readonly convert: (cell: Cell) => unknown;
}

const TEXT: Kind = { element: { type: 'BYTE_ARRAY', converted_type: 'UTF8' }, convert: String };
const toInteger = (cell: Cell): bigint => BigInt(String(cell));
const integer = (converted: SchemaElement['converted_type'], wide = false): Kind => ({
  element: { type: wide ? 'INT64' : 'INT32', ...(converted !== undefined && { converted_type: converted }) },
  convert: wide ? toInteger : Number,
});

const KINDS: Readonly<Record<string, Kind>> = {
  BOOLEAN: { element: { type: 'BOOLEAN' }, convert: (cell) => cell === true || cell === 'true' },
  TINYINT: integer('INT_8'),
  SMALLINT: integer('INT_16'),
  INTEGER: integer(undefined),
  BIGINT: integer(undefined, true),
  UTINYINT: integer('UINT_8'),
  USMALLINT: integer('UINT_16'),
  UINTEGER: integer('UINT_32'),
  FLOAT: { element: { type: 'FLOAT' }, convert: Number },
  DOUBLE: { element: { type: 'DOUBLE' }, convert: Number },
  DATE: {
    element: { type: 'INT32', converted_type: 'DATE' },
    convert: (cell) => Math.floor(Date.parse(`${String(cell)}T00:00:00Z`) / 86_400_000),
  },
  TIMESTAMP: {
    element: { type: 'INT64', converted_type: 'TIMESTAMP_MICROS' },
    convert: (cell) => toMicros(String(cell)),
  },
};

/** `2026-04-05 14:19:06.146864` in UTC, to the microsecond. */
function toMicros(text: string): bigint {
  const [, whole = '', fraction = ''] = /^(.*?)(?:\.(\d{1,6}))?$/.exec(text) ?? [];
  return BigInt(Date.parse(`${whole.replace(' ', 'T')}Z`)) * 1000n + BigInt(fraction.padEnd(6, '0') || '0');
}

/** Digits without their point: what a DECIMAL stores. */
function toUnscaled(text: string, scale: number): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(`${whole}${fraction.padEnd(scale, '0').slice(0, scale)}`);
}

/** What has no parquet type of its own (intervals, huge integers, nested values) is text, as it is shown. */
function kindOf(type: string): Kind {
  const [, precision, scale] = /^DECIMAL\((\d+),(\d+)\)$/.exec(type) ?? [];
  if (precision !== undefined && scale !== undefined && Number(precision) <= 18) {
    const places = Number(scale);
    return {
      element: { type: 'INT64', converted_type: 'DECIMAL', precision: Number(precision), scale: places },
      convert: (cell) => toUnscaled(String(cell), places),
    };
  }
  return member(KINDS, type) ?? TEXT;
}

/** Can every cell be said in this type? Dates before Christ and infinite times cannot. */
function converted(cells: TypedColumn['cells'], { convert }: Kind): unknown[] | undefined {
  const values = cells.map((cell) => {
    if (cell === undefined) return null;
    try {
      return convert(cell);
    } catch {
      return Number.NaN;
    }
  });
  const isWrong = (value: unknown, at: number): boolean => Number.isNaN(value) && cells[at] !== 'NaN';
  return values.some(isWrong) ? undefined : values;
}

/** Names that stand twice get a number: a parquet reader tells columns by name. */
function uniqueNames(columns: readonly TypedColumn[]): readonly string[] {
  const taken = new Set<string>();
  return columns.map(({ name }) => {
    let unique = name;
    for (let number = 2; taken.has(unique); number += 1) unique = `${name}_${number}`;
    taken.add(unique);
    return unique;
  });
}

export async function writeParquet(columns: readonly TypedColumn[]): Promise<Uint8Array<ArrayBuffer>> {
  const { parquetWriteBuffer } = await import('hyparquet-writer');
  const names = uniqueNames(columns);
  const made = columns.map(({ type, cells }, at) => {
    const kind = kindOf(type);
    const values = converted(cells, kind);
    const name = names[at] ?? '';
    const element = values === undefined ? TEXT.element : kind.element;
    return {
      element: { ...element, name, repetition_type: 'OPTIONAL' } satisfies SchemaElement,
      column: { name, data: values ?? cells.map((cell) => (cell === undefined ? null : String(cell))) },
    };
  });
  const schema: SchemaElement[] = [
    { name: 'root', num_children: made.length },
    ...made.map(({ element }) => element),
  ];
  return new Uint8Array(parquetWriteBuffer({ columnData: made.map(({ column }) => column), schema }));
}
