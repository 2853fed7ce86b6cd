/**
 * What readers see of a result: plain cells that lose nothing. Types that Arrow's values would cut (DECIMAL,
 * HUGEINT, dates, times, blobs) come as DuckDB's own text; nested values become JSON text here.
 */
import { toCell, type Cell } from './arrow';

const PLAIN = /^(?:U?(?:TINYINT|SMALLINT|INTEGER|BIGINT)|FLOAT|DOUBLE|BOOLEAN|VARCHAR|"NULL")$/;
/** Exact as text, a number where that is the same. */
const WIDE_NUMBER = /^(?:U?HUGEINT|BIGNUM|DECIMAL\(\d+,\d+\))$/;
const NESTED = /\]$|^(?:STRUCT|MAP)\(/;
/** Inside a nested type: what only DuckDB writes exactly. */
const NOT_JSON = /HUGEINT|BIGNUM|DECIMAL|DATE|TIME|INTERVAL|BLOB|BIT|UUID|ENUM|UNION/;
const NUMBER = /^(?:U?(?:TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|FLOAT|DOUBLE|BIGNUM|DECIMAL\(\d+,\d+\))$/;

export function isNumberType(type: string): boolean {
  return NUMBER.test(type);
}

/** Is the column to be asked for as VARCHAR? */
export function isAskedAsText(type: string): boolean {
  return !PLAIN.test(type) && !(NESTED.test(type) && !NOT_JSON.test(type));
}

/** Arrow's own rows, vectors and maps know how to become plain values. */
function toPlain(value: unknown): unknown {
  if (typeof value === 'bigint') return toCell(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(toPlain);
  if ('toArray' in value && typeof value.toArray === 'function') {
    return Array.from(value as unknown as Iterable<unknown>, toPlain); // a vector, which iterates with its nulls
  }
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as Iterable<unknown>, toPlain); // a typed array
  const plain = 'toJSON' in value && typeof value.toJSON === 'function' ? value.toJSON() : value;
  return Object.fromEntries(Object.entries(plain as object).map(([key, each]) => [key, toPlain(each)])); // a row or map
}

function toWideNumber(text: string): Cell {
  const number = Number(text);
  return text.length <= 15 || String(number) === text ? number : text;
}

export function toResultCell(value: unknown, type: string): Cell {
  if (value === null || value === undefined) return undefined;
  if (NESTED.test(type) && typeof value === 'object') return JSON.stringify(toPlain(value));
  if (WIDE_NUMBER.test(type) && typeof value === 'string') return toWideNumber(value);
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return toCell(value);
}
