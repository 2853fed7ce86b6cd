/**
 * Owns the way of column buffers into the engine: takes them as they come, opens the engine when first asked, and
 * inserts what waits. It must not know files or parsing.
 */
import { AppError } from '../lib/AppError';
import { encodeColumns, type ColumnTable } from '../engine/columns';
import { ALL_TABLES, TABLES, type IndexTableName, type TableRow } from '../engine/tables';
import type { Engine, TablePart } from '../engine';
import type { UnitTables } from './packedUnit';

/** `trajectory` last: a row in that table is wholly indexed. */
const INSERTED: readonly IndexTableName[] = [
  // keys of TABLES
  ...(Object.keys(TABLES) as IndexTableName[]).filter((name) => name !== 'trajectory'),
  'trajectory',
];

export class IndexStore {
  readonly #open: () => Promise<Engine>;
  readonly #onLost: () => void;
  #engine: Promise<Engine> | undefined;
  #waiting = new Map<IndexTableName, TablePart[]>();
  #marks: readonly TableRow<'triage'>[] | undefined;
  #forgotten: string[] = [];
  #hits: TablePart[] = [];
  #inserting: Promise<void> = Promise.resolve();

  /** `onLost` = the engine did not survive a query: what it held must be read again. */
  constructor(open: () => Promise<Engine>, onLost: () => void) {
    this.#open = open;
    this.#onLost = onLost;
  }

  /** Opens the engine before it is asked: there will be much for it soon. A failure shows at the next `ask`. */
  warm(): void {
    void this.#flushed().catch(() => undefined);
  }

  addListing(rows: readonly TableRow<'listing'>[]): void {
    this.#add('listing', encodeColumns(TABLES.listing, rows), {});
  }

  /** The reader's marks, whole; they are there with the next `ask`. */
  setMarks(marks: readonly TableRow<'triage'>[]): void {
    this.#marks = marks;
  }

  /** Rows a full-text search went through, with what it found in each; they are there with the next `ask`. */
  addTextHits(search: string, rows: readonly Omit<TableRow<'text_hits'>, 'search'>[]): void {
    this.#hits.push({ table: encodeColumns(ALL_TABLES.text_hits, rows, ['search']), constants: { search } });
  }

  forgetTextHits(search: string): void {
    this.#hits = this.#hits.filter(({ constants }) => constants['search'] !== search);
    this.#forgotten.push(search);
  }

  /** The tables of a unit. `isListed`: its rows are in `listing` already. */
  addUnit(
    tables: UnitTables,
    at: { readonly file: number; readonly config: string },
    isListed: boolean,
  ): void {
    for (const name of INSERTED) {
      if (name !== 'listing' || !isListed) this.#add(name, tables[name], at);
    }
  }

  #add(name: IndexTableName, table: ColumnTable, constants: TablePart['constants']): void {
    const parts = this.#waiting.get(name) ?? [];
    parts.push({ table, constants });
    this.#waiting.set(name, parts);
  }

  /** Inserts what waits, when the engine is open. Never rejects: a failure shows at the next `ask`. */
  async settle(): Promise<void> {
    if (this.#engine !== undefined) await this.#flushed().catch(() => undefined);
  }

  /** Runs a query over everything added so far. A failure to open is not kept: the next call tries again. */
  async ask<T>(query: (engine: Engine) => Promise<T>): Promise<T> {
    try {
      return await query(await this.#flushed());
    } catch (error) {
      if (error instanceof AppError && error.code === 'ENGINE_LOST') this.#onLost();
      throw error;
    }
  }

  close(): void {
    void this.#engine?.then((engine) => engine.close()).catch(() => undefined);
    this.#engine = undefined;
    this.#waiting.clear();
  }

  async #flushed(): Promise<Engine> {
    this.#engine ??= this.#open();
    const opening = this.#engine;
    try {
      const engine = await opening;
      this.#inserting = this.#inserting.then(() => this.#insert(engine));
      await this.#inserting;
      return engine;
    } catch (error) {
      if (this.#engine === opening) this.#engine = undefined;
      this.#inserting = Promise.resolve();
      throw error;
    }
  }

  async #insert(engine: Engine): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = new Map();
    for (const name of INSERTED) await engine.insertParts(name, waiting.get(name) ?? []);
    const marks = this.#marks;
    this.#marks = undefined;
    if (marks !== undefined) await engine.replaceTriage(marks);
    const [forgotten, hits] = [this.#forgotten, this.#hits];
    [this.#forgotten, this.#hits] = [[], []];
    for (const search of forgotten) await engine.dropTextHits(search);
    await engine.insertParts('text_hits', hits);
  }
}
