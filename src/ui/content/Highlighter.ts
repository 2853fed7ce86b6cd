/**
 * Asks the highlighting thread for colours, one text at a time: what was scrolled away before its turn is never sent. A text
 * the thread does not answer in time (a grammar's regular expression can be made to run for ever) ends the thread and stays
 * plain; the next one gets a new thread.
 */
import type { Activity } from '../../lib/activity';
import type { CodeLine } from './codeLines';
import type { HighlightRequest } from './highlightWorker';

/** What of a Worker is used. */
export interface HighlightThread {
  postMessage(request: HighlightRequest): void;
  addEventListener(kind: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(kind: 'error', listener: () => void): void;
  terminate(): void;
}

type Lines = readonly CodeLine[];

interface Job extends HighlightRequest {
  readonly signal: AbortSignal;
  readonly settle: (lines: Lines | undefined) => void;
}

const MOST_MS = 3_000;
/** Texts whose colours are kept, so that what scrolls back is coloured at once. */
const MOST_KEPT = 100;

function keyOf({ text, language }: HighlightRequest): string {
  return `${language}\n${text}`;
}

export class Highlighter {
  readonly #makeThread: () => HighlightThread;
  readonly #activity: Activity;
  readonly #kept = new Map<string, Lines | undefined>();
  #thread: HighlightThread | undefined;
  #queue: readonly Job[] = [];
  #running: Job | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(makeThread: () => HighlightThread, activity: Activity) {
    this.#makeThread = makeThread;
    this.#activity = activity;
  }

  /** The lines when they are here already. */
  kept(text: string, language: string): Lines | undefined {
    return this.#kept.get(keyOf({ text, language }));
  }

  /** The lines in colours; undefined when they were no longer wanted, or cannot be made. */
  lines(text: string, language: string, signal: AbortSignal): Promise<Lines | undefined> {
    if (this.#kept.has(keyOf({ text, language }))) return Promise.resolve(this.kept(text, language));
    const wanted = new Promise<Lines | undefined>((settle) => {
      this.#queue = [...this.#queue, { text, language, signal, settle }];
      signal.addEventListener('abort', () => settle(undefined), { once: true });
    });
    this.#next();
    return this.#activity.during(wanted);
  }

  #next(): void {
    if (this.#running !== undefined) return;
    const [job, ...rest] = this.#queue.filter(({ signal }) => !signal.aborted);
    this.#queue = rest;
    if (job === undefined) return;
    this.#running = job;
    this.#thread ??= this.#start();
    this.#timer = setTimeout(() => this.#lose(this.#thread), MOST_MS);
    this.#thread.postMessage({ text: job.text, language: job.language });
  }

  #start(): HighlightThread {
    const thread = this.#makeThread();
    thread.addEventListener('message', ({ data }) => {
      // highlightWorker answers with nothing else
      if (thread === this.#thread) this.#settle(data as Lines);
    });
    thread.addEventListener('error', () => this.#lose(thread));
    return thread;
  }

  #lose(thread: HighlightThread | undefined): void {
    if (thread !== this.#thread) return;
    thread?.terminate();
    this.#thread = undefined;
    this.#settle(undefined);
  }

  #settle(lines: Lines | undefined): void {
    clearTimeout(this.#timer);
    const job = this.#running;
    this.#running = undefined;
    if (job !== undefined) {
      this.#keep(keyOf(job), lines);
      job.settle(lines);
    }
    this.#next();
  }

  #keep(key: string, lines: Lines | undefined): void {
    this.#kept.set(key, lines);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
  }
}
