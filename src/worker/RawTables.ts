/**
 * Owns which rows are in the raw tables: loads files or chosen rows, each row once, and says what is there. It
 * must not know how the reader chose.
 */
import { AppError } from '../lib/AppError';
import type { Engine, RawRows } from '../engine';
import { toRawRows } from '../engine/rawRows';
import type { RawRow } from '../source';
import { readStored } from '../trace';
import type { RawLoad, RawStatus } from './api';
import type { DatasetFile } from './DatasetFile';

/** Largest file that is loaded whole. */
export const MOST_FILE_BYTES = 64 * 2 ** 20;
/** Text collected before it is inserted: bounds what stands in this thread's memory beside the engine's copy. */
const BATCH_CHARS = 4_000_000;
/** Few rows of a file are read one by one: each costs a page, or a row group. */
const FEW_ROWS = 3;

type Use = <T>(use: (engine: Engine) => Promise<T>) => Promise<T>;

/** Rows of one file to be loaded; `undefined` = all. */
export interface RawJob {
  readonly file: number;
  readonly from: DatasetFile;
  readonly rows: ReadonlySet<number> | undefined;
}

interface Loaded {
  readonly name: string;
  readonly rows: Set<number>;
  turns: number;
  isWhole: boolean;
}

type Batch = { rows: RawRows['rows'][number][]; turns: RawRows['turns'][number][]; chars: number };

function emptyBatch(): Batch {
  return { rows: [], turns: [], chars: 0 };
}

export class RawTables {
  readonly #use: Use;
  readonly #changed: () => void;
  readonly #loaded = new Map<number, Loaded>();
  #loading: RawStatus['loading'];
  #last: Promise<unknown> = Promise.resolve();

  constructor(use: Use, changed: () => void) {
    this.#use = use;
    this.#changed = changed;
  }

  status(): RawStatus {
    const files = [...this.#loaded].map(([file, { name, rows, turns, isWhole }]) => ({
      file,
      name,
      rows: rows.size,
      turns,
      isWhole,
    }));
    return { files: files.toSorted((a, b) => a.file - b.file), loading: this.#loading };
  }

  /** One load after another; what was loaded before a cancel or an error stays, and is said. */
  load(jobs: readonly RawJob[], signal: AbortSignal): Promise<RawLoad> {
    const turn = this.#last.then(() => this.#load(jobs, signal));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #load(jobs: readonly RawJob[], signal: AbortSignal): Promise<RawLoad> {
    const sum = { rows: 0, turns: 0, badRows: 0, alreadyThere: 0 };
    try {
      for (const job of jobs) {
        const added = await this.#loadJob(job, signal);
        sum.rows += added.rows;
        sum.turns += added.turns;
        sum.badRows += added.badRows;
        sum.alreadyThere += added.alreadyThere;
      }
      return sum;
    } finally {
      this.#loading = undefined;
      this.#changed();
    }
  }

  async #loadJob({ file, from, rows: wanted }: RawJob, signal: AbortSignal): Promise<RawLoad> {
    signal.throwIfAborted();
    const loaded = this.#loadedOf(file, from.source.name);
    const sum = { rows: 0, turns: 0, badRows: 0, alreadyThere: 0 };
    if (loaded.isWhole) return { ...sum, alreadyThere: wanted?.size ?? loaded.rows.size };
    let batch = emptyBatch();
    let done = 0;
    const flush = async (): Promise<void> => {
      const { rows, turns } = batch;
      batch = emptyBatch();
      await this.#use((engine) => engine.insertRaw({ rows, turns }));
      for (const { row } of rows) loaded.rows.add(row);
      loaded.turns += turns.length;
      sum.rows += rows.length;
      sum.turns += turns.length;
      signal.throwIfAborted();
    };
    for await (const raw of readWanted(from, wanted, signal)) {
      done += 1;
      this.#say(from, done, wanted);
      const stored = raw.kind === 'record' ? readStored(raw.record) : raw;
      if (loaded.rows.has(raw.row)) sum.alreadyThere += 1;
      else if (stored.kind === 'bad') sum.badRows += 1;
      else {
        const { rows, turns } = toRawRows(stored, { file, row: raw.row }, from.source.config);
        batch.rows.push(...rows);
        for (const turn of turns) {
          batch.turns.push(turn);
          batch.chars += turn.value.length;
        }
        if (batch.chars >= BATCH_CHARS) await flush();
      }
    }
    await flush();
    loaded.isWhole = wanted === undefined;
    return sum;
  }

  #loadedOf(file: number, name: string): Loaded {
    const found = this.#loaded.get(file) ?? { name, rows: new Set<number>(), turns: 0, isWhole: false };
    this.#loaded.set(file, found);
    return found;
  }

  #say(from: DatasetFile, done: number, wanted: ReadonlySet<number> | undefined): void {
    this.#loading = { name: from.source.name, done, total: wanted?.size ?? from.status().rowCount };
    this.#changed();
  }
}

/** Whole files in one pass, and so small ones of which many rows are wanted; else row by row. */
async function* readWanted(
  from: DatasetFile,
  wanted: ReadonlySet<number> | undefined,
  signal: AbortSignal,
): AsyncIterable<RawRow> {
  const file = await from.open();
  const { byteLength, name } = file.facts;
  const isSmall = byteLength <= MOST_FILE_BYTES;
  if (wanted === undefined && !isSmall) {
    throw new AppError(
      'TOO_LARGE',
      `${name} has ${byteLength} bytes; files up to ${MOST_FILE_BYTES} bytes are loaded whole. Load the trajectories of a filtered list instead.`,
      { details: { file: name, byteLength } },
    );
  }
  if (wanted !== undefined && (!isSmall || wanted.size <= FEW_ROWS)) {
    for (const row of wanted) yield await file.readRow(row, signal);
    return;
  }
  for await (const { rows } of file.readRows(signal)) {
    for (const raw of rows) if (wanted?.has(raw.row) !== false) yield raw;
  }
}
