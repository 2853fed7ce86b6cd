/**
 * Owns one file of a dataset: opens it once, reads its listing, then its rows, and keeps what became of each.
 * It must not know the other files or the screen.
 */
import { toAppError, type AppError } from '../lib/AppError';
import { parseJsonLine } from '../trace';
import type { TableRow } from '../engine';
import type { FileFacts, ListingBatch, RawRow, SourceFile, TraceFile } from '../source';
import type { FileStage, FileStatus } from './api';
import { FileRows } from './FileRows';
import type { IndexStore } from './IndexStore';
import { indexRow } from './indexRow';
import { toWireError } from './wire';

/** Bad rows told one by one; the rest are counted. */
const MOST_BAD_ROWS = 100;
/** How long rows are parsed before waiting calls get their turn. */
const SLICE_MS = 25;

/** Where a file stands: its number, the index it feeds, and whom it tells. */
export interface FilePlace {
  /** The source string it came by. */
  readonly src: string;
  readonly file: number;
  readonly index: IndexStore;
  /** Something to show changed; `hasRows` when rows can newly be asked for. */
  changed(hasRows: boolean): void;
}

export class DatasetFile {
  readonly rows = new FileRows();
  readonly source: SourceFile;
  readonly #place: FilePlace;
  #opening: Promise<TraceFile> | undefined;
  #file: TraceFile | undefined;
  #stage: FileStage = 'opening';
  #bytesRead = 0;
  #error: AppError | undefined;

  constructor(source: SourceFile, place: FilePlace) {
    this.source = source;
    this.#place = place;
  }

  get stage(): FileStage {
    return this.#stage;
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
    this.#opening ??= this.source.open({ parseLine: parseJsonLine }).then((file) => (this.#file = file));
    return this.#opening;
  }

  status(): FileStatus {
    const { facts } = this.#file ?? {};
    const { rows } = this;
    return {
      name: this.source.name,
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
    };
  }

  /** Reads the listing, where the format has a cheap one. Never rejects: a failure is the file's state. */
  async list(signal: AbortSignal): Promise<void> {
    await this.#guard(signal, async () => {
      const file = await this.open();
      this.#enter('listing');
      if (
        file.readListing !== undefined &&
        this.rows.listed < (file.facts.rowCount ?? Number.POSITIVE_INFINITY)
      ) {
        for await (const batch of file.readListing(signal)) this.#addListing(batch);
      }
      this.#enter('listed');
    });
  }

  /** Reads and parses every row, letting `waitForTurn` hold it back between slices. Never rejects. */
  async index(signal: AbortSignal, waitForTurn: () => Promise<void>): Promise<void> {
    if (this.#error !== undefined) return;
    await this.#guard(signal, async () => {
      const file = await this.open();
      this.#enter('indexing');
      for await (const { rows, bytesRead } of file.readRows(signal)) {
        await this.#indexBatch(rows, signal, waitForTurn);
        this.#bytesRead = bytesRead;
        await this.#place.index.settle();
        this.#place.changed(true);
      }
      this.#enter('ready');
    });
  }

  async #indexBatch(
    rows: readonly RawRow[],
    signal: AbortSignal,
    waitForTurn: () => Promise<void>,
  ): Promise<void> {
    let sliceStart = performance.now();
    for (const row of rows) {
      this.#indexRow(row);
      if (performance.now() - sliceStart < SLICE_MS) continue;
      this.#place.changed(false);
      await waitForTurn();
      signal.throwIfAborted();
      sliceStart = performance.now();
    }
  }

  #addListing(batch: ListingBatch): void {
    // read anew after a stop: the rows are here
    if (batch.firstRow < this.rows.listed) return;
    this.rows.addListing(batch);
    this.#place.index.addListing(
      batch.turnCounts.map((_, offset) => this.#listingRow(batch.firstRow + offset)),
    );
    this.#place.changed(true);
  }

  #indexRow(raw: RawRow): void {
    const isListed = raw.row < this.rows.listed;
    if (this.rows.indexed[raw.row] !== undefined) return;
    const indexed = indexRow(raw, this.#place.file);
    if (indexed.kind === 'bad') this.rows.addBad(raw.row, indexed.reason);
    else {
      this.rows.addIndexed(raw.row, indexed.listing, indexed.row);
      this.#place.index.addIndexed(indexed.tables);
    }
    if (!isListed) this.#place.index.addListing([this.#listingRow(raw.row)]);
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
