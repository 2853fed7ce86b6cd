/** The typed API over datasets: opens what is named, numbers the watches, turns throws into values. Nothing else. */
import { transfer } from 'comlink';
import { toParts, type Part } from '../lib/inParts';
import { sayDifference } from '../lib/localNames';
import {
  abridge,
  type CopyForm,
  type ExportFacts,
  type ListQuery,
  type RowRef,
  type TextClause,
  type TextSearch,
  type Trajectory,
  type Turn,
} from '../trace';
import { fingerprintOf, HubQuota } from '../source';
import type {
  DatasetKey,
  DatasetStatus,
  DataWorkerApi,
  ExportChunk,
  ExportRequest,
  Facets,
  FigureName,
  Figures,
  FoundHit,
  ConfigTotals,
  ListPage,
  ListPlace,
  NamedRow,
  OpenedTrajectory,
  RawLoad,
  Provenance,
  Ranges,
  RecordedFacts,
  RawSelection,
  RowName,
  RowsWindow,
  RowVerdict,
  SqlColumn,
  SqlResult,
  SqlTables,
  TextAt,
  TextFacts,
  TextCoverage,
  TextProgress,
  TrajectoryAddress,
  WholeText,
  Wire,
  WithoutClause,
  WorkerOptions,
} from './api';
import { Connection } from './Connection';
import { Dataset, type DatasetPast } from './Dataset';
import type { IndexCache } from './IndexCache';
import { copyOf, findInTrajectory, WholeTexts } from './WholeTexts';
import { Calls, toWireError } from './wire';
import type { WorkerPool } from './WorkerPool';

/** Datasets kept open; the one used longest ago is closed. */
const MOST_OPEN = 2;

/** UTF-16 characters of turns handed over in one message: the page takes it in well under 50 ms. */
const PART_CHARS = 1_000_000;
const PARTS_AHEAD = 4;
/** Times a lost engine is replaced unasked, per dataset. */
const MOST_ENGINE_RESTARTS = 3;
/** Status reports at most 4 a second: each is drawn. */
const REPORT_MS = 250;

interface Watch {
  readonly key: string;
  readonly begin: (dataset: Dataset) => void;
  readonly end: () => void;
}

function wholeKey(dataset: DatasetKey, address: string): string {
  return [...dataset, address].join('\n');
}

export class DataWorker implements DataWorkerApi {
  readonly #calls = new Calls();
  readonly #wholeTexts = new WholeTexts();
  readonly #open = new Map<string, Dataset>();
  readonly #files = new Map<string, File>();
  /** Sources read from a file of another content: what is to be said of it. */
  readonly #standIns = new Map<string, string>();
  readonly #marks = new Map<string, readonly RowVerdict[]>();
  readonly #watches = new Map<number, Watch>();
  readonly #makePool: (cores: number) => WorkerPool;
  readonly #cache: IndexCache;
  readonly #quota = new HubQuota();
  #hubToken: string | undefined;
  #pool: WorkerPool | undefined;
  #watchCount = 0;
  readonly #connection = new Connection();
  #baseUrl = '';
  #cores = 1;

  constructor(makePool: (cores: number) => WorkerPool, cache: IndexCache) {
    this.#makePool = makePool;
    this.#cache = cache;
  }

  async configure({ baseUrl, cores, isOnline }: WorkerOptions): Promise<void> {
    this.#baseUrl = baseUrl;
    this.#cores = cores;
    this.#connection.set(isOnline);
  }

  async ping(): Promise<void> {
    // the answer is all that is asked for
  }

  async setOnline(isOnline: boolean): Promise<void> {
    this.#connection.set(isOnline);
  }

  async setHubToken(token: string | undefined): Promise<void> {
    this.#hubToken = token;
    this.#quota.hasToken = token !== undefined;
    this.#reopenThose((source) => source.startsWith('hf:'));
  }

  async addFiles(files: readonly File[], insteadOf?: string): Promise<Wire<readonly string[]>> {
    try {
      const sources = await Promise.all(files.map(fingerprintOf));
      for (const [index, own] of sources.entries()) {
        const file = files[index];
        const source = insteadOf ?? own;
        if (file !== undefined) this.#files.set(source, file);
        if (source === own) this.#standIns.delete(source);
        else
          this.#standIns.set(source, `opened instead of the file of the link. ${sayDifference(source, own)}`);
        // a dataset that waited for this file
        this.#reopenThose((each) => each === source);
      }
      return { ok: true, value: sources };
    } catch (error) {
      return { ok: false, error: toWireError(error) };
    }
  }

  async watch(dataset: DatasetKey, report: (status: DatasetStatus) => void): Promise<number> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let unwatch = (): unknown => undefined;
    let stages = '';
    const begin = (found: Dataset): void => {
      const tell = (): void => {
        clearTimeout(timer);
        timer = undefined;
        stages = found.stages();
        report(found.status());
      };
      unwatch();
      unwatch = found.onChange(() => {
        // at once: should this thread hang in the new stage, the page knows in which
        if (found.stages() === stages) timer ??= setTimeout(tell, REPORT_MS);
        else tell();
      });
      tell();
    };
    const end = (): void => {
      clearTimeout(timer);
      unwatch();
    };
    begin(this.#dataset(dataset));
    this.#watchCount += 1;
    this.#watches.set(this.#watchCount, { key: keyOf(dataset), begin, end });
    return this.#watchCount;
  }

  async unwatch(watch: number): Promise<void> {
    this.#watches.get(watch)?.end();
    this.#watches.delete(watch);
  }

  trajectory(
    dataset: DatasetKey,
    address: TrajectoryAddress,
    take: (part: Part<Turn>) => Promise<void>,
    call: number,
  ): Promise<Wire<OpenedTrajectory>> {
    return this.#calls.run(call, async (signal) => {
      const opened = await this.#dataset(dataset).trajectory(address, signal);
      const trajectory = abridge(opened.trajectory);
      if (trajectory === opened.trajectory) this.#wholeTexts.forget();
      else this.#wholeTexts.keep(wholeKey(dataset, opened.address), opened.trajectory);
      const { turns } = trajectory;
      const taken: Promise<void>[] = [];
      for (const part of toParts(turns, ({ value }) => value.length, PART_CHARS)) {
        signal.throwIfAborted();
        taken.push(take(part));
        // a few ahead: this thread makes the next ones while the page takes the last
        if (taken.length > PARTS_AHEAD) await taken[taken.length - 1 - PARTS_AHEAD];
      }
      await Promise.all(taken);
      return { ...opened, trajectory: { ...trajectory, turns: [] } };
    });
  }

  #whole(dataset: DatasetKey, address: TrajectoryAddress, signal: AbortSignal): Promise<Trajectory> {
    return this.#wholeTexts.whole(
      wholeKey(dataset, address.address),
      async () => (await this.#dataset(dataset).trajectory(address, signal)).trajectory,
    );
  }

  textRows(
    dataset: DatasetKey,
    address: TrajectoryAddress,
    text: WholeText,
    at: TextAt,
    count: number,
    call: number,
  ): Promise<Wire<RowsWindow>> {
    return this.#calls.run(call, async (signal) =>
      this.#wholeTexts.rows(await this.#whole(dataset, address, signal), text, at, count),
    );
  }

  findInTrajectory(
    dataset: DatasetKey,
    address: TrajectoryAddress,
    needle: string,
    fromTurn: number,
    take: (hits: readonly FoundHit[]) => Promise<void>,
    call: number,
  ): Promise<Wire<void>> {
    return this.#calls.run(call, async (signal) =>
      findInTrajectory(await this.#whole(dataset, address, signal), needle, fromTurn, take, signal),
    );
  }

  copyTrajectory(
    dataset: DatasetKey,
    address: TrajectoryAddress,
    form: CopyForm,
    call: number,
  ): Promise<Wire<Blob>> {
    return this.#calls.run(call, async (signal) => copyOf(await this.#whole(dataset, address, signal), form));
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

  ranges(dataset: DatasetKey, query: ListQuery, call: number): Promise<Wire<Ranges>> {
    return this.#calls.run(call, (signal) => this.#dataset(dataset).ranges(query, signal));
  }

  figure<Name extends FigureName>(
    dataset: DatasetKey,
    name: Name,
    query: ListQuery,
    call: number,
  ): Promise<Wire<Figures[Name]>> {
    return this.#calls.run(call, (signal) => this.#dataset(dataset).figure(name, query, signal));
  }

  recorded(dataset: DatasetKey, call: number): Promise<Wire<RecordedFacts>> {
    return this.#calls.run(call, (signal) => this.#dataset(dataset).recorded(signal));
  }

  configTotals(dataset: DatasetKey, call: number): Promise<Wire<readonly ConfigTotals[]>> {
    return this.#calls.run(call, (signal) => this.#dataset(dataset).configTotals(signal));
  }

  provenance(dataset: DatasetKey, query: ListQuery, call: number): Promise<Wire<Provenance>> {
    return this.#calls.run(call, () => this.#dataset(dataset).provenance(query));
  }

  withoutEach(dataset: DatasetKey, query: ListQuery, call: number): Promise<Wire<readonly WithoutClause[]>> {
    return this.#calls.run(call, (signal) => this.#dataset(dataset).withoutEach(query, signal));
  }

  textCoverage(
    dataset: DatasetKey,
    query: ListQuery,
    clause: TextClause,
    call: number,
  ): Promise<Wire<TextCoverage>> {
    return this.#calls.run(call, (signal) => this.#dataset(dataset).textCoverage(query, clause, signal));
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

  searchText(
    dataset: DatasetKey,
    query: ListQuery,
    search: TextSearch,
    take: (progress: TextProgress) => Promise<void>,
    call: number,
  ): Promise<Wire<TextFacts>> {
    return this.#calls.run(call, (signal) => this.#dataset(dataset).searchText(query, search, take, signal));
  }

  sqlTables(dataset: DatasetKey, call: number): Promise<Wire<SqlTables>> {
    return this.#calls.run(call, (signal) => this.#dataset(dataset).sqlTables(signal));
  }

  runSql(dataset: DatasetKey, text: string, call: number): Promise<Wire<SqlResult>> {
    return this.#calls.run(call, (signal) => this.#dataset(dataset).runSql(text, signal));
  }

  async writeParquet(columns: readonly SqlColumn[], call: number): Promise<Wire<Uint8Array<ArrayBuffer>>> {
    const written = await this.#calls.run(call, async () => {
      const { writeParquet } = await import('../source/writeParquet');
      return writeParquet(columns);
    });
    return written.ok ? transfer(written, [written.value.buffer]) : written;
  }

  loadRaw(dataset: DatasetKey, selection: RawSelection, call: number): Promise<Wire<RawLoad>> {
    return this.#calls.run(call, (signal) => this.#dataset(dataset).loadRaw(selection, signal));
  }

  async retry(dataset: DatasetKey): Promise<void> {
    if (!this.#dataset(dataset).retry()) await this.reopen(dataset);
  }

  async leaveOut(dataset: DatasetKey, files: readonly number[]): Promise<void> {
    this.#dataset(dataset).leaveOut(files);
  }

  async reopen(dataset: DatasetKey): Promise<void> {
    const status = this.#open.get(keyOf(dataset))?.status();
    this.#replace(dataset, { version: (status?.version ?? 0) + 1 });
  }

  #replace(sources: DatasetKey, past: DatasetPast): void {
    const key = keyOf(sources);
    const old = this.#open.get(key);
    const reopened = this.#make(sources, past);
    old?.close();
    this.#open.set(key, reopened);
    for (const watch of this.#watches.values()) if (watch.key === key) watch.begin(reopened);
  }

  /** Unless it happens again and again: then the error stays, and the reader decides. */
  #engineLost(lost: Dataset, sources: DatasetKey): void {
    const { version, engineRestarts } = lost.status();
    if (this.#open.get(keyOf(sources)) !== lost || engineRestarts >= MOST_ENGINE_RESTARTS) return;
    this.#replace(sources, { version: version + 1, engineRestarts: engineRestarts + 1 });
  }

  cachedBytes(): Promise<number> {
    return this.#cache.byteLength();
  }

  clearCache(): Promise<void> {
    return this.#cache.clear();
  }

  async setMarks(dataset: DatasetKey, marks: readonly RowVerdict[]): Promise<void> {
    this.#marks.set(keyOf(dataset), marks);
    this.#open.get(keyOf(dataset))?.setMarks(marks);
  }

  listRows(
    dataset: DatasetKey,
    query: ListQuery,
    first: number,
    count: number,
    call: number,
  ): Promise<Wire<readonly NamedRow[]>> {
    return this.#calls.run(call, (signal) => this.#dataset(dataset).listRows(query, first, count, signal));
  }

  findRows(
    dataset: DatasetKey,
    names: readonly RowName[],
    call: number,
  ): Promise<Wire<readonly (NamedRow | undefined)[]>> {
    return this.#calls.run(call, () => this.#dataset(dataset).findRows(names));
  }

  abort(call: number): void {
    this.#calls.abort(call);
  }

  #dataset(sources: DatasetKey): Dataset {
    const key = keyOf(sources);
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

  #make(sources: DatasetKey, past: DatasetPast = {}): Dataset {
    const context = {
      baseUrl: this.#baseUrl,
      hub: {
        quota: this.#quota,
        ...(this.#hubToken !== undefined && { token: this.#hubToken }),
      },
      fileOf: (source: string) => this.#files.get(source),
      noteOf: (source: string) => this.#standIns.get(source),
      whenOnline: (signal?: AbortSignal) => this.#connection.whenOnline(signal),
    };
    this.#pool ??= this.#makePool(this.#cores);
    const made: Dataset = new Dataset(sources, context, { pool: this.#pool, cache: this.#cache }, past, () =>
      this.#engineLost(made, sources),
    );
    made.setMarks(this.#marks.get(keyOf(sources)) ?? []);
    return made;
  }

  #reopenThose(isMeant: (source: string) => boolean): void {
    for (const [key, dataset] of this.#open) {
      const sources = key.split('\n');
      if (sources.some(isMeant)) this.#replace(sources, { version: dataset.status().version + 1 });
    }
  }
}

function keyOf(sources: DatasetKey): string {
  return sources.join('\n');
}
