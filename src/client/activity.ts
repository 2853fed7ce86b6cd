/**
 * Owns `html[data-idle]`: "true" when nothing is in flight or animating for 100 ms. Tests and scripts wait for
 * it instead of sleeping; it must not know what is going on, only that something is.
 */
const QUIET_MS = 100;

export class Activity {
  #running = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #root: HTMLElement;

  constructor(root: HTMLElement) {
    this.#root = root;
    this.#settle();
  }

  /** Something began; call what is returned when it ended (once or more, only the first counts). */
  begin(): () => void {
    this.#running += 1;
    clearTimeout(this.#timer);
    this.#root.dataset['idle'] = 'false';
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      this.#running -= 1;
      if (this.#running === 0) this.#settle();
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

  #settle(): void {
    clearTimeout(this.#timer);
    this.#root.dataset['idle'] = 'false';
    this.#timer = setTimeout(() => {
      this.#root.dataset['idle'] = 'true';
    }, QUIET_MS);
  }
}
