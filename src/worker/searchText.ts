/**
 * Full text over the rows of a list: file by file in file order, so that every shard is read once however the list
 * is sorted. Holds what it found since the last report, never the rows. What a text is and where it stands is
 * trace's (search/findText).
 */
import { toAppError } from '../lib/AppError';
import { createRecordFinder, type FoundRecord, type RowRef, type TextSearch } from '../trace';
import type { RawRow } from '../source';
import type { FoundTrajectory, TextFacts, TextProgress } from './api';
import { queryOrder, type ListOrder } from './listOrder';
import { readInOrder, type ReadableFile, type ReadItem } from './readInOrder';

export interface SearchableFile extends ReadableFile {
  readonly name: string;
}

export interface ListToSearch {
  readonly order: ListOrder;
  readonly files: readonly SearchableFile[];
  readonly search: TextSearch;
  readonly describe: (ref: RowRef) => Pick<FoundTrajectory, 'address' | 'task' | 'config'>;
}

/** Hits told of one trajectory; the others are counted. */
const MOST_HITS = 20;
/** Trajectories told one by one: about 20 MB on the screen's side. The others are counted. */
const MOST_FOUND = 5_000;
const MOST_SKIPPED = 100;
/** Between two reports other calls get their turn. */
const REPORT_MS = 100;

type Searched = Extract<FoundRecord, { readonly kind: 'searched' }> & { readonly byteLength: number };

export async function searchText(
  { order, files, search, describe }: ListToSearch,
  take: (progress: TextProgress) => Promise<void>,
  signal: AbortSignal,
): Promise<Omit<TextFacts, 'isListed'>> {
  const find = createRecordFinder(search, MOST_HITS);
  const toItem = (raw: RawRow): ReadItem<Searched> => {
    const found = raw.kind === 'bad' ? raw : find(raw.record);
    return found.kind === 'bad'
      ? { kind: 'skipped', reason: found.reason }
      : { kind: 'made', value: { ...found, byteLength: found.chars } };
  };
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
  for (const [file, rows] of rowsByFile(order)) {
    const before = rowsDone;
    const sorted = queryOrder(
      Int32Array.from(rows, () => file),
      Int32Array.from(rows),
    );
    try {
      for await (const { ref, item } of readInOrder({ order: sorted, files, toItem, signal })) {
        rowsDone += 1;
        if (item.kind === 'skipped') skip(file, ref.row, 1, item.reason);
        else {
          chars += item.value.chars;
          hits += item.value.count;
          if (item.value.count > 0) {
            trajectories += 1;
            const { count, hits: shown } = item.value;
            if (trajectories <= MOST_FOUND) found.push({ ref, ...describe(ref), count, hits: shown });
          }
        }
        if (performance.now() - reportedAt >= REPORT_MS) await report();
      }
    } catch (error) {
      signal.throwIfAborted();
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
