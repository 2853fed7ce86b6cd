/** Whether an engine still answers: probed after anything that went wrong, and ended for good when it does not. */
import { AppError, toAppError } from '../lib/AppError';
import { isOff } from '../lib/sabotage';
import type { EngineHost } from './host';

/** How long DuckDB may take to notice a cancel; measured: a slice is 100 ms, one huge value held it 42 s. */
const CANCEL_MS = 2_000;
/** `SELECT 1` takes under 1 ms in a healthy engine. */
const PROBE_MS = 3_000;
/** WebAssembly's own traps: the heap is in no known state afterwards, even when a probe happens to pass. */
const TRAP = /out of bounds|unreachable|null function|signature mismatch|Maximum call stack/;

export class EngineHealth {
  readonly #host: EngineHost;
  #lost: AppError | undefined;

  constructor(host: EngineHost) {
    this.#host = host;
  }

  /** Set when the engine answers no more. */
  get lost(): AppError | undefined {
    return this.#lost;
  }

  /** What is asked from now on, or not answered yet, ends with this and without a probe. */
  close(): void {
    this.#lost ??= new AppError('ABORTED', 'The dataset was closed.');
  }

  /** Resolves when the engine lives; else ends it and rejects with `ENGINE_LOST`. */
  async probe(cause: unknown): Promise<void> {
    if (this.#lost !== undefined) throw this.#lost;
    if (globalThis.__SABOTAGE__ && isOff('engineProbe')) return;
    try {
      if (TRAP.test(toAppError(cause).message)) throw cause;
      await orAborted(this.#host.query('SELECT 1', []), AbortSignal.timeout(PROBE_MS), 0);
    } catch {
      this.#lost ??= new AppError(
        'ENGINE_LOST',
        `The query engine did not survive the last query (${toAppError(cause).message}). It is opened anew, and the index is read again.`,
        { cause },
      );
      this.#host.kill();
      throw this.#lost;
    }
  }
}

/** Rejects at most `graceMs` after the signal, whether or not the work noticed. */
export async function orAborted<T>(work: Promise<T>, signal: AbortSignal, graceMs = CANCEL_MS): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let onAbort = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = () => {
      timer = setTimeout(() => reject(signal.reason as Error), graceMs); // AbortSignal's reasons are errors here
    };
    signal.addEventListener('abort', onAbort, { once: true });
  });
  work.catch(() => undefined);
  try {
    return await Promise.race([work, aborted]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}
