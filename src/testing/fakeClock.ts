import type { Clock } from '../source/clock';

export interface FakeClock extends Clock {
  /** The pauses asked for, in order; they are over at once. */
  readonly waits: number[];
  /** Ends every limit that is not over yet: 15 s without a byte have passed. */
  endLimits(): void;
  /** While true, pauses last until `endWaits`. */
  holdWaits: boolean;
  endWaits(): void;
}

/** Time that passes when the test says so; pauses pass at once and are recorded. */
export function createFakeClock(startMs = Date.UTC(2026, 0, 5)): FakeClock {
  let now = startMs;
  const limits = new Set<() => void>();
  const held = new Set<() => void>();
  const endAll = (pending: Set<() => void>) => {
    for (const resolve of pending) resolve();
    pending.clear();
  };
  const clock: FakeClock = {
    waits: [],
    holdWaits: false,
    now: () => now,
    async wait(durationMs, signal) {
      signal?.throwIfAborted();
      clock.waits.push(durationMs);
      if (clock.holdWaits) await heldUntil(held, signal);
      now += durationMs;
    },
    limit: (durationMs, signal) =>
      new Promise((resolve) => {
        const over = () => {
          now += durationMs;
          resolve();
        };
        limits.add(over);
        signal.addEventListener('abort', () => limits.delete(over), { once: true });
      }),
    endLimits: () => endAll(limits),
    endWaits: () => endAll(held),
  };
  return clock;
}

function heldUntil(held: Set<() => void>, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    held.add(resolve);
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
