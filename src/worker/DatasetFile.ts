/**
 * Owns one file of a dataset: opens it once, reads its listing, then its rows, and keeps what became of each.
 * It must not know the other files or the screen.
 */
import { AppError, toAppError } from '../lib/AppError';
import { withoutRevision } from '../lib/hubNames';
import { strike } from '../lib/sabotage';
import { parseJsonLine } from '../trace';
import type { TableRow } from '../engine';
import {
  buffersOf,
  type FileFacts,
  type ListingBatch,
  type RawRow,
  type RowUnit,
  type SourceFile,
  type TraceFile,
} from '../source';
import type { FileStage, FileStatus, WireError } from './api';
import { FileRows } from './FileRows';
import type { CachedFile, CacheKey, IndexCache } from './IndexCache';
import type { IndexStore } from './IndexStore';
import { unpackUnit, type IndexedUnit } from './packedUnit';
import { fromWireError, toWireError } from './wire';
import type { WorkerPool } from './WorkerPool';

/** Bad rows told one by one; the rest are counted. */
const MOST_BAD_ROWS = 100;
/** A row that costs more is asked for: 1.3 s at 100 Mbit/s. */
const MOST_UNASKED_BYTES = 16 * 1024 * 1024;
/** A unit as it came back, or why it did not. */
type UnitResult = { readonly kind: 'indexed'; readonly unit: IndexedUnit } | FailedUnit;

interface FailedUnit {
  readonly kind: 'failed';
  readonly unit: RowUnit;
  readonly error: WireError;
}

/** Where a file stands: its number, the index it feeds, and whom it tells. */
export interface FilePlace {
  /** The source string it came by. */
  readonly src: string;
  readonly file: number;
  readonly index: IndexStore;
  readonly pool: WorkerPool;
  readonly cache: IndexCache;
  /** Something to show changed; `hasRows` when rows can newly be asked for. */
  changed(hasRows: boolean): void;
  /** So much more of it was read and parsed. */
  progressed(bytes: number, rows: number): void;
  whenOnline(signal?: AbortSignal): Promise<boolean>;
}

export class DatasetFile {
  readonly rows = new FileRows();
  readonly source: SourceFile;
  readonly #place: FilePlace;
  #opening: Promise<TraceFile> | undefined;
  #file: TraceFile | undefined;
  #stage: FileStage = 'opening';
  #bytesRead = 0;
  /** Units of a file without a listing that came before their turn, by first row. */
  readonly #early = new Map<number, UnitResult>();
  #firstFailed: WireError | undefined;
  #error: AppError | undefined;
  #wait: FileStatus['wait'];
  #rowRead: FileStatus['rowRead'];
  #stopOpening = new AbortController();
  #heardAt = performance.now();

  constructor(source: SourceFile, place: FilePlace) {
    this.source = source;
    this.#place = place;
  }

  get stage(): FileStage {
    return this.#stage;
  }

  /** Milliseconds since something of it last came, or it was last asked for. */
  get quietMs(): number {
    return performance.now() - this.#heardAt;
  }

  get src(): string {
    return this.#place.src;
  }

  /** Undefined until it is open. */
  get facts(): FileFacts | undefined {
    return this.#file?.facts;
  }

  /** Opens it once; a failure is remembered until `retry`. */
  open(): Promise<TraceFile> {
    this.#opening ??= this.source
      .open({
        parseLine: parseJsonLine,
        signal: this.#stopOpening.signal,
        onWait: ({ reason, durationMs }) => {
          this.#wait = { reason, until: Date.now() + durationMs };
          this.#place.changed(false);
        },
        onTraffic: () => {
          this.#heardAt = performance.now();
          if (this.#wait !== undefined && Date.now() >= this.#wait.until - 100) this.#wait = undefined;
        },
        whenOnline: (signal) => this.#place.whenOnline(signal),
      })
      .then((file) => (this.#file = file));
    return this.#opening;
  }

  /** One row for a reader. Rejects with READ_COST where that means reading much and was not agreed to. */
  async readRow(row: number, mayCost: boolean, signal: AbortSignal): Promise<RawRow> {
    const file = await this.open();
    const byteLength = file.rowCost?.(row) ?? 0;
    const isLocal = this.#place.src.startsWith('file:');
    if (byteLength > MOST_UNASKED_BYTES && !mayCost && !isLocal) {
      const { name } = this.source;
      const cost = Math.round(byteLength / 1_000_000);
      const message = `${name} has no page index: about ${cost} MB must be read for this trajectory.`;
      throw new AppError('READ_COST', message, { details: { name, row, byteLength } });
    }
    let bytesDone = 0;
    const onBytes = (count: number): void => {
      bytesDone += count;
      this.#rowRead = { bytesDone: Math.min(bytesDone, byteLength), byteLength };
      this.#place.changed(false);
    };
    try {
      return await file.readRow(row, signal, { onBytes });
    } finally {
      if (this.#rowRead !== undefined) this.#place.changed(false);
      this.#rowRead = undefined;
    }
  }

  /** Ends the opening under way, if any; the next `open` begins anew. */
  stopOpening(): void {
    this.#wait = undefined;
    if (this.#file !== undefined || this.#opening === undefined) return;
    this.#stopOpening.abort(new AppError('ABORTED', 'Reading was stopped.'));
    this.#stopOpening = new AbortController();
    this.#opening = undefined;
  }

  /** Forgets a failure: the next `list` and `index` try again. */
  retry(): void {
    this.#error = undefined;
    if (this.#file === undefined) this.#opening = undefined;
    this.#enter('opening');
  }

  leaveOut(): void {
    this.#error = new AppError(
      'WORKER_DIED',
      `${this.source.name} stopped the reading thread twice, so it is left out. Retry reads it once more.`,
      { details: { file: this.#place.file } },
    );
    this.#enter('failed');
  }

  status(): FileStatus {
    const { facts } = this.#file ?? {};
    const { rows } = this;
    return {
      name: this.source.name,
      version: facts?.version,
      config: this.source.config,
      stage: this.#stage,
      format: facts?.format,
      byteLength: facts?.byteLength,
      rowCount: facts?.rowCount ?? (this.#stage === 'ready' ? rows.listed : undefined),
      rowsListed: rows.listed,
      rowsIndexed: rows.indexedCount,
      bytesRead: this.#bytesRead,
      badRows: [...rows.bad].slice(0, MOST_BAD_ROWS).map(([row, reason]) => ({ row, reason })),
      badRowCount: rows.bad.size,
      error: this.#error === undefined ? undefined : toWireError(this.#error),
      wait: this.#wait,
      note: this.source.note,
      rowRead: this.#rowRead,
      isVersionVerified: facts?.versionVerified !== false,
    };
  }

  /** What its index is kept under; undefined until it is open, and where a changed file could not be told from this one. */
  #key(): CacheKey | undefined {
    const { name, revision, config } = this.source;
    const { facts } = this;
    if (facts === undefined || (facts.versionVerified === false && revision === undefined)) return undefined;
    return { src: withoutRevision(this.#place.src), name, revision, version: facts.version, config };
  }

  /** The same, once every row of it is indexed as it would be at any other time. */
  get wholeKey(): CacheKey | undefined {
    return this.#stage === 'ready' && this.#firstFailed === undefined ? this.#key() : undefined;
  }

  #cached(): CachedFile | undefined {
    const key = this.#key();
    return key && this.#place.cache.file(key);
  }

  /** All rows of the file from the cache, or nothing. */
  async #takeCached(file: TraceFile): Promise<boolean> {
    if (this.rows.listed > 0) return false;
    const { facts, places } = file;
    const cached = await this.#cached()?.readAll(facts.rowCount);
    if (cached === undefined) return false;
    this.#place.index.warm();
    if (cached.places !== undefined) places?.restore(cached.places);
    for (const bytes of cached.units) this.#add({ kind: 'indexed', unit: unpackUnit(bytes) });
    this.#bytesRead = facts.byteLength;
    this.#place.changed(true);
    return true;
  }

  /** Reads the listing, where the format has a cheap one. Never rejects: a failure is the file's state. */
  async list(signal: AbortSignal): Promise<void> {
    if (this.#error !== undefined) return;
    this.#heardAt = performance.now();
    await this.#guard(signal, async () => {
      signal.throwIfAborted();
      const file = await this.open();
      this.#enter('listing');
      if (globalThis.__SABOTAGE__) strike('listing');
      if (await this.#takeCached(file)) return this.#enter('ready');
      if (
        file.readListing !== undefined &&
        this.rows.listed < (file.facts.rowCount ?? Number.POSITIVE_INFINITY)
      ) {
        for await (const batch of file.readListing(signal)) this.#addListing(batch);
      }
      this.#enter('listed');
    });
  }

  /**
   * Reads every row and has it parsed in the pool, unit by unit, as many at once as the pool gives slots; each waits
   * for `turn` before it is read. Never rejects.
   */
  async index(signal: AbortSignal, turn: () => Promise<void>): Promise<void> {
    if (this.#error !== undefined) return;
    await this.#guard(signal, async () => {
      const file = await this.open();
      this.#enter('indexing');
      if (globalThis.__SABOTAGE__) strike('indexing');
      this.#bytesRead = 0;
      this.#early.clear();
      // one unit that cannot be read ends the others
      const ended = new AbortController();
      const both = AbortSignal.any([signal, ended.signal]);
      const running = new Set<Promise<void>>();
      try {
        const units = file.readUnits(both)[Symbol.asyncIterator]();
        for (;;) {
          const release = await this.#place.pool.slot(both);
          const unit = await this.#nextUnit(units, turn).catch((error: unknown) => {
            release();
            throw error;
          });
          if (unit === undefined) {
            release();
            break;
          }
          const work = this.#indexUnit(unit, this.#cached(), both)
            .catch((error: unknown) => ended.abort(error))
            .finally(() => {
              release();
              running.delete(work);
            });
          running.add(work);
        }
      } finally {
        await Promise.all(running);
      }
      both.throwIfAborted();
      if (this.#firstFailed !== undefined && this.rows.indexedCount === 0) {
        throw fromWireError(this.#firstFailed);
      }
      const places = file.places?.save();
      if (places !== undefined) await this.#cached()?.savePlaces(this.rows.listed, places);
      this.#enter('ready');
    });
  }

  /** The next one that is not here yet. */
  async #nextUnit(units: AsyncIterator<RowUnit>, turn: () => Promise<void>): Promise<RowUnit | undefined> {
    for (;;) {
      await turn();
      const { done, value } = await units.next();
      if (done === true) return undefined;
      if (!this.rows.hasUnit(value)) return value;
      this.#bytesRead += value.byteLength;
    }
  }

  async #indexUnit(unit: RowUnit, cached: CachedFile | undefined, signal: AbortSignal): Promise<void> {
    const held = await cached?.read(unit);
    if (held !== undefined) {
      this.#bytesRead += unit.byteLength;
      this.#addInOrder(unit.firstRow, { kind: 'indexed', unit: unpackUnit(held) });
      this.#place.changed(true);
      return;
    }
    const load = async () => {
      const rows = await unit.load(signal);
      return { payload: { rows, firstRow: unit.firstRow }, transfer: buffersOf(rows) };
    };
    const answer = await this.#place.pool.run('index', load, signal);
    this.#bytesRead += unit.byteLength;
    this.#place.progressed(unit.byteLength, unit.rowCount);
    this.#addInOrder(
      unit.firstRow,
      answer.ok
        ? { kind: 'indexed', unit: unpackUnit(answer.value) }
        : { kind: 'failed', unit, error: answer.error },
    );
    await this.#place.index.settle();
    this.#place.changed(true);
    if (answer.ok) await cached?.write(unit, answer.value);
  }

  /** Rows that are not listed yet are listed in file order: those that come early wait. */
  #addInOrder(firstRow: number, result: UnitResult): void {
    if (firstRow > this.rows.listed) {
      this.#early.set(firstRow, result);
      return;
    }
    this.#add(result);
    const next = this.#early.get(this.rows.listed);
    if (next === undefined) return;
    this.#early.delete(this.rows.listed);
    this.#addInOrder(this.rows.listed, next);
  }

  #add(result: UnitResult): void {
    if (result.kind === 'indexed') {
      const { unit } = result;
      const isListed = unit.firstRow < this.rows.listed;
      this.rows.addUnit(unit);
      const { file, index } = this.#place;
      index.addUnit(unit.tables, { file, config: this.source.config }, isListed);
      return;
    }
    const { unit, error } = result;
    this.#firstFailed ??= error;
    const listed: TableRow<'listing'>[] = [];
    for (let row = unit.firstRow; row < unit.firstRow + unit.rowCount; row += 1) {
      const isListed = row < this.rows.listed;
      this.rows.addBad(row, error.message);
      if (!isListed) listed.push(this.#listingRow(row));
    }
    if (listed.length > 0) this.#place.index.addListing(listed);
  }

  #addListing(batch: ListingBatch): void {
    this.#heardAt = performance.now();
    // read anew after a stop: the rows are here
    if (batch.firstRow < this.rows.listed) return;
    this.rows.addListing(batch);
    this.#place.index.addListing(
      batch.turnCounts.map((_, offset) => this.#listingRow(batch.firstRow + offset)),
    );
    this.#place.changed(true);
  }

  #listingRow(row: number): TableRow<'listing'> {
    const { rows } = this;
    return {
      file: this.#place.file,
      row,
      id: rows.ids[row],
      task: rows.tasks[row] ?? '',
      config: this.source.config,
      category: rows.categories[row] ?? '',
      subcategory: rows.subcategories[row] ?? '',
      turns: rows.turnCounts[row] ?? 0,
    };
  }

  async #guard(signal: AbortSignal, act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (signal.aborted) this.#enter('stopped');
      else {
        this.#error = toAppError(error);
        this.#enter('failed');
      }
    }
  }

  #enter(stage: FileStage): void {
    this.#stage = stage;
    this.#place.changed(false);
  }
}
