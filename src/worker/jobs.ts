/** What the parse workers can be asked to do. A further kind of work over the rows of a unit is one more entry. */
import { decodeUnit, type PackedRows } from '../source';
import { createRecordFinder, parseJsonLine, type TextSearch } from '../trace';
import { indexUnit } from './indexUnit';

/** Each answers with one buffer, which is transferred. */
export const JOBS = {
  index: async ({ rows, firstRow }: IndexJob): Promise<Uint8Array<ArrayBuffer>> =>
    indexUnit(await decodeUnit(rows, parseJsonLine), firstRow),
  /** JSON of what each record gives (trace `FoundRecord`), in their order. */
  search: async ({ records, search, mostHits }: SearchJob): Promise<Uint8Array<ArrayBuffer>> =>
    new TextEncoder().encode(JSON.stringify(records.map(createRecordFinder(search, mostHits)))),
} as const satisfies Record<string, (payload: never) => Promise<Uint8Array<ArrayBuffer>>>;

export interface IndexJob {
  readonly rows: PackedRows;
  readonly firstRow: number;
}

/** Records as they were read. */
export interface SearchJob {
  readonly records: readonly unknown[];
  readonly search: TextSearch;
  readonly mostHits: number;
}

export type JobKind = keyof typeof JOBS;
export type JobPayload<Kind extends JobKind> = Parameters<(typeof JOBS)[Kind]>[0];
