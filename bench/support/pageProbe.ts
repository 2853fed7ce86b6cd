/**
 * Runs inside the page, before its own scripts: says when something is painted, and how long the main thread was blocked.
 * Painted = it is in the document and two animation frames have passed.
 */

/** All of `conditions` hold: the first element of the selector exists, and its text matches. */
export interface PaintCondition {
  readonly selector: string;
  readonly text?: string;
}

export interface Painted {
  /** Milliseconds since the click, or since the navigation when nothing was clicked. */
  readonly durationMs: number;
  /** Sum and longest of the tasks over 50 ms that began in that time. */
  readonly blockedMs: number;
  readonly longestTaskMs: number;
}

export interface PageProbe {
  /** Waits for it, from now on. */
  watch(conditions: readonly PaintCondition[]): void;
  readonly painted: Promise<Painted>;
}

/** Sent into the page as text: it may use nothing from outside itself. */
export function installProbe(first: readonly PaintCondition[]): void {
  const tasks: PerformanceEntry[] = [];
  const observer = new PerformanceObserver((list) => void tasks.push(...list.getEntries()));
  observer.observe({ type: 'longtask', buffered: true });
  let startedAt = 0;
  let conditions = first;
  let resolve: (painted: Painted) => void = () => undefined;
  const holds = (): boolean =>
    conditions.length > 0 &&
    conditions.every(({ selector, text }) => {
      const found = document.querySelector(selector);
      return found !== null && (text === undefined || new RegExp(text).test(found.textContent ?? ''));
    });
  const finish = (paintedAt: number): void => {
    // Entries of long tasks come in a task of their own.
    setTimeout(() => {
      tasks.push(...observer.takeRecords());
      const during = tasks.filter((task) => task.startTime >= startedAt && task.startTime < paintedAt);
      const durations = during.map(({ duration }) => duration);
      resolve({
        durationMs: paintedAt - startedAt,
        blockedMs: durations.reduce((sum, each) => sum + each, 0),
        longestTaskMs: Math.max(0, ...durations),
      });
    }, 60);
  };
  const check = (): void => {
    if (!holds()) return;
    conditions = [];
    requestAnimationFrame(() => requestAnimationFrame(() => finish(performance.now())));
  };
  const probe = {
    painted: new Promise<Painted>((done) => {
      resolve = done;
    }),
    watch(next: readonly PaintCondition[]) {
      probe.painted = new Promise<Painted>((done) => {
        resolve = done;
      });
      const onClick = (event: Event): void => {
        startedAt = event.timeStamp;
        conditions = next;
      };
      document.addEventListener('click', onClick, { capture: true, once: true });
    },
  };
  new MutationObserver(check).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
  });
  Object.assign(globalThis, { retraceProbe: probe });
}
