/**
 * Owns the way of column buffers into the engine: takes them as they come, opens the engine when first needed, and
 * inserts what waits. A question that was answered about the same index before needs no engine. It must not know files
 * or parsing.
 */
import { AppError } from '../lib/AppError';
import { encodeColumns, type ColumnTable } from '../engine/columns';
import { ALL_TABLES, TABLES, type IndexTableName, type TableRow } from '../engine/tables';
import type { Answers, Engine, Question, Questions, ResultTable, TablePart } from '../engine';
import type { KeptAnswers } from './KeptAnswers';
import type { UnitTables } from './packedUnit';
import { shortHash } from './shortHash';

/** `trajectory` last: a row in that table is wholly indexed. */
const INSERTED: readonly IndexTableName[] = [
  // keys of TABLES
  ...(Object.keys(TABLES) as IndexTableName[]).filter((name) => name !== 'trajectory'),
  'trajectory',
];

/** Its start takes both cores of a small machine for a second. */
const WARM_AFTER_MS = 1_000;

export class IndexStore {
  readonly #open: () => Promise<Engine>;
  readonly #onLost: () => void;
  readonly #kept: KeptAnswers | undefined;
  #engine: Promise<Engine> | undefined;
  #waiting = new Map<IndexTableName, TablePart[]>();
  #marks: readonly TableRow<'triage'>[] | undefined;
  /** What they are called in a kept answer. */
  #marksName = '';
  #forgotten: string[] = [];
  #hits: TablePart[] = [];
  #inserting: Promise<void> = Promise.resolve();
  #warming: ReturnType<typeof setTimeout> | undefined;

  /** `onLost` = the engine did not survive a query: what it held must be read again. */
  constructor(open: () => Promise<Engine>, onLost: () => void, kept?: KeptAnswers) {
    this.#open = open;
    this.#onLost = onLost;
    this.#kept = kept;
  }

  /** Opens the engine before it is needed, when what is kept has been drawn. A failure shows at the next `use`. */
  warm(): void {
    this.#warming ??= setTimeout(() => void this.#flushed().catch(() => undefined), WARM_AFTER_MS);
  }

  addListing(rows: readonly TableRow<'listing'>[]): void {
    this.#add('listing', encodeColumns(TABLES.listing, rows), {});
  }

  /** The reader's marks, whole; they are there with the next `ask`. */
  setMarks(marks: readonly TableRow<'triage'>[]): void {
    this.#marks = marks;
    this.#marksName = marks.length === 0 ? '' : shortHash(marks);
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

  /** Inserts what waits, when the engine is open. Never rejects: a failure shows at the next `use`. */
  async settle(): Promise<void> {
    if (this.#engine !== undefined) await this.#flushed().catch(() => undefined);
  }

  /** Asks about everything added so far. */
  async ask<T>(ask: (questions: Questions) => Promise<T>): Promise<T> {
    const [{ Questions: Asked }, kept] = await Promise.all([import('../engine'), this.#kept?.now()]);
    return ask(new Asked((question, signal) => this.#answer(question, signal, kept)));
  }

  async #answer(
    question: Question,
    signal: AbortSignal | undefined,
    kept: Answers | undefined,
  ): Promise<ResultTable> {
    signal?.throwIfAborted();
    const marks = this.#marksName;
    const known = kept?.get(question, marks);
    if (known !== undefined) return known;
    const table = await this.use((engine) => engine.answer(question, signal));
    // rows or marks that came meanwhile may or may not be counted in it
    const isSame = marks === this.#marksName && kept === (await this.#kept?.now());
    if (isSame && kept?.add(question, marks, table) === true) this.#kept?.changed();
    return table;
  }

  /** Everything added so far is in it. A failure to open is not kept: the next call tries again. */
  async use<T>(act: (engine: Engine) => Promise<T>): Promise<T> {
    try {
      return await act(await this.#flushed());
    } catch (error) {
      if (error instanceof AppError && error.code === 'ENGINE_LOST') this.#onLost();
      throw error;
    }
  }

  close(): void {
    clearTimeout(this.#warming);
    this.#kept?.close();
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
