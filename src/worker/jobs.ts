/** What the parse workers can be asked to do. A further kind of work over the rows of a unit is one more entry. */
import { decodeUnit, type PackedRows } from '../source';
import { parseJsonLine } from '../trace';
import { indexUnit } from './indexUnit';

/** Each answers with one buffer, which is transferred. */
export const JOBS = {
  index: async ({ rows, firstRow }: IndexJob): Promise<Uint8Array<ArrayBuffer>> =>
    indexUnit(await decodeUnit(rows, parseJsonLine), firstRow),
} as const satisfies Record<string, (payload: never) => Promise<Uint8Array<ArrayBuffer>>>;

export interface IndexJob {
  readonly rows: PackedRows;
  readonly firstRow: number;
}

export type JobKind = keyof typeof JOBS;
export type JobPayload<Kind extends JobKind> = Parameters<(typeof JOBS)[Kind]>[0];
