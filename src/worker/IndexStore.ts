/**
 * Owns the way of rows into the engine: takes them as they are read, opens the engine when first asked (or when
 * much is waiting), and inserts in batches. It must not know files or parsing.
 */
import type { Engine, IndexRows, IndexTableName, TableRow } from '../engine';

/** Rows waiting before the engine is opened unasked: 2,000 trajectories are about 30 MB of row objects. */
const MOST_WAITING = 2_000;

type Waiting = { [Name in IndexTableName]: TableRow<Name>[] };

function nothingWaiting(): Waiting {
  return { listing: [], trajectory: [], step: [], call: [], response: [], finding: [] };
}

export class IndexStore {
  readonly #open: () => Promise<Engine>;
  #engine: Promise<Engine> | undefined;
  #waiting = nothingWaiting();
  #inserting: Promise<void> = Promise.resolve();

  constructor(open: () => Promise<Engine>) {
    this.#open = open;
  }

  addListing(rows: readonly TableRow<'listing'>[]): void {
    this.#waiting.listing.push(...rows);
  }

  addIndexed(rows: IndexRows): void {
    const { trajectory, step, call, response, finding } = this.#waiting;
    trajectory.push(...rows.trajectory);
    step.push(...rows.step);
    call.push(...rows.call);
    response.push(...rows.response);
    finding.push(...rows.finding);
  }

  /** Inserts what waits, when the engine is open or much waits. Never rejects: a failure shows at the next `ask`. */
  async settle(): Promise<void> {
    if (this.#engine === undefined && this.#waiting.trajectory.length < MOST_WAITING) return;
    await this.#flushed().catch(() => undefined);
  }

  /** Runs a query over everything added so far. A failure to open is not kept: the next call tries again. */
  async ask<T>(query: (engine: Engine) => Promise<T>): Promise<T> {
    return query(await this.#flushed());
  }

  close(): void {
    void this.#engine?.then((engine) => engine.close()).catch(() => undefined);
    this.#engine = undefined;
    this.#waiting = nothingWaiting();
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
    const { listing, trajectory, step, call, response, finding } = this.#waiting;
    this.#waiting = nothingWaiting();
    await engine.insert('listing', listing);
    await engine.insert('step', step);
    await engine.insert('call', call);
    await engine.insert('response', response);
    await engine.insert('finding', finding);
    // last: a trajectory in this table is wholly indexed
    await engine.insert('trajectory', trajectory);
  }
}
