/** Decoded parquet values as what JSON could have held (Python's, with integers of any size): rows look the same from every format. */

/** Deeper values become a note: posting them between threads fails at about 10,000. */
const DEPTH_LIMIT = 512;

export function toPlain(value: unknown, depth = 0): unknown {
  if (value === undefined || value === null) return null;
  if (typeof value === 'bigint') return toNumber(value);
  if (typeof value !== 'object') return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Uint8Array) return toHex(value);
  if (depth >= DEPTH_LIMIT) return '[nested deeper than 512 levels]';
  if (Array.isArray(value)) return value.map((item) => toPlain(item, depth + 1));
  if (ArrayBuffer.isView(value)) return String(value);
  return plainObject(value, depth);
}

/** Integers a double cannot hold stay what they are: written out again they must be numbers, not text. */
function toNumber(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function toHex(bytes: Uint8Array): string {
  return [...bytes.subarray(0, 4096)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Without a prototype: a column named `__proto__` is a column. */
function plainObject(value: object, depth: number): Record<string, unknown> {
  // Object.create(null) is typed any; it is an empty record.
  const plain = Object.create(null) as Record<string, unknown>;
  for (const [key, item] of Object.entries(value)) plain[key] = toPlain(item, depth + 1);
  return plain;
}
