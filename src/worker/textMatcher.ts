/**
 * Has records searched in the parse workers. A reader's pattern may take for ever on some text: its time is bounded, the
 * thread ended, and the rows tried one by one, so that one bad row costs only itself.
 */
import { AppError } from '../lib/AppError';
import type { FoundRecord, TextSearch } from '../trace';
import type { JobAnswer } from './runJob';
import { fromWireError } from './wire';
import type { JobLimits, WorkerPool } from './WorkerPool';

/** What each record gives, in their order. Rejects on abort, and when a pattern is too slow again and again. */
export type TextMatcher = (records: readonly unknown[]) => Promise<readonly FoundRecord[]>;

/** A literal text takes milliseconds: what stops it is not the text. */
const BATCH_LIMITS: JobLimits = { timeoutMs: 3_000, attempts: 1 };
const ROW_LIMITS: JobLimits = { timeoutMs: 1_000, attempts: 1 };
/** Rows a pattern may fail at before the search ends. */
const MOST_SLOW = 5;

export function createTextMatcher(
  pool: Pick<WorkerPool, 'run'>,
  search: TextSearch,
  mostHits: number,
  signal: AbortSignal,
): TextMatcher {
  let slow = 0;
  const isPattern = search.isRegex === true;
  const ask = (records: readonly unknown[], limits: JobLimits | undefined): Promise<JobAnswer> =>
    pool.run(
      'search',
      async () => ({ payload: { records, search, mostHits }, transfer: [] }),
      signal,
      limits,
    );
  const read = (value: Uint8Array): readonly FoundRecord[] =>
    JSON.parse(new TextDecoder().decode(value)) as readonly FoundRecord[]; // what the job made of them
  const one = async (record: unknown): Promise<readonly FoundRecord[]> => {
    const answer = await ask([record], isPattern ? ROW_LIMITS : undefined);
    if (answer.ok) return read(answer.value);
    if (!isPattern) return [{ kind: 'bad', reason: answer.error.message }];
    slow += 1;
    if (slow > MOST_SLOW)
      throw new AppError(
        'TIMED_OUT',
        `The regular expression took longer than 1 s in ${slow} rows; the search ended there. A simpler one, without repetition inside repetition, is faster.`,
        { details: { pattern: search.text } },
      );
    return [{ kind: 'bad', reason: 'the regular expression took longer than 1 s in this row' }];
  };
  return async (records) => {
    const answer = await ask(records, isPattern ? BATCH_LIMITS : undefined);
    if (answer.ok) return read(answer.value);
    if (answer.error.code !== 'WORKER_DIED') throw fromWireError(answer.error);
    const found: FoundRecord[] = [];
    for (const record of records) found.push(...(await one(record)));
    return found;
  };
}
