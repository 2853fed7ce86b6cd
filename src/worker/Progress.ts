/** How fast reading goes, from the units that came lately: they come in large steps, so a short while would jump. */
export interface Rate {
  readonly bytesPerSecond: number;
  readonly rowsPerSecond: number;
}

interface Sample {
  readonly atMs: number;
  readonly bytes: number;
  readonly rows: number;
}

/** Units looked back upon. */
const SAMPLES = 16;
/** Before that nothing is said: the first unit may have waited for a worker to start. */
const LEAST_MS = 1_000;

export class Progress {
  #samples: Sample[];

  /** Reading begins now, or again. */
  constructor(atMs: number) {
    this.#samples = [{ atMs, bytes: 0, rows: 0 }];
  }

  /** These many more were read and parsed. */
  add(atMs: number, bytes: number, rows: number): void {
    const last = this.#samples.at(-1);
    this.#samples.push({ atMs, bytes: (last?.bytes ?? 0) + bytes, rows: (last?.rows ?? 0) + rows });
    if (this.#samples.length > SAMPLES) this.#samples.shift();
  }

  /** Undefined while too little is known. A pause in reading counts: the rate falls. */
  rate(nowMs: number): Rate | undefined {
    const [first] = this.#samples;
    const last = this.#samples.at(-1);
    if (first === undefined || last === undefined || last === first) return undefined;
    // time since the last unit counts once it is longer than units take
    const perUnit = (last.atMs - first.atMs) / (this.#samples.length - 1);
    const seconds = (Math.max(last.atMs, nowMs - perUnit) - first.atMs) / 1000;
    if (seconds * 1000 < LEAST_MS) return undefined;
    return {
      bytesPerSecond: (last.bytes - first.bytes) / seconds,
      rowsPerSecond: (last.rows - first.rows) / seconds,
    };
  }
}
