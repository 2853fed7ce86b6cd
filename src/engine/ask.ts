import type { RawBuilder } from 'kysely';
import type { ResultTable } from './arrow';

/** One query → its answer, and the statement as people read it. */
export type Ask = (query: RawBuilder<unknown>) => Promise<readonly [answer: ResultTable, sql: string]>;
