/** Owns whether there is a connection, as the page says, and who waits for it. */
export class Connection {
  #isOnline = true;
  readonly #waiting = new Set<() => void>();

  set(isOnline: boolean): void {
    this.#isOnline = isOnline;
    if (isOnline) for (const wake of this.#waiting) wake();
  }

  /** Resolves at once while online: true when it had to wait. Rejects with the signal's reason. */
  whenOnline(signal?: AbortSignal): Promise<boolean> {
    if (this.#isOnline) return Promise.resolve(false);
    return new Promise((resolve, reject) => {
      const end = (): void => {
        this.#waiting.delete(wake);
        signal?.removeEventListener('abort', stop);
      };
      const wake = (): void => {
        end();
        resolve(true);
      };
      const stop = (): void => {
        end();
        reject(signal?.reason as Error); // an aborted signal's reason is an error here
      };
      if (signal?.aborted) return stop();
      this.#waiting.add(wake);
      signal?.addEventListener('abort', stop, { once: true });
    });
  }
}
