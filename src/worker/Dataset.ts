/**
 * Owns what is open: its files in order, the background work on them, and the look-up of rows by address. The
 * background gives way to calls: a reader's click never waits for the index.
 */
import { AppError } from '../lib/AppError';
import { strike } from '../lib/sabotage';
import type { Engine } from '../engine';
import {
  computeDeepFindings,
  createSchemaValidator,
  isFiltered,
  nameTextSearch,
  parseRecord,
  type ListQuery,
  type RowRef,
  type Trajectory,
  PARSER_VERSION,
  type ExportFacts,
  type ExportSource,
  type TextClause,
  type TextSearch,
} from '../trace';
import { pinHubSource, resolveSource, type HubQuota, type SourceContext, type SourceFile } from '../source';
import type {
  DatasetStatus,
  FileStatus,
  ExportRequest,
  Facets,
  FigureName,
  Figures,
  ConfigTotals,
  ListPage,
  ListPlace,
  ListRow,
  NamedRow,
  OpenedTrajectory,
  RawLoad,
  Provenance,
  Ranges,
  RawSelection,
  RecordedFacts,
  RowName,
  RowVerdict,
  SqlResult,
  SqlTables,
  TextCoverage,
  TextFacts,
  TextProgress,
  TrajectoryAddress,
  WithoutClause,
} from './api';
import { DatasetFile } from './DatasetFile';
import { DatasetRows, parseRowAddress, refsOf } from './DatasetRows';
import { exportList, type TakeChunk } from './exportList';
import type { CacheKey, IndexCache } from './IndexCache';
import { IndexStore } from './IndexStore';
import { fileOrder, queryOrder, type ListOrder } from './listOrder';
import { KeptAnswers } from './KeptAnswers';
import { Progress } from './Progress';
import { MOST_FILE_BYTES, RawTables } from './RawTables';
import { readRunSummary } from './runSummaries';
import { MOST_HITS, searchText, type ListToSearch } from './searchText';
import { toSqlTables } from './sqlTables';
import { TextHits } from './TextHits';
import { createTextMatcher } from './textMatcher';
import type { WorkerPool } from './WorkerPool';

/** Files listed at the same time. */
const LISTED_AT_ONCE = 2;
/** A file of which nothing came for so long (a stall, a pause its server asked for) is waited for no more. */
const QUIET_MS = 3_000;

/** True when it is listed and to be indexed. */
async function listFile(file: DatasetFile, signal: AbortSignal): Promise<boolean> {
  await file.list(signal);
  return file.stage === 'listed';
}

/** Until the file is listed, or is quiet: then the others go on, and it joins them when it comes. */
async function listedOrQuiet(file: DatasetFile, listing: Promise<boolean>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const quiet = new Promise<void>((resolve) => {
    const look = (): void => {
      if (file.quietMs >= QUIET_MS) resolve();
      else timer = setTimeout(look, QUIET_MS - file.quietMs);
    };
    look();
  });
  await Promise.race([listing, quiet]);
  clearTimeout(timer);
}

/** How often, while reading, everything that depends on the rows is asked anew: soon at first, seldom later. */
function versionPauseMs(sinceStartMs: number): number {
  return Math.min(5_000, Math.max(500, sinceStartMs / 5));
}

/** What a reader's SQL may give and take. */
const SQL_LIMITS = { rowLimit: 10_000, timeoutMs: 30_000 };
/** Chosen trajectories loaded at once: in a large file each may cost a row group. */
const MOST_CHOSEN = 500;

/** The engine's code and wasm come with the first question only. */
async function openEngine(life: number): Promise<Engine> {
  const { Engine, openBrowserHost } = await import('../engine');
  return Engine.open(await openBrowserHost(life));
}

/** All its rows are known, or it has none to give. JSONL is listed only as it is read. */
function isListed({ stage, format, rowCount, rowsListed }: FileStatus): boolean {
  if (stage === 'failed' || stage === 'ready') return true;
  return format === 'parquet' && rowCount !== undefined && rowsListed >= rowCount;
}

/** The sources' context, and the way of a request through a lost connection. */
export interface DatasetContext extends Omit<SourceContext, 'signal' | 'onWait' | 'hub'> {
  readonly hub: NonNullable<SourceContext['hub']> & { readonly quota: HubQuota };
  whenOnline(signal?: AbortSignal): Promise<boolean>;
}

/** Of the dataset this one replaces: answers kept under its versions are not mistaken for new ones. */
export interface DatasetPast {
  readonly version?: number;
  readonly engineRestarts?: number;
}

/** What all datasets share. */
export interface DatasetTools {
  readonly pool: WorkerPool;
  readonly cache: IndexCache;
}

export class Dataset {
  readonly #sources: readonly string[];
  readonly #pool: WorkerPool;
  readonly #context: DatasetContext;
  readonly #engineRestarts: number;
  readonly #index: IndexStore;
  readonly #leftOut = new Set<number>();
  readonly #cache: IndexCache;
  #stop = new AbortController();
  readonly #watchers = new Set<() => void>();
  #files: Promise<readonly DatasetFile[]> | undefined;
  #rows = new DatasetRows([]);
  #summaries: readonly SourceFile[] = [];
  #background: Promise<void> | undefined;
  /** Every file is listed, has failed, or is quiet. */
  #listable: Promise<unknown> | undefined;
  /** Every file is listed or has failed. */
  #listed: Promise<unknown> | undefined;
  readonly #validate = createSchemaValidator();
  readonly #raw = new RawTables(
    (use) => this.#index.use(use),
    () => this.#changed(false),
  );
  #ordered: { readonly key: string; readonly order: ListOrder } | undefined;
  #progress: Progress | undefined;
  #wait: DatasetStatus['wait'];
  #foreground = 0;
  #version = 0;
  #versionAt = 0;
  /** Rows came that no version tells of yet. */
  #hasNews = false;
  readonly #texts = new TextHits((search) => this.#index.forgetTextHits(search));
  #newsTimer: ReturnType<typeof setTimeout> | undefined;
  #startedAt = 0;

  constructor(
    sources: readonly string[],
    context: DatasetContext,
    { pool, cache }: DatasetTools,
    { version = 0, engineRestarts = 0 }: DatasetPast,
    onEngineLost: () => void,
  ) {
    this.#sources = sources;
    this.#context = context;
    this.#pool = pool;
    this.#cache = cache;
    this.#version = version;
    this.#engineRestarts = engineRestarts;
    const kept = new KeptAnswers(cache, () => this.#wholeFiles());
    this.#index = new IndexStore(() => openEngine(engineRestarts + 1), onEngineLost, kept);
  }

  get #known(): readonly DatasetFile[] {
    return this.#rows.files;
  }

  onChange(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Stops the background work; what was read stays. */
  stop(): void {
    this.#wait = undefined;
    this.#stop.abort(new AppError('ABORTED', 'Reading was stopped.'));
    for (const file of this.#known) file.stopOpening();
  }

  /** Reads failed files once more. False when not even the list of files is there: open it all anew. */
  retry(): boolean {
    const failed = this.#known.filter((file) => file.stage === 'failed');
    if (this.#known.length === 0) return false;
    for (const file of failed) file.retry();
    // at once: others may be quiet for long
    this.#begin(failed);
    return true;
  }

  /** These files ended the thread that read them: they are not read again unasked. */
  leaveOut(files: readonly number[]): void {
    for (const file of files) this.#leftOut.add(file);
  }

  /** The files' stages, in one string: cheap to compare. */
  stages(): string {
    return this.#known.map((file) => file.stage).join();
  }

  /** Reads on: files that were stopped begin anew, rows already known are taken as they come. */
  resume(): void {
    if (!this.#stop.signal.aborted) return;
    this.#stop = new AbortController();
    if (this.#known.length === 0) this.#files = undefined;
    this.#background = (this.#background ?? Promise.resolve()).then(() =>
      this.#work(this.#known.filter((file) => file.stage === 'stopped')),
    );
  }

  close(): void {
    this.stop();
    clearTimeout(this.#newsTimer);
    this.#index.close();
  }

  status(): DatasetStatus {
    const files = this.#known.map((file) => file.status());
    const sum = (pick: (file: (typeof files)[number]) => number): number =>
      files.reduce((total, file) => total + pick(file), 0);
    const rate = this.#progress?.rate(performance.now());
    const bytesLeft = files.reduce(
      (left, { stage, byteLength = 0, bytesRead }) =>
        stage === 'failed' ? left : left + Math.max(0, byteLength - bytesRead),
      0,
    );
    return {
      files,
      rate,
      secondsLeft: rate === undefined ? undefined : bytesLeft / rate.bytesPerSecond,
      cacheProblem: this.#cache.problem,
      sources: this.#sources.map((source) => this.#pinned(source)),
      wait: this.#wait,
      hub: this.#hubUse(),
      raw: this.#raw.status(),
      version: this.#version,
      rowsListed: sum((file) => file.rowsListed),
      rowsIndexed: sum((file) => file.rowsIndexed),
      isListed: files.length > 0 && files.every(isListed),
      isIndexed: files.length > 0 && !this.#isReading(),
      engineRestarts: this.#engineRestarts,
    };
  }

  /** What every row is indexed of; undefined while there is one that is not, or may change unseen. */
  #wholeFiles(): readonly CacheKey[] | undefined {
    const keys = this.#known.flatMap(({ wholeKey }) => wholeKey ?? []);
    return keys.length > 0 && keys.length === this.#known.length ? keys : undefined;
  }

  /** With the commit it is read from, where it has one and that is known. */
  #pinned(source: string): string {
    const commit = this.#known.find(({ src }) => src === source)?.source.revision;
    return commit === undefined ? source : pinHubSource(source, commit);
  }

  #hubUse(): DatasetStatus['hub'] {
    if (!this.#sources.some((source) => source.startsWith('hf:'))) return undefined;
    const { quota } = this.#context.hub;
    return { api: quota.use('api'), resolve: quota.use('resolve') };
  }

  async trajectory(asked: TrajectoryAddress, signal: AbortSignal): Promise<OpenedTrajectory> {
    if (globalThis.__SABOTAGE__) strike('trajectory');
    const ref = await this.#locate(asked, signal);
    return this.#first(() => this.#read(ref, asked, signal));
  }

  /** Work a reader waits for: the background pauses meanwhile. Must not itself wait for the background. */
  async #first<T>(act: () => Promise<T>): Promise<T> {
    this.#foreground += 1;
    try {
      return await act();
    } finally {
      this.#foreground -= 1;
    }
  }

  async listPage(query: ListQuery, first: number, count: number, signal: AbortSignal): Promise<ListPage> {
    const order = await this.#order(query, signal);
    const rows = refsOf(order, first, count).map((ref) => this.#rows.row(ref, query.rule));
    return { total: this.#rows.total, shown: order.count, first, rows };
  }

  async listPlace(query: ListQuery, ref: RowRef, signal: AbortSignal): Promise<ListPlace> {
    const order = await this.#order(query, signal);
    const position = order.positionOf(ref);
    const rowAt = (at: number): ListRow | undefined => {
      const found = order.refAt(at);
      return found && this.#rows.row(found, query.rule);
    };
    return {
      position,
      shown: order.count,
      previous: position === undefined ? undefined : rowAt(position - 1),
      next: position === undefined ? undefined : rowAt(position + 1),
    };
  }

  async listRows(
    query: ListQuery,
    first: number,
    count: number,
    signal: AbortSignal,
  ): Promise<readonly NamedRow[]> {
    const order = await this.#order(query, signal);
    return refsOf(order, first, count).map((ref) => this.#rows.named(ref));
  }

  async findRows(names: readonly RowName[]): Promise<readonly (NamedRow | undefined)[]> {
    await this.#start();
    return this.#rows.find(names);
  }

  setMarks(marks: readonly RowVerdict[]): void {
    this.#index.setMarks(marks);
    this.#ordered = undefined;
  }

  async facets(query: ListQuery, signal: AbortSignal): Promise<Facets> {
    await this.#start();
    if (globalThis.__SABOTAGE__) strike('querying');
    return this.#index.ask((index) => index.facets(query, signal));
  }

  async ranges(query: ListQuery, signal: AbortSignal): Promise<Ranges> {
    await this.#start();
    return this.#index.ask((index) => index.ranges(query, signal));
  }

  async figure<Name extends FigureName>(
    name: Name,
    query: ListQuery,
    signal: AbortSignal,
  ): Promise<Figures[Name]> {
    await this.#start();
    return this.#index.ask((index) => index.figure(name, query, signal));
  }

  async configTotals(signal: AbortSignal): Promise<readonly ConfigTotals[]> {
    await this.#start();
    return this.#index.ask((index) => index.configTotals(signal));
  }

  async recorded(signal: AbortSignal): Promise<RecordedFacts> {
    await this.#start();
    const files = this.#known.map(({ source }) => source.name);
    const totals = await this.#index.ask((index) => index.recorded(signal));
    const summaries = await Promise.all(
      this.#summaries.map((source) =>
        readRunSummary(source, files, {
          signal,
          count: (among) => this.#index.ask((index) => index.countedRun(among, signal)),
        }),
      ),
    );
    return { totals, summaries };
  }

  async withoutEach(query: ListQuery, signal: AbortSignal): Promise<readonly WithoutClause[]> {
    await this.#start();
    return this.#index.ask((index) => index.withoutEach(query, signal));
  }

  /** Runs beside the index: neither waits for the other. */
  async exportList(
    { query, form, ticked }: ExportRequest,
    take: TakeChunk,
    signal: AbortSignal,
  ): Promise<ExportFacts> {
    const listed = await this.#order(query, signal);
    const { order, missing } =
      ticked === undefined ? { order: listed, missing: [] } : this.#rows.pick(listed, ticked);
    const sources = this.#known.map((file, index) => toExportSource(file, index));
    const index = this.#indexFacts();
    const files = this.#known.map((file) => ({
      name: file.source.name,
      ids: file.rows.ids,
      listed: file.rows.listed,
      open: () => file.open(),
    }));
    const { orderSql } = await import('../engine/order');
    const written = await exportList({ form, order, files, missing }, take, signal);
    return {
      ...written,
      sources,
      linkSources: this.status().sources,
      sql: orderSql(query),
      parserVersion: PARSER_VERSION,
      index,
    };
  }

  #indexFacts(): ExportFacts['index'] {
    const { rowsListed, rowsIndexed, isListed, isIndexed } = this.status();
    return { isComplete: isListed && isIndexed, rowsListed, rowsIndexed };
  }

  async provenance(query: ListQuery): Promise<Provenance> {
    await this.#start();
    const { orderSql } = await import('../engine/order');
    const { buildOriginalSql } = await import('../engine/originalSql');
    const { clauseKeys } = await import('../engine/clauses');
    const sources = this.#known.map((file, index) => toExportSource(file, index));
    return {
      sources,
      clauses: clauseKeys(query),
      sql: orderSql(query),
      original: buildOriginalSql(query, sources),
      index: this.#indexFacts(),
    };
  }

  /** Runs beside the index: neither waits for the other. */
  async searchText(
    query: ListQuery,
    search: TextSearch,
    take: (progress: TextProgress) => Promise<void>,
    signal: AbortSignal,
  ): Promise<TextFacts> {
    const order = await this.#order(query, signal);
    const { isListed } = this.status();
    const files = this.#known.map((file) => ({
      name: file.source.name,
      listed: file.rows.listed,
      open: () => file.open(),
    }));
    const describe = (ref: RowRef) => {
      const { address, task, config } = this.#rows.row(ref, query.rule);
      return { address, task, config };
    };
    const match = createTextMatcher(this.#pool, search, MOST_HITS, signal);
    const name = nameTextSearch(search);
    const isAsked = this.#texts.begin(name);
    // lists that are narrowed by it are asked anew
    const tell = (isAtOnce: boolean): void => {
      if (!isAsked()) return;
      if (isAtOnce) this.#versionAt = 0;
      this.#changed(true);
    };
    tell(true);
    const onSearched: ListToSearch['onSearched'] = (rows) => {
      // begun anew, it is not its turn any more
      if (signal.aborted) return;
      this.#index.addTextHits(name, rows);
      tell(false);
    };
    try {
      const found = await searchText({ order, files, match, describe, onSearched }, take, signal);
      return { ...found, isListed };
    } finally {
      tell(true);
    }
  }

  async textCoverage(query: ListQuery, clause: TextClause, signal: AbortSignal): Promise<TextCoverage> {
    await this.#start();
    this.#texts.ask(nameTextSearch(clause.search));
    return this.#index.ask((index) => index.textCoverage(query, clause, signal));
  }

  async sqlTables(signal: AbortSignal): Promise<SqlTables> {
    await this.#start();
    const counts = await this.#index.use((engine) => engine.rowCounts(signal));
    return {
      tables: toSqlTables(counts),
      mostFileBytes: MOST_FILE_BYTES,
      mostChosen: MOST_CHOSEN,
    };
  }

  async runSql(text: string, signal: AbortSignal): Promise<SqlResult> {
    await this.#start();
    return this.#index.use((engine) => engine.runSql(text, { ...SQL_LIMITS, signal }));
  }

  async loadRaw(selection: RawSelection, signal: AbortSignal): Promise<RawLoad> {
    await this.#start();
    const chosen = await this.#chosen(selection, signal);
    const jobs = this.#known.flatMap((from, file) => {
      const rows = chosen.get(file);
      return rows === undefined ? [] : [{ file, from, rows: rows === 'all' ? undefined : rows }];
    });
    return this.#raw.load(jobs, signal);
  }

  /** Rows to load, by file. */
  async #chosen(
    selection: RawSelection,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<number, ReadonlySet<number> | 'all'>> {
    if (selection.kind === 'file') return new Map([[selection.file, 'all']]);
    const refs: RowRef[] = [];
    if (selection.kind === 'list') {
      const order = await this.#order(selection.query, signal);
      for (let position = 0; position < Math.min(order.count, MOST_CHOSEN); position += 1) {
        const ref = order.refAt(position);
        if (ref !== undefined) refs.push(ref);
      }
    } else {
      for (const address of selection.addresses.slice(0, MOST_CHOSEN)) {
        refs.push(await this.#locate({ address, hint: undefined, mayCost: true }, signal));
      }
    }
    const chosen = new Map<number, Set<number>>();
    for (const { file, row } of refs) chosen.set(file, (chosen.get(file) ?? new Set()).add(row));
    return chosen;
  }

  /** The latest order asked for is kept: pages and neighbours of one list share it. */
  async #order(query: ListQuery, signal: AbortSignal): Promise<ListOrder> {
    await this.#start();
    if (!isFiltered(query) && query.sort === undefined) {
      return fileOrder(this.#known.map((file) => file.rows.listed));
    }
    if (query.text !== undefined) this.#texts.ask(nameTextSearch(query.text.search));
    const key = `${this.#version} ${JSON.stringify(query)}`;
    if (this.#ordered?.key === key) return this.#ordered.order;
    const { files, rows } = await this.#index.ask((index) => index.order(query, signal));
    const order = queryOrder(files, rows);
    this.#ordered = { key, order };
    return order;
  }

  /** Begins the background work once; resolves when there is something to list (or everything failed). */
  async #start(): Promise<void> {
    const files = await this.#resolve();
    if (this.#background === undefined) this.#begin(files);
    await this.#listable;
  }

  #begin(files: readonly DatasetFile[]): void {
    this.#background = Promise.all([this.#background, this.#work(files)]).then(() => undefined);
  }

  #resolve(): Promise<readonly DatasetFile[]> {
    this.#files ??= this.#resolveAll();
    return this.#files;
  }

  async #resolveAll(): Promise<readonly DatasetFile[]> {
    const context: SourceContext = {
      ...this.#context,
      signal: this.#stop.signal,
      onWait: ({ reason, durationMs }) => {
        this.#wait = { reason, until: Date.now() + durationMs };
        this.#changed(false);
      },
    };
    const found = await Promise.all(this.#sources.map((source) => resolveSource(source, context)));
    this.#wait = undefined;
    const named = found.flatMap((files, index) =>
      files.map((file) => [this.#sources[index] ?? '', file] as const),
    );
    // alone, such a file is opened like any other, to say what it lacks
    const isAside = ({ readSummary }: SourceFile): boolean => readSummary !== undefined;
    const traces = named.filter(([, source]) => !isAside(source));
    this.#summaries = traces.length === 0 ? [] : named.map(([, source]) => source).filter(isAside);
    const files = (traces.length === 0 ? named : traces).map(
      ([src, source], file) =>
        new DatasetFile(source, {
          src,
          file,
          index: this.#index,
          pool: this.#pool,
          cache: this.#cache,
          changed: (hasRows) => this.#changed(hasRows),
          progressed: (bytes, rows) => this.#progress?.add(performance.now(), bytes, rows),
          whenOnline: (signal) => this.#context.whenOnline(signal),
        }),
    );
    this.#rows = new DatasetRows(files);
    for (const file of this.#leftOut) files[file]?.leaveOut();
    this.#changed(true);
    return files;
  }

  /** Lists these files, then reads every row of those that could be listed. */
  async #work(files: readonly DatasetFile[]): Promise<void> {
    const { signal } = this.#stop;
    this.#startedAt = performance.now();
    /** True: it is to be indexed. Told here, for a reader may have it tried again meanwhile. */
    const listings = new Map<DatasetFile, Promise<boolean>>();
    const queue = files.filter((file) => file.stage !== 'ready');
    const listNext = async (): Promise<void> => {
      for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
        const listing = listFile(file, signal);
        listings.set(file, listing);
        await listedOrQuiet(file, listing);
      }
    };
    const listable = Promise.all(Array.from({ length: LISTED_AT_ONCE }, listNext));
    const listed = listable.then(() => Promise.all(listings.values()));
    this.#listable = Promise.all([this.#listable, listable]);
    this.#listed = Promise.all([this.#listed, listed]);
    await listable;
    this.#progress = new Progress(performance.now());
    // those that are still quiet come last
    const isLate = (file: DatasetFile): boolean => file.stage === 'opening' || file.stage === 'listing';
    const unread = [...listings].toSorted(([a], [b]) => Number(isLate(a)) - Number(isLate(b)));
    const indexNext = async (): Promise<void> => {
      for (let next = unread.shift(); next !== undefined; next = unread.shift()) {
        const [file, listing] = next;
        if (await listing) await file.index(signal, () => this.#turn());
      }
    };
    // several small files share the pool; the pool's slots bound what is in memory
    await Promise.all(Array.from({ length: this.#pool.slotCount }, indexNext));
    // the figures are asked now, and take their own
    this.#pool.endIdle();
    this.#progress = undefined;
    this.#versionAt = 0;
    this.#changed(this.#hasNews);
  }

  /** Until no call is in flight: the line is theirs. */
  async #turn(): Promise<void> {
    while (this.#foreground > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  /** True while more is to come of a file. */
  #isReading(): boolean {
    return this.#known.some(({ stage }) => !['ready', 'failed', 'stopped'].includes(stage));
  }

  #changed(hasRows: boolean): void {
    const now = performance.now();
    const pauseMs = this.#versionAt === 0 ? 0 : this.#versionAt + versionPauseMs(now - this.#startedAt) - now;
    // told with the end itself: after it nobody waits for news
    const isLastNews = !hasRows && this.#hasNews && !this.#isReading();
    if ((hasRows && pauseMs <= 0) || isLastNews) {
      this.#version += 1;
      this.#versionAt = now;
      this.#hasNews = false;
    } else if (hasRows) {
      this.#hasNews = true;
      // the next rows may be far off
      this.#newsTimer ??= setTimeout(() => {
        this.#newsTimer = undefined;
        if (this.#hasNews) this.#changed(true);
      }, pauseMs);
    }
    for (const watcher of this.#watchers) watcher();
  }

  async #locate(asked: TrajectoryAddress, signal: AbortSignal): Promise<RowRef> {
    const { address, hint } = asked;
    const files = await this.#resolve();
    const direct = parseRowAddress(address);
    if (direct !== undefined) return direct;
    if (hint !== undefined && (await this.#first(() => this.#isAt(hint, asked, signal)))) return hint;
    await this.#start();
    const listable = this.#rows.refOfId(address);
    if (listable !== undefined) return listable;
    await this.#listed;
    const listed = this.#rows.refOfId(address);
    if (listed !== undefined) return listed;
    // JSONL is listed only as it is read: the id may still come
    await this.#background;
    const indexed = this.#rows.refOfId(address);
    if (indexed !== undefined) return indexed;
    throw new AppError(
      'TRAJECTORY_NOT_FOUND',
      `No trajectory "${address}" among the ${this.#rows.total} that are open.`,
      {
        details: { address, files: files.map((file) => file.source.name).join(', ') },
      },
    );
  }

  async #isAt(
    { file, row }: RowRef,
    { address: id, mayCost }: TrajectoryAddress,
    signal: AbortSignal,
  ): Promise<boolean> {
    const found = this.#known[file];
    if (found === undefined) return false;
    const known = found.rows.ids[row];
    if (known !== undefined) return known === id;
    try {
      const raw = await found.readRow(row, mayCost, signal);
      return raw.kind === 'record' && raw.record['id'] === id;
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof AppError && error.code === 'ROW_NOT_FOUND') return false;
      throw error;
    }
  }

  async #read(
    ref: RowRef,
    { address, mayCost }: TrajectoryAddress,
    signal: AbortSignal,
  ): Promise<OpenedTrajectory> {
    const files = await this.#resolve();
    const file = files[ref.file];
    if (file === undefined) {
      throw new AppError('TRAJECTORY_NOT_FOUND', `There is no file ${ref.file}; ${files.length} are open.`);
    }
    const raw = await file.readRow(ref.row, mayCost, signal);
    const parsed = raw.kind === 'bad' ? raw : parseRecord(raw.record);
    if (parsed.kind !== 'trajectory') {
      const reason = parsed.kind === 'bad' ? parsed.reason : 'not a record';
      throw new AppError(
        'NOT_A_DATASET',
        `Row ${ref.row} of ${file.source.name} cannot be parsed: ${reason}`,
        {
          details: { file: file.source.name, row: ref.row },
        },
      );
    }
    return {
      ref,
      address,
      config: file.source.config,
      trajectory: this.#withDeepFindings(parsed.trajectory),
    };
  }

  /** The second pass is for what is read, not for what is counted: it checks calls against their tools' schemas. */
  #withDeepFindings(trajectory: Trajectory): Trajectory {
    const deep = computeDeepFindings(trajectory, { validate: this.#validate });
    return deep.length === 0 ? trajectory : { ...trajectory, findings: [...trajectory.findings, ...deep] };
  }
}

function toExportSource(opened: DatasetFile, file: number): ExportSource {
  const { facts, source, src, rows } = opened;
  return {
    file,
    src,
    name: source.name,
    config: source.config,
    ...(facts !== undefined && {
      format: facts.format,
      byteLength: facts.byteLength,
      version: facts.version,
    }),
    ...(source.revision !== undefined && { revision: source.revision }),
    rows: rows.listed,
  };
}
