/**
 * Our own count of requests against the Hub's limits, and the pauses it asks for. A script can read neither the Hub's
 * counters nor its Retry-After, so one count serves all datasets of a thread. Sliding, so that no window of the Hub's
 * holds more than was counted here.
 */
import { systemClock, type Clock } from './clock';
import type { OnWait } from './retry';

export const HUB_WINDOW_MS = 300_000;
/** Per window: anonymous by address, and of a free account. */
const LIMITS = { anonymous: { api: 500, resolve: 3000 }, account: { api: 1000, resolve: 5000 } } as const;
/** Other tabs and programs behind the same address are not counted here: some is left to them. */
const OWN_SHARE = 0.95;

export type HubCounter = 'api' | 'resolve';

/** Requests within the last five minutes. */
export interface HubUse {
  readonly used: number;
  readonly limit: number;
}

export class HubQuota {
  readonly #clock: Clock;
  readonly #times: Readonly<Record<HubCounter, number[]>> = { api: [], resolve: [] };
  readonly #blockedUntil: Record<HubCounter, number> = { api: 0, resolve: 0 };
  /** With a token, requests count against the account. */
  hasToken = false;

  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
  }

  use(counter: HubCounter): HubUse {
    return { used: this.#recent(counter).length, limit: this.#limit(counter) };
  }

  /** Counts a request that is about to be made; where it would be one too many, waits for its turn first. */
  async admit(counter: HubCounter, onWait?: OnWait, signal?: AbortSignal): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const durationMs = this.waitMs(counter);
      if (durationMs <= 0) break;
      const { used, limit } = this.use(counter);
      const reason = `the Hub limits requests (${used} of ${limit} within 5 minutes by this page)`;
      onWait?.({ reason, durationMs, attempt });
      await this.#clock.wait(durationMs, signal);
    }
    this.#times[counter].push(this.#clock.now());
  }

  /** Until the next request is allowed, as far as is known here. */
  waitMs(counter: HubCounter): number {
    const now = this.#clock.now();
    const recent = this.#recent(counter);
    const most = Math.floor(this.#limit(counter) * OWN_SHARE);
    const full = recent.length < most ? 0 : (recent[recent.length - most] ?? now) + HUB_WINDOW_MS - now;
    return Math.max(full, this.#blockedUntil[counter] - now);
  }

  /** A refusal that hides its headers looks like a lost connection; near the limit it is taken for a refusal. */
  isNear(counter: HubCounter): boolean {
    const { used, limit } = this.use(counter);
    return used > limit * OWN_SHARE * 0.9;
  }

  /**
   * The Hub refused for the limit. Its window began at our first request that still counts, or, where that was wrong
   * before, at any time: then it is over in five minutes at the latest.
   */
  refuse(counter: HubCounter): void {
    const now = this.#clock.now();
    const before = this.#blockedUntil[counter];
    if (now < before) return;
    const isAgain = now - before < HUB_WINDOW_MS;
    this.#blockedUntil[counter] = (isAgain ? now : (this.#recent(counter)[0] ?? now)) + HUB_WINDOW_MS;
  }

  #limit(counter: HubCounter): number {
    return LIMITS[this.hasToken ? 'account' : 'anonymous'][counter];
  }

  #recent(counter: HubCounter): readonly number[] {
    const times = this.#times[counter];
    const start = this.#clock.now() - HUB_WINDOW_MS;
    while (times[0] !== undefined && times[0] <= start) times.shift();
    return times;
  }
}
