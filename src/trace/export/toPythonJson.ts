/**
 * JSON text as Python's `json` writes and reads it: integers of any size keep their digits, and NaN and Infinity
 * have a name. `JSON.stringify` throws at the first and makes null of the others.
 */

/** Python's separators do not matter to a reader; ours are the compact ones. */
export function toPythonJson(value: unknown): string {
  return isPlainJson(value) ? JSON.stringify(value) : write(value);
}

/** Can `JSON.stringify` write it without loss? */
function isPlainJson(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0);
  if (typeof value === 'bigint' || value === undefined) return false;
  if (typeof value !== 'object' || value === null) return true;
  return Array.isArray(value) ? value.every(isPlainJson) : Object.values(value).every(isPlainJson);
}

function write(value: unknown): string {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return writeNumber(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
  return `{${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}:${write(item)}`)
    .join(',')}}`;
}

function writeNumber(value: number): string {
  if (Object.is(value, -0)) return '-0.0';
  return String(value);
}
