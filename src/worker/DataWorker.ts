/** The typed API over datasets: opens what is named, numbers the watches, turns throws into values. Nothing else. */
import { transfer } from 'comlink';
import type { ExportFacts, ListQuery, RowRef } from '../trace';
import { fingerprintOf } from '../source';
import type {
  DatasetKey,
  DatasetStatus,
  DataWorkerApi,
  ExportChunk,
  ExportRequest,
  Facets,
  Insights,
  ListPage,
  ListPlace,
  OpenedTrajectory,
  Overview,
  TrajectoryAddress,
  Wire,
  WithoutClause,
} from './api';
import { Dataset } from './Dataset';
import { Calls, toWireError } from './wire';

/** Datasets kept open; the one used longest ago is closed. */
const MOST_OPEN = 2;
/** Status reports at most 4 a second: each is drawn. */
const REPORT_MS = 250;

export class DataWorker implements DataWorkerApi {
  readonly #calls = new Calls();
  readonly #open = new Map<string, Dataset>();
  readonly #files = new Map<string, File>();
  readonly #watches = new Map<number, () => void>();
  #watchCount = 0;
  #baseUrl = '';

  async configure({ baseUrl }: { readonly baseUrl: string }): Promise<void> {
    this.#baseUrl = baseUrl;
  }

  async addFiles(files: readonly File[]): Promise<Wire<readonly string[]>> {
    try {
      const sources = await Promise.all(files.map(fingerprintOf));
      for (const [index, source] of sources.entries()) {
        const file = files[index];
        if (file !== undefined) this.#files.set(source, file);
        this.#forget(source);
      }
      return { ok: true, value: sources };
    } catch (error) {
      return { ok: false, error: toWireError(error) };
    }
  }

  async watch(dataset: DatasetKey, report: (status: DatasetStatus) => void): Promise<number> {
    const found = this.#dataset(dataset);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onChange = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined;
        report(found.status());
      }, REPORT_MS);
    };
    const unwatch = found.onChange(onChange);
    report(found.status());
    this.#watchCount += 1;
    this.#watches.set(this.#watchCount, () => {
      clearTimeout(timer);
      unwatch();
    });
    return this.#watchCount;
  }

  async unwatch(watch: number): Promise<void> {
    this.#watches.get(watch)?.();
    this.#watches.delete(watch);
  }

  trajectory(dataset: DatasetKey, address: TrajectoryAddress, call: number): Promise<Wire<OpenedTrajectory>> {
    return this.#calls.run(call, (signal) => this.#dataset(dataset).trajectory(address, signal));
  }

  listPage(
    dataset: DatasetKey,
    query: ListQuery,
    first: number,
    count: number,
    call: number,
  ): Promise<Wire<ListPage>> {
    return this.#calls.run(call, (signal) => this.#dataset(dataset).listPage(query, first, count, signal));
  }

  listPlace(dataset: DatasetKey, query: ListQuery, ref: RowRef, call: number): Promise<Wire<ListPlace>> {
    return this.#calls.run(call, (signal) => this.#dataset(dataset).listPlace(query, ref, signal));
  }

  facets(dataset: DatasetKey, query: ListQuery, call: number): Promise<Wire<Facets>> {
    return this.#calls.run(call, (signal) => this.#dataset(dataset).facets(query, signal));
  }

  overview(dataset: DatasetKey, query: ListQuery, call: number): Promise<Wire<Overview>> {
    return this.#calls.run(call, (signal) => this.#dataset(dataset).overview(query, signal));
  }

  insights(dataset: DatasetKey, query: ListQuery, call: number): Promise<Wire<Insights>> {
    return this.#calls.run(call, (signal) => this.#dataset(dataset).insights(query, signal));
  }

  withoutEach(dataset: DatasetKey, query: ListQuery, call: number): Promise<Wire<readonly WithoutClause[]>> {
    return this.#calls.run(call, (signal) => this.#dataset(dataset).withoutEach(query, signal));
  }

  async stopIndexing(dataset: DatasetKey): Promise<void> {
    this.#dataset(dataset).stop();
  }

  async resumeIndexing(dataset: DatasetKey): Promise<void> {
    this.#dataset(dataset).resume();
  }

  exportList(
    dataset: DatasetKey,
    request: ExportRequest,
    take: (chunk: ExportChunk) => Promise<void>,
    call: number,
  ): Promise<Wire<ExportFacts>> {
    return this.#calls.run(call, (signal) =>
      this.#dataset(dataset).exportList(
        request,
        (chunk) => take(transfer(chunk, [chunk.bytes.buffer])),
        signal,
      ),
    );
  }

  abort(call: number): void {
    this.#calls.abort(call);
  }

  #dataset(sources: DatasetKey): Dataset {
    const key = sources.join('\n');
    const found = this.#open.get(key) ?? this.#make(sources);
    this.#open.delete(key);
    this.#open.set(key, found);
    for (const [oldest, dataset] of this.#open) {
      if (this.#open.size <= MOST_OPEN) break;
      dataset.close();
      this.#open.delete(oldest);
    }
    return found;
  }

  #make(sources: DatasetKey): Dataset {
    return new Dataset(sources, { baseUrl: this.#baseUrl, fileOf: (source) => this.#files.get(source) });
  }

  /** A dataset that waited for this file is opened anew. */
  #forget(source: string): void {
    for (const [key, dataset] of this.#open) {
      if (!key.split('\n').includes(source)) continue;
      dataset.close();
      this.#open.delete(key);
    }
  }
}
