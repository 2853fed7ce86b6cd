/** A row as a file reader delivers it: an object of columns, nothing known of their types. */
export type RawRecord = Readonly<Record<string, unknown>>;

export function isRecord(raw: unknown): raw is RawRecord {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw) && !ArrayBuffer.isView(raw);
}
