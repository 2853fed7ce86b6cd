/**
 * Owns the data worker's lifetime: starts it, numbers the calls so that they can be superseded, listens for its
 * heartbeat, and replaces it when it died or hangs. Calls name all they need (worker/api.ts), so after a
 * replacement they are simply made again; only local files, watches and the files that stopped it twice are
 * handed over anew, from the lists kept here.
 */
import { proxy, releaseProxy, wrap, type Remote } from 'comlink';
import { AppError, ERROR_CODES, type ErrorCode } from '../lib/AppError';
import { isOff } from '../lib/sabotage';
import type {
  DatasetKey,
  DatasetStatus,
  DataWorkerApi,
  FileStage,
  RowVerdict,
  Wire,
  WireError,
} from '../worker/api';
import type { Activity } from '../lib/activity';
import { startHeartbeat, type Heartbeat } from './heartbeat';

type Call<T> = (api: Remote<DataWorkerApi>, call: number) => Promise<Wire<T>>;

interface Watch {
  readonly dataset: DatasetKey;
  readonly report: (status: DatasetStatus) => void;
  number: number | undefined;
  /** What the files were doing when the worker last spoke. */
  stages: readonly FileStage[];
}

/** Beats of a second without an answer: no chunk of work comes near (a row group of 100 MB decodes in 1–2 s). */
const MOST_MISSED = 10;
/** A worker that cannot live would be replaced for ever: this often within two minutes, then no more. */
const MOST_DEATHS = 5;
const DEATHS_WITHIN_MS = 120_000;
/** A file that was being read at so many deaths is left out: the rest shall be readable. */
const MOST_BLAMES = 2;
const AT_WORK: ReadonlySet<FileStage> = new Set(['opening', 'listing', 'indexing']);

export function fromWireError(error: WireError): AppError {
  const code: ErrorCode = ERROR_CODES.find((each) => each === error.code) ?? 'UNKNOWN';
  return new AppError(code, error.message, { details: error.details });
}

export class DataClient {
  readonly #makeWorker: (life: number) => Worker;
  readonly #activity: Activity;
  readonly #given: { readonly files: readonly File[]; readonly insteadOf: string | undefined }[] = [];
  readonly #marks = new Map<string, readonly RowVerdict[]>();
  readonly #watches = new Set<Watch>();
  readonly #listeners = new Set<(notice: string) => void>();
  readonly #tokenListeners = new Set<() => void>();
  /** Here and in the worker's memory, nowhere else. */
  #hubToken: string | undefined;
  readonly #engineRestarts = new Map<string, number>();
  /** How often a file was at work when the worker ended; by dataset and number. */
  readonly #blames = new Map<string, Map<number, number>>();
  #worker!: Worker;
  #api!: Remote<DataWorkerApi>;
  #death!: Promise<never>;
  #die!: (error: AppError) => void;
  #heartbeat: Heartbeat | undefined;
  #calls = 0;
  #lives = 0;
  #deaths: readonly number[] = [];
  #isGone = false;

  constructor(makeWorker: (life: number) => Worker, activity: Activity) {
    this.#makeWorker = makeWorker;
    this.#activity = activity;
    this.#start();
    const tellOnline = (): void => void this.#api.setOnline(navigator.onLine);
    window.addEventListener('online', tellOnline);
    window.addEventListener('offline', tellOnline);
    // a page from the Back/Forward cache: the worker was frozen with it, or is gone
    window.addEventListener('pageshow', ({ persisted }) => {
      if (!persisted) return;
      tellOnline();
      this.#heartbeat?.beat();
    });
  }

  /** Told in a sentence whenever a worker was replaced; returns what ends it. */
  onNotice(listener: (notice: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #notify(notice: string): void {
    for (const listener of this.#listeners) listener(notice);
  }

  #start(): void {
    this.#lives += 1;
    const worker = this.#makeWorker(this.#lives);
    const api = wrap<DataWorkerApi>(worker);
    this.#worker = worker;
    this.#api = api;
    this.#death = new Promise((_resolve, reject) => {
      this.#die = reject;
    });
    this.#death.catch(() => undefined);
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.#replace(worker, event.message || 'no reason given');
    });
    void this.#listen(worker, api);
  }

  /** From its first answer on: its code may still be on the way. */
  async #listen(worker: Worker, api: Remote<DataWorkerApi>): Promise<void> {
    const cores = navigator.hardwareConcurrency;
    await api.configure({ baseUrl: document.baseURI, cores, isOnline: navigator.onLine });
    if (worker !== this.#worker) return;
    if (globalThis.__SABOTAGE__ && isOff('watchdog')) return;
    const mostMissed = globalThis.__SABOTAGE__ ? 4 : MOST_MISSED;
    this.#heartbeat = startHeartbeat(
      () => api.ping(),
      () => this.#replace(worker, `no sign of life for ${mostMissed} s`),
      { mostMissed, isVisible: () => document.visibilityState === 'visible' },
    );
  }

  #replace(dead: Worker, reason: string): void {
    if (dead !== this.#worker || this.#isGone) return;
    this.#heartbeat?.stop();
    this.#heartbeat = undefined;
    this.#api[releaseProxy]();
    dead.terminate();
    const now = performance.now();
    this.#deaths = [...this.#deaths.filter((time) => now - time < DEATHS_WITHIN_MS), now];
    this.#blame();
    const die = this.#die;
    this.#isGone = this.#deaths.length > MOST_DEATHS;
    if (this.#isGone) {
      this.#notify(
        `The reading thread stopped ${this.#deaths.length} times (${reason}). Reload the page to try again.`,
      );
    } else {
      this.#start();
      this.#handOver();
      this.#notify(
        `The reading thread stopped (${reason}) and was started again. What was read is read anew.`,
      );
    }
    die(new AppError('WORKER_DIED', `The reading thread stopped: ${reason}.`));
  }

  #blame(): void {
    const seen = new Set<string>();
    for (const { dataset, stages } of this.#watches) {
      const key = dataset.join('\n');
      if (seen.has(key)) continue;
      seen.add(key);
      const blames = this.#blames.get(key) ?? new Map<number, number>();
      const atWork = [...stages.keys()].filter((file) => AT_WORK.has(stages[file] ?? 'ready'));
      // the last words of a thread may come after its end: then it was the next file's turn
      const suspects = atWork.length > 0 ? atWork : [stages.indexOf('listed')].filter((file) => file !== -1);
      for (const file of suspects) blames.set(file, (blames.get(file) ?? 0) + 1);
      this.#blames.set(key, blames);
    }
  }

  #handOver(): void {
    if (this.#hubToken !== undefined) void this.#api.setHubToken(this.#hubToken);
    for (const { files, insteadOf } of this.#given) void this.#api.addFiles(files, insteadOf);
    for (const [key, blames] of this.#blames) {
      const files = [...blames].filter(([, count]) => count >= MOST_BLAMES).map(([file]) => file);
      if (files.length > 0) void this.#api.leaveOut(key.split('\n'), files);
    }
    for (const [key, marks] of this.#marks) void this.#api.setMarks(key.split('\n'), marks);
    for (const watch of this.#watches) void this.#begin(watch);
  }

  /**
   * One call to the worker, made again once when the worker died under it. `isOnce` = not to be made again: it has
   * had effects here. Rejects with AppError: the worker's own, `ABORTED`, or `WORKER_DIED`.
   */
  async call<T>(make: Call<T>, signal?: AbortSignal, { isOnce = false } = {}): Promise<T> {
    try {
      return await this.#callOnce(make, signal);
    } catch (error) {
      const hasDied = error instanceof AppError && error.code === 'WORKER_DIED';
      if (!hasDied || isOnce || this.#isGone) throw error;
      return this.#callOnce(make, signal);
    }
  }

  async #callOnce<T>(make: Call<T>, signal?: AbortSignal): Promise<T> {
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

  /** Hands dropped files to the worker; gives their `file:` sources. One may stand in for the source of another. */
  async addFiles(files: readonly File[], insteadOf?: string): Promise<readonly string[]> {
    this.#given.push({ files, insteadOf });
    return this.call((api) => api.addFiles(files, insteadOf));
  }

  get hasHubToken(): boolean {
    return this.#hubToken !== undefined;
  }

  /** For the Hub alone; gone with the page. Datasets of the Hub are opened anew. */
  async setHubToken(token: string | undefined): Promise<void> {
    this.#hubToken = token;
    for (const listener of this.#tokenListeners) listener();
    await this.#activity.during(Promise.race([this.#api.setHubToken(token), this.#death]));
  }

  onHubToken(listener: () => void): () => void {
    this.#tokenListeners.add(listener);
    return () => this.#tokenListeners.delete(listener);
  }

  /** The reader's marks on a dataset: what is asked after this knows them. */
  setMarks(dataset: DatasetKey, marks: readonly RowVerdict[]): void {
    this.#marks.set(dataset.join('\n'), marks);
    void this.#api.setMarks(dataset, marks);
  }

  stopIndexing(dataset: DatasetKey): void {
    void this.#api.stopIndexing(dataset);
  }

  resumeIndexing(dataset: DatasetKey): void {
    void this.#api.resumeIndexing(dataset);
  }

  /** Bytes of the indexes kept in this browser. */
  cachedBytes(): Promise<number> {
    return this.#activity.during(Promise.race([this.#api.cachedBytes(), this.#death]));
  }

  clearCache(): Promise<void> {
    return this.#activity.during(Promise.race([this.#api.clearCache(), this.#death]));
  }

  /** Reads the files that failed once more; those that are well go on. */
  retry(dataset: DatasetKey): Promise<void> {
    this.#blames.delete(dataset.join('\n'));
    return this.#activity.during(Promise.race([this.#api.retry(dataset), this.#death]));
  }

  /** Everything anew: a file changed, or the engine was lost once too often. */
  reopen(dataset: DatasetKey): Promise<void> {
    return this.#activity.during(Promise.race([this.#api.reopen(dataset), this.#death]));
  }

  /** Reports the dataset's status now and on change; returns what ends it. */
  watch(dataset: DatasetKey, report: (status: DatasetStatus) => void): () => void {
    const watch: Watch = { dataset, report, number: undefined, stages: [] };
    this.#watches.add(watch);
    void this.#begin(watch);
    return () => {
      this.#watches.delete(watch);
      if (watch.number !== undefined) void this.#api.unwatch(watch.number);
    };
  }

  async #begin(watch: Watch): Promise<void> {
    const { dataset } = watch;
    const take = (status: DatasetStatus): void => {
      watch.stages = status.files.map(({ stage }) => stage);
      this.#noteEngine(dataset.join('\n'), status);
      watch.report(status);
    };
    const number = await Promise.race([this.#api.watch(dataset, proxy(take)), this.#death]).catch(
      () => undefined,
    );
    watch.number = number;
    if (number !== undefined && !this.#watches.has(watch)) void this.#api.unwatch(number);
  }

  #noteEngine(key: string, { engineRestarts }: DatasetStatus): void {
    const before = this.#engineRestarts.get(key) ?? 0;
    this.#engineRestarts.set(key, engineRestarts);
    if (engineRestarts <= before) return;
    this.#notify('The query engine stopped and was started again. The index is read anew.');
  }
}
