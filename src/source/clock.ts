/** Time as a parameter, so that backoff and stalls are tested without waiting. */
export interface Clock {
  now(): number;
  /** A pause we chose (backoff, Retry-After). Rejects with the signal's reason. */
  wait(durationMs: number, signal?: AbortSignal): Promise<void>;
  /** A limit on someone else: resolves when it is over; settles silently once the signal aborts. */
  limit(durationMs: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  wait: (durationMs, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const stop = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', stop);
        resolve();
      }, durationMs);
      signal?.addEventListener('abort', stop, { once: true });
    }),
  limit: (durationMs, signal) =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, durationMs);
      signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
    }),
};
