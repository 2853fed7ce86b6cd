import type { AppError } from '../lib/AppError';
import type { Clock } from './clock';

export interface Wait {
  readonly reason: string;
  readonly durationMs: number;
  /** The attempt that failed, from 1. */
  readonly attempt: number;
}

/** Told before each pause, for a countdown and the log. */
export type OnWait = (wait: Wait) => void;

const MAX_RETRIES = 4;
const FIRST_BACKOFF_MS = 300;
/** A server that asks for more gets no silent minutes: the error says how long it asked for. */
export const LONGEST_WAIT_MS = 60_000;

/** False when there is nothing to wait for: attempts used up, or the server asks for more than a minute. */
export async function pauseBeforeRetry(
  error: AppError,
  attempt: number,
  clock: Clock,
  onWait: OnWait | undefined,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  // A server that answers with other bytes will hardly do better the third time.
  const retries = error.code === 'RANGE_WRONG' ? 1 : MAX_RETRIES;
  if (attempt > retries) return false;
  const asked = error.details['retryAfterMs'];
  const durationMs = typeof asked === 'number' ? asked : FIRST_BACKOFF_MS * 2 ** (attempt - 1);
  if (durationMs > LONGEST_WAIT_MS) return false;
  onWait?.({ reason: error.message, durationMs, attempt });
  await clock.wait(durationMs, signal);
  return true;
}
