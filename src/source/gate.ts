/** At most `limit` jobs at a time, first come first served; narrowed for good when a server complains. */
export interface Gate {
  run<T>(job: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  narrow(limit: number): void;
}

export function createGate(limit: number): Gate {
  let allowed = limit;
  let running = 0;
  const waiting: (() => void)[] = [];

  function next(): void {
    while (running < allowed && waiting.length > 0) {
      running += 1;
      waiting.shift()?.();
    }
  }

  return {
    async run(job, signal) {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        next();
      });
      try {
        signal?.throwIfAborted();
        return await job();
      } finally {
        running -= 1;
        next();
      }
    },
    narrow(next) {
      allowed = Math.min(allowed, next);
    },
  };
}
