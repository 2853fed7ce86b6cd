/** What is in flight in this thread: calls, code on its way, animations. It knows that something is, not what. */
export class Activity {
  #running = 0;
  readonly #watchers = new Set<(isBusy: boolean) => void>();

  /** Hears at once, and whenever something begins or ends, whether something is in flight. */
  watch(report: (isBusy: boolean) => void): void {
    this.#watchers.add(report);
    report(this.#running > 0);
  }

  /** Something began; call what is returned when it ended (once or more, only the first counts). */
  begin(): () => void {
    this.#change(1);
    let isOver = false;
    return () => {
      if (!isOver) this.#change(-1);
      isOver = true;
    };
  }

  async during<T>(work: Promise<T>): Promise<T> {
    const end = this.begin();
    try {
      return await work;
    } finally {
      end();
    }
  }

  #change(by: 1 | -1): void {
    this.#running += by;
    for (const report of this.#watchers) report(this.#running > 0);
  }
}

/** That of the page. */
export const pageActivity = new Activity();
