/**
 * Owns the data worker's lifetime: starts it, numbers the calls so that they can be superseded, and replaces it
 * when it died. Calls name all they need (worker/api.ts), so after a replacement they are simply made again;
 * only local files and watches are handed over anew, from the lists kept here.
 */
import { proxy, releaseProxy, wrap, type Remote } from 'comlink';
import { AppError, ERROR_CODES, type ErrorCode } from '../lib/AppError';
import type { DatasetKey, DatasetStatus, DataWorkerApi, Wire, WireError } from '../worker/api';
import type { Activity } from '../lib/activity';

type Call<T> = (api: Remote<DataWorkerApi>, call: number) => Promise<Wire<T>>;

interface Watch {
  readonly dataset: DatasetKey;
  readonly report: (status: DatasetStatus) => void;
  number: number | undefined;
}

export function fromWireError(error: WireError): AppError {
  const code: ErrorCode = ERROR_CODES.find((each) => each === error.code) ?? 'UNKNOWN';
  return new AppError(code, error.message, { details: error.details });
}

export class DataClient {
  readonly #makeWorker: () => Worker;
  readonly #activity: Activity;
  readonly #files: File[] = [];
  readonly #watches = new Set<Watch>();
  #worker!: Worker;
  #api!: Remote<DataWorkerApi>;
  #death!: Promise<never>;
  #calls = 0;
  #deaths = 0;

  constructor(makeWorker: () => Worker, activity: Activity) {
    this.#makeWorker = makeWorker;
    this.#activity = activity;
    this.#start();
  }

  #start(): void {
    const worker = this.#makeWorker();
    this.#worker = worker;
    this.#api = wrap<DataWorkerApi>(worker);
    this.#death = new Promise((_resolve, reject) => {
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        this.#deaths += 1;
        reject(
          new AppError('WORKER_DIED', `The reading thread stopped: ${event.message || 'no reason given'}.`),
        );
        this.#restart(worker);
      });
    });
    this.#death.catch(() => undefined);
    const cores = navigator.hardwareConcurrency;
    void this.#api.configure({ baseUrl: document.baseURI, cores });
  }

  /** At most 3 times: a worker that cannot start would be restarted for ever. */
  #restart(dead: Worker): void {
    if (dead !== this.#worker || this.#deaths > 3) return;
    this.#api[releaseProxy]();
    dead.terminate();
    this.#start();
    if (this.#files.length > 0) void this.#api.addFiles(this.#files);
    for (const watch of this.#watches) void this.#begin(watch);
  }

  /** One call to the worker. Rejects with AppError: the worker's own, `ABORTED`, or `WORKER_DIED`. */
  async call<T>(make: Call<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    this.#calls += 1;
    const number = this.#calls;
    const onAbort = (): void => void this.#api.abort(number);
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      const wire = await this.#activity.during(Promise.race([make(this.#api, number), this.#death]));
      if (!wire.ok) throw fromWireError(wire.error);
      return wire.value;
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
  }

  /** Hands dropped files to the worker; gives their `file:` sources. */
  async addFiles(files: readonly File[]): Promise<readonly string[]> {
    this.#files.push(...files);
    return this.call((api) => api.addFiles(files));
  }

  stopIndexing(dataset: DatasetKey): void {
    void this.#api.stopIndexing(dataset);
  }

  resumeIndexing(dataset: DatasetKey): void {
    void this.#api.resumeIndexing(dataset);
  }

  /** After `ENGINE_LOST`: the dataset is opened anew. */
  reopen(dataset: DatasetKey): Promise<void> {
    return this.#activity.during(Promise.race([this.#api.reopen(dataset), this.#death]));
  }

  /** Reports the dataset's status now and on change; returns what ends it. */
  watch(dataset: DatasetKey, report: (status: DatasetStatus) => void): () => void {
    const watch: Watch = { dataset, report, number: undefined };
    this.#watches.add(watch);
    void this.#begin(watch);
    return () => {
      this.#watches.delete(watch);
      if (watch.number !== undefined) void this.#api.unwatch(watch.number);
    };
  }

  async #begin(watch: Watch): Promise<void> {
    const { dataset, report } = watch;
    const number = await Promise.race([this.#api.watch(dataset, proxy(report)), this.#death]).catch(
      () => undefined,
    );
    watch.number = number;
    if (number !== undefined && !this.#watches.has(watch)) void this.#api.unwatch(number);
  }
}
