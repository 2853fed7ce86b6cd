/**
 * Reads the rows of a list in its order, whatever that order costs a file: most of a file in its own order is one
 * pass; single rows are read by their place; a shuffled list goes window by window, each window in file order, so
 * that a row group is decoded once a window and not once a row. Holds at most one window (64 MB) or one batch of
 * the file. It must not know what is made of a row.
 */
import { AppError, type ErrorCode } from '../lib/AppError';
import type { RowRef } from '../trace';
import type { RawRow, TraceFile } from '../source';
import type { ListOrder } from './listOrder';

/** One file as this needs it: how many rows are known, and how to open it. */
export interface ReadableFile {
  readonly listed: number;
  open(): Promise<TraceFile>;
}

/** What is made of a row; a window of a shuffled list holds so many of them. */
export interface Made {
  readonly byteLength: number;
}

/** A row turned into something, or why not. */
export type ReadItem<T extends Made> =
  | { readonly kind: 'made'; readonly value: T }
  | { readonly kind: 'skipped'; readonly reason: string };

export interface OrderedRead<T extends Made> {
  readonly order: ListOrder;
  readonly files: readonly ReadableFile[];
  readonly toItem: (raw: RawRow) => ReadItem<T>;
  readonly signal: AbortSignal;
}

export interface OrderedItem<T extends Made> {
  readonly ref: RowRef;
  readonly item: ReadItem<T>;
}

/** Positions of a window of a shuffled list. */
const WINDOW_ROWS = 512;
/** Beyond this the rest of a window is read a second time when its turn comes. */
const WINDOW_BYTES = 64 * 1024 * 1024;
/** Single rows asked for at once: four round trips take the time of one. */
const AT_ONCE = 4;
/** From this share of its rows on, a file is read in one pass. */
const MOST_OF_FILE = 0.5;

/** What is wrong with a row or its row group, and not with the connection or the file as a whole. */
const OF_THE_ROW: ReadonlySet<ErrorCode> = new Set([
  'PARQUET_CORRUPT',
  'PARQUET_LIMIT',
  'GZIP_CORRUPT',
  'ROW_NOT_FOUND',
  'TOO_LARGE',
]);

/** Every position of the order exactly once, in order. Rejects when a file cannot be read at all, or on abort. */
export async function* readInOrder<T extends Made>(read: OrderedRead<T>): AsyncGenerator<OrderedItem<T>> {
  if (isInFileOrder(read.order)) {
    for (const { file, rows } of runsOf(read.order)) {
      for await (const [row, item] of readFileRows(read, file, rows)) yield { ref: { file, row }, item };
    }
    return;
  }
  for (let first = 0; first < read.order.count; first += WINDOW_ROWS) {
    yield* readWindow(read, refsOf(read.order, first, first + WINDOW_ROWS));
  }
}

function refsOf(order: ListOrder, first: number, end: number): RowRef[] {
  const refs: RowRef[] = [];
  for (let position = first; position < Math.min(end, order.count); position += 1) {
    const ref = order.refAt(position);
    if (ref !== undefined) refs.push(ref);
  }
  return refs;
}

function isInFileOrder(order: ListOrder): boolean {
  let before: RowRef = { file: 0, row: -1 };
  for (let position = 0; position < order.count; position += 1) {
    const ref = order.refAt(position);
    if (ref === undefined) continue;
    if (ref.file < before.file || (ref.file === before.file && ref.row <= before.row)) return false;
    before = ref;
  }
  return true;
}

interface Run {
  readonly file: number;
  readonly rows: number[];
}

/** The rows of each file, one file after the other. */
function* runsOf(order: ListOrder): Generator<Run> {
  let run: Run | undefined;
  for (let position = 0; position < order.count; position += 1) {
    const ref = order.refAt(position);
    if (ref === undefined) continue;
    if (run?.file !== ref.file) {
      if (run !== undefined) yield run;
      run = { file: ref.file, rows: [] };
    }
    run.rows.push(ref.row);
  }
  if (run !== undefined) yield run;
}

async function* readWindow<T extends Made>(
  read: OrderedRead<T>,
  refs: readonly RowRef[],
): AsyncGenerator<OrderedItem<T>> {
  const byFile = new Map<number, number[]>();
  for (const { file, row } of refs) {
    const wanted = byFile.get(file);
    if (wanted === undefined) byFile.set(file, [row]);
    else wanted.push(row);
  }
  const held = new Map<string, ReadItem<T>>();
  let heldBytes = 0;
  for (const [file, wanted] of byFile) {
    wanted.sort((a, b) => a - b);
    for await (const [row, item] of readFileRows(read, file, wanted)) {
      heldBytes += item.kind === 'made' ? item.value.byteLength : 0;
      if (heldBytes > WINDOW_BYTES) break;
      held.set(`${file}.${row}`, item);
    }
    if (heldBytes > WINDOW_BYTES) break;
  }
  for (const ref of refs) {
    const key = `${ref.file}.${ref.row}`;
    yield { ref, item: held.get(key) ?? (await readOne(read, ref.file, ref.row)) };
    held.delete(key);
  }
}

/** Ascending rows of one file, each with its number. */
async function* readFileRows<T extends Made>(
  read: OrderedRead<T>,
  file: number,
  rows: readonly number[],
): AsyncGenerator<readonly [number, ReadItem<T>]> {
  const found = read.files[file];
  if (found === undefined) return yield* readSingly(read, file, rows);
  const { facts } = await found.open();
  const isMost = rows.length >= found.listed * MOST_OF_FILE;
  // unpacking begins anew for each single row
  if (isMost || facts.isPacked === true) yield* readByPass(read, file, rows);
  else yield* readSingly(read, file, rows);
}

async function* readByPass<T extends Made>(
  read: OrderedRead<T>,
  file: number,
  rows: readonly number[],
): AsyncGenerator<readonly [number, ReadItem<T>]> {
  let next = 0;
  try {
    const trace = await read.files[file]?.open();
    if (trace === undefined) return;
    for await (const { rows: batch } of trace.readRows(read.signal)) {
      for (const raw of batch) {
        // a row the pass left out is asked for by its place
        for (let row = rows[next]; row !== undefined && row < raw.row; row = rows[next]) {
          next += 1;
          yield [row, await readOne(read, file, row)];
        }
        if (rows[next] !== raw.row) continue;
        next += 1;
        yield [raw.row, read.toItem(raw)];
        if (next === rows.length) return;
      }
    }
  } catch (error) {
    read.signal.throwIfAborted();
    if (!isOfTheRow(error)) throw error;
  }
  // the pass ended at damage: what lies behind it may still be readable row by row
  yield* readSingly(read, file, rows.slice(next));
}

async function* readSingly<T extends Made>(
  read: OrderedRead<T>,
  file: number,
  rows: readonly number[],
): AsyncGenerator<readonly [number, ReadItem<T>]> {
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    read.signal.throwIfAborted();
    yield* await Promise.all(
      rows.slice(at, at + AT_ONCE).map(async (row) => [row, await readOne(read, file, row)] as const),
    );
  }
}

async function readOne<T extends Made>(
  { files, toItem, signal }: OrderedRead<T>,
  file: number,
  row: number,
): Promise<ReadItem<T>> {
  const found = files[file];
  if (found === undefined) return { kind: 'skipped', reason: `there is no file ${file}` };
  const trace = await found.open();
  try {
    return toItem(await trace.readRow(row, signal));
  } catch (error) {
    signal.throwIfAborted();
    if (!isOfTheRow(error)) throw error;
    return { kind: 'skipped', reason: error.message };
  }
}

function isOfTheRow(error: unknown): error is AppError {
  return error instanceof AppError && OF_THE_ROW.has(error.code);
}
