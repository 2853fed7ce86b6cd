/**
 * Owns the parse workers: starts them when there is work, gives each one job at a time, ends those that are idle for
 * long, and replaces those that die or hang. It must not know what a job does, nor what becomes of its answer.
 */
import { AppError } from '../lib/AppError';
import type { JobKind, JobPayload } from './jobs';
import type { JobAnswer, JobRequest, WorkerMessage } from './runJob';

/** As much of `Worker` as is used: tests and benches bring their own. */
export interface PoolWorker {
  postMessage(message: JobRequest, transfer: readonly ArrayBuffer[]): void;
  /** Called with each message, or with why there will be none any more. */
  listen(onMessage: (message: WorkerMessage) => void, onDeath: (reason: string) => void): void;
  terminate(): void;
}

export interface PoolOptions {
  readonly make: () => PoolWorker;
  readonly size: number;
  /** How long a job may take: a job that hangs holds up a worker for that long, twice. */
  readonly timeoutMs?: (byteLength: number) => number;
  readonly idleMs?: number;
}

/** A payload with its buffers, which are the job's alone. */
export interface Job<Kind extends JobKind> {
  readonly payload: JobPayload<Kind>;
  readonly transfer: readonly ArrayBuffer[];
}

/** Half a minute and a second a megabyte: fifty times what a busy machine needs. */
const TIMEOUT_MS = (byteLength: number): number => 30_000 + byteLength / 1_000;
/** A worker at rest holds tens of megabytes. */
const IDLE_MS = 10_000;
/** One job at work and one that is being read, for each worker. */
const UNITS_PER_WORKER = 2;

/** Workers for the cores there are: one is the screen's, and beyond four reading is the limit. */
export function poolSize(cores: number): number {
  return Math.max(1, Math.min(cores - 1, 4));
}

interface Member {
  readonly worker: PoolWorker;
  hasStarted: boolean;
  /** The job at work. */
  settle: ((end: End) => void) | undefined;
  /** Called when it has started: a job's time begins then. */
  onStart: (() => void) | undefined;
}

/** Of one job, where it differs from those of the pool. */
export interface JobLimits {
  readonly timeoutMs: number;
  /** How often it is tried; a job that is not ours to finish (a reader's pattern) once. */
  readonly attempts: number;
}

interface Run {
  readonly transfer: readonly ArrayBuffer[];
  readonly signal: AbortSignal;
  readonly limits: JobLimits | undefined;
}

/** How a job's stay in a worker ended. */
type End =
  | { readonly kind: 'answer'; readonly answer: JobAnswer }
  | { readonly kind: 'dead'; readonly reason: string; readonly hadStarted: boolean };

export class WorkerPool {
  readonly #make: () => PoolWorker;
  readonly #timeoutMs: (byteLength: number) => number;
  readonly #idleMs: number;
  readonly size: number;
  readonly #members = new Set<Member>();
  readonly #idle: Member[] = [];
  readonly #waiting: ((member: Member) => void)[] = [];
  readonly #slotsWanted: (() => void)[] = [];
  #slots: number;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;

  constructor({ make, size, timeoutMs = TIMEOUT_MS, idleMs = IDLE_MS }: PoolOptions) {
    this.#make = make;
    this.#timeoutMs = timeoutMs;
    this.#idleMs = idleMs;
    this.size = size;
    this.#slots = size * UNITS_PER_WORKER;
  }

  /** How many may be held at once. */
  get slotCount(): number {
    return this.size * UNITS_PER_WORKER;
  }

  /** Leave to hold the bytes of one unit, from before they are read until it is done; call what it gives once. */
  async slot(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#slots > 0) this.#slots -= 1;
    else await this.#nextSlot(signal);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      const next = this.#slotsWanted.shift();
      if (next === undefined) this.#slots += 1;
      else next();
    };
  }

  #nextSlot(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        this.#slotsWanted.splice(this.#slotsWanted.indexOf(take), 1);
        reject(signal.reason as Error); // AbortSignal's reasons are errors here
      };
      const take = (): void => {
        signal.removeEventListener('abort', onAbort);
        resolve();
      };
      this.#slotsWanted.push(take);
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  /**
   * The job's answer. A worker that dies, hangs or has no memory left is replaced and the job, loaded anew, tried once more; then the
   * answer is `WORKER_DIED`. Rejects when `load` does, on abort, and with `WORKER_DIED` when no worker can be started.
   */
  async run<Kind extends JobKind>(
    kind: Kind,
    load: () => Promise<Job<Kind>>,
    signal: AbortSignal,
    limits?: JobLimits,
  ): Promise<JobAnswer> {
    let reason = '';
    for (let attempt = 0; attempt < (limits?.attempts ?? 2); attempt += 1) {
      const { payload, transfer } = await load();
      const member = await this.#member(signal);
      const end = await this.#runOn(member, { kind, payload } as JobRequest, { transfer, signal, limits });
      if (end.kind === 'answer') return end.answer;
      if (!end.hadStarted)
        throw new AppError('WORKER_DIED', `A parsing thread could not be started: ${end.reason}.`);
      ({ reason } = end);
    }
    const message = `Parsing these rows ended ${limits?.attempts === 1 ? 'a thread' : 'two threads'} (${reason}).`;
    return { ok: false, error: { code: 'WORKER_DIED', message, details: { reason } } };
  }

  /** Ends every worker; for when nothing is under way. */
  close(): void {
    clearTimeout(this.#idleTimer);
    for (const member of this.#members) this.#end(member, 'it was closed');
  }

  async #runOn(member: Member, request: JobRequest, { transfer, signal, limits }: Run): Promise<End> {
    const byteLength = transfer.reduce((sum, buffer) => sum + buffer.byteLength, 0);
    const timeoutMs = limits?.timeoutMs ?? this.#timeoutMs(byteLength);
    let timer: ReturnType<typeof setTimeout> | undefined;
    let onAbort = (): void => undefined;
    try {
      const done = new Promise<End>((resolve) => {
        member.settle = resolve;
        const allow = (durationMs: number): void => {
          clearTimeout(timer);
          const reason = `no answer within ${Math.round(durationMs / 1000)} s`;
          timer = setTimeout(() => this.#end(member, reason), durationMs);
        };
        allow(member.hasStarted ? timeoutMs : Math.max(timeoutMs, this.#timeoutMs(0)));
        member.onStart = () => allow(timeoutMs);
        try {
          member.worker.postMessage(request, transfer);
        } catch (error) {
          this.#end(member, String(error));
        }
      });
      // the work goes on to its end: ending a worker costs more than the rest of a unit
      const aborted = new Promise<never>((_resolve, reject) => {
        onAbort = () => reject(signal.reason as Error); // AbortSignal's reasons are errors here
        signal.addEventListener('abort', onAbort, { once: true });
      });
      const over = done.finally(() => clearTimeout(timer));
      return await Promise.race([over, aborted]);
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** A worker with nothing to do. */
  async #member(signal: AbortSignal): Promise<Member> {
    clearTimeout(this.#idleTimer);
    signal.throwIfAborted();
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    if (this.#members.size < this.size) return this.#start();
    const member = await new Promise<Member>((resolve) => this.#waiting.push(resolve));
    if (!signal.aborted) return member;
    this.#rest(member);
    throw signal.reason;
  }

  #start(): Member {
    const member: Member = {
      worker: this.#make(),
      hasStarted: false,
      settle: undefined,
      onStart: undefined,
    };
    this.#members.add(member);
    member.worker.listen(
      (message) => {
        if ('ready' in message) {
          member.hasStarted = true;
          member.onStart?.();
        } else if (!message.ok && message.error.code === 'OUT_OF_MEMORY') {
          // only its end gives back all it holds
          this.#end(member, message.error.message);
        } else if (this.#members.has(member)) {
          const { settle } = member;
          member.settle = undefined;
          member.onStart = undefined;
          this.#rest(member);
          settle?.({ kind: 'answer', answer: message });
        }
      },
      (reason) => this.#end(member, reason),
    );
    return member;
  }

  #rest(member: Member): void {
    const next = this.#waiting.shift();
    if (next !== undefined) return next(member);
    this.#idle.push(member);
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => this.endIdle(), this.#idleMs);
  }

  /** Ends those that have nothing to do now: each holds tens of megabytes that are wanted elsewhere. */
  endIdle(): void {
    for (const idle of this.#idle.splice(0)) this.#end(idle, 'it was idle');
  }

  #end(member: Member, reason: string): void {
    if (!this.#members.delete(member)) return;
    member.worker.terminate();
    const at = this.#idle.indexOf(member);
    if (at !== -1) this.#idle.splice(at, 1);
    member.settle?.({ kind: 'dead', reason, hadStarted: member.hasStarted });
    const next = this.#waiting.shift();
    if (next !== undefined) next(this.#start());
  }
}

let lives = 0;

/** What a test asked for comes in the name of this thread, and goes on in theirs. */
function nameOfLife(): string {
  if (!globalThis.__SABOTAGE__) return 'retrace-parse';
  lives += 1;
  return `retrace-parse?life=${lives}&${self.name.split('?')[1] ?? ''}`;
}

/** Parse workers of the browser, from their own file. */
export function makeParseWorker(): PoolWorker {
  const worker = new Worker(new URL('./parseWorker.ts', import.meta.url), {
    type: 'module',
    name: nameOfLife(),
  });
  return {
    postMessage: (message, transfer) => worker.postMessage(message, [...transfer]),
    listen: (onMessage, onDeath) => {
      worker.addEventListener('message', ({ data }: MessageEvent<WorkerMessage>) => onMessage(data));
      worker.addEventListener('messageerror', () => onDeath('its answer could not be read'));
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        onDeath(event.message || 'no reason given');
      });
    },
    terminate: () => worker.terminate(),
  };
}
