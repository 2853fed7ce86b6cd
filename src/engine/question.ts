/** A question as it reaches the database, and its answer. */
import type { ResultTable } from './arrow';

export interface Question {
  readonly sql: string;
  /** Of `$1`, `$2` … */
  readonly parameters: readonly (string | number)[];
}

export type Answer = (question: Question, signal: AbortSignal | undefined) => Promise<ResultTable>;
