/**
 * Full text over the rows of a list: file by file in file order, so that every shard is read once however the list
 * is sorted. Holds what it found since the last report, never the rows. What a text is and where it stands is
 * trace's (search/findText).
 */
import { AppError, toAppError } from '../lib/AppError';
import { countRecordChars, type FoundRecord, type RowRef } from '../trace';
import type { RawRow } from '../source';
import type { FoundTrajectory, TextFacts, TextProgress } from './api';
import { queryOrder, type ListOrder } from './listOrder';
import type { TextMatcher } from './textMatcher';
import { readInOrder, type ReadableFile, type ReadItem } from './readInOrder';

export interface SearchableFile extends ReadableFile {
  readonly name: string;
}

export interface ListToSearch {
  readonly order: ListOrder;
  readonly files: readonly SearchableFile[];
  readonly match: TextMatcher;
  /** Told of every batch: the rows searched, each with its number of hits. */
  readonly onSearched?: (rows: readonly (RowRef & { readonly hits: number })[]) => void;
  readonly describe: (ref: RowRef) => Pick<FoundTrajectory, 'address' | 'task' | 'config'>;
}

/** Hits told of one trajectory; the others are counted. */
export const MOST_HITS = 20;
/** Trajectories told one by one: about 20 MB on the screen's side. The others are counted. */
const MOST_FOUND = 5_000;
const MOST_SKIPPED = 100;
/** Between two reports other calls get their turn. */
const REPORT_MS = 100;

/** Records given to the matcher at once. */
const BATCH_ROWS = 32;
const BATCH_CHARS = 4_000_000;
/** One batch is searched while the next is read. */
const BATCHES_AHEAD = 2;

/** A row on its way to the matcher. */
interface Read {
  readonly record: unknown;
  readonly byteLength: number;
}

interface Batch {
  readonly refs: RowRef[];
  readonly records: unknown[];
  chars: number;
}

function toItem(raw: RawRow): ReadItem<Read> {
  if (raw.kind === 'bad') return { kind: 'skipped', reason: raw.reason };
  return { kind: 'made', value: { record: raw.record, byteLength: countRecordChars(raw.record) } };
}

export async function searchText(
  { order, files, match, describe, onSearched }: ListToSearch,
  take: (progress: TextProgress) => Promise<void>,
  signal: AbortSignal,
): Promise<Omit<TextFacts, 'isListed'>> {
  const skipped: TextFacts['skipped'][number][] = [];
  let [rowsDone, rowsSkipped, chars, hits, trajectories] = [0, 0, 0, 0, 0];
  let found: FoundTrajectory[] = [];
  let reportedAt = performance.now();
  const report = async (): Promise<void> => {
    const taken = found;
    found = [];
    await take({ found: taken, rowsDone, rowCount: order.count, chars, hits, trajectories });
    signal.throwIfAborted();
    reportedAt = performance.now();
  };
  const skip = (file: number, row: number | undefined, count: number, reason: string): void => {
    rowsSkipped += count;
    if (skipped.length < MOST_SKIPPED) skipped.push({ file: files[file]?.name ?? String(file), row, reason });
  };
  await report();
  const settle = async ({ refs }: Batch, results: readonly FoundRecord[]): Promise<void> => {
    const searched: (RowRef & { readonly hits: number })[] = [];
    for (const [at, ref] of refs.entries()) {
      rowsDone += 1;
      const result = results[at];
      if (result?.kind !== 'searched') skip(ref.file, ref.row, 1, result?.reason ?? 'no answer');
      else {
        chars += result.chars;
        hits += result.count;
        searched.push({ ...ref, hits: result.count });
        if (result.count === 0) continue;
        trajectories += 1;
        const { count, hits: shown } = result;
        if (trajectories <= MOST_FOUND) found.push({ ref, ...describe(ref), count, hits: shown });
      }
    }
    onSearched?.(searched);
    if (performance.now() - reportedAt >= REPORT_MS) await report();
  };
  for (const [file, rows] of rowsByFile(order)) {
    const before = rowsDone;
    const sorted = queryOrder(
      Int32Array.from(rows, () => file),
      Int32Array.from(rows),
    );
    const ahead: { readonly batch: Batch; readonly results: Promise<readonly FoundRecord[]> }[] = [];
    let batch: Batch = { refs: [], records: [], chars: 0 };
    const send = (): void => {
      if (batch.refs.length > 0) ahead.push({ batch, results: match(batch.records) });
      batch = { refs: [], records: [], chars: 0 };
    };
    const settleTo = async (left: number): Promise<void> => {
      while (ahead.length > left) {
        const next = ahead.shift();
        if (next !== undefined) await settle(next.batch, await next.results);
      }
    };
    try {
      for await (const { ref, item } of readInOrder({ order: sorted, files, toItem, signal })) {
        if (item.kind === 'skipped') {
          rowsDone += 1;
          skip(file, ref.row, 1, item.reason);
          continue;
        }
        batch.refs.push(ref);
        batch.records.push(item.value.record);
        batch.chars += item.value.byteLength;
        if (batch.refs.length < BATCH_ROWS && batch.chars < BATCH_CHARS) continue;
        send();
        await settleTo(BATCHES_AHEAD - 1);
      }
      send();
      await settleTo(0);
    } catch (error) {
      await Promise.allSettled(ahead.map(({ results }) => results));
      signal.throwIfAborted();
      // no fault of the file
      if (error instanceof AppError && error.code === 'TIMED_OUT') throw error;
      const left = rows.length - (rowsDone - before);
      // the search goes on with the next file; a refusing `take` would refuse again and ends it there
      skip(file, undefined, left, toAppError(error).message);
      rowsDone = before + rows.length;
      await report();
    }
  }
  await report();
  return { rowsDone, rowCount: order.count, chars, hits, trajectories, skipped, rowsSkipped };
}

/** Files in their order, each with its rows ascending. */
function rowsByFile(order: ListOrder): readonly (readonly [number, readonly number[]])[] {
  const byFile = new Map<number, number[]>();
  for (let position = 0; position < order.count; position += 1) {
    const ref = order.refAt(position);
    if (ref === undefined) continue;
    const rows = byFile.get(ref.file);
    if (rows === undefined) byFile.set(ref.file, [ref.row]);
    else rows.push(ref.row);
  }
  for (const rows of byFile.values()) rows.sort((a, b) => a - b);
  return [...byFile].sort(([a], [b]) => a - b);
}
