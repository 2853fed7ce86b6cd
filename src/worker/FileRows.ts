/**
 * Owns what is known of one file's rows: the listing (cheap) and, row by row as it comes, the index. Columns,
 * because a dataset may have a million rows. It must not know where rows come from or how they are queried.
 */
import type { TrajectoryMetrics } from '../trace';
import type { ListingBatch } from '../source';

/** What the list shows of an indexed row. */
export interface IndexedRow {
  readonly metrics: TrajectoryMetrics;
  readonly strip: string;
  readonly attention: string;
}

export class FileRows {
  readonly ids: (string | undefined)[] = [];
  readonly tasks: string[] = [];
  readonly categories: string[] = [];
  readonly subcategories: string[] = [];
  readonly turnCounts: number[] = [];
  readonly indexed: (IndexedRow | undefined)[] = [];
  /** Rows that could not be read; they stand in the list with their reason as task. */
  readonly bad = new Map<number, string>();
  #indexedCount = 0;

  get listed(): number {
    return this.turnCounts.length;
  }

  get indexedCount(): number {
    return this.#indexedCount;
  }

  addListing(batch: ListingBatch): void {
    for (let offset = 0; offset < batch.turnCounts.length; offset += 1) {
      const row = batch.firstRow + offset;
      this.ids[row] = batch.ids[offset];
      this.tasks[row] = batch.tasks[offset] ?? '';
      this.categories[row] = batch.categories[offset] ?? '';
      this.subcategories[row] = batch.subcategories[offset] ?? '';
      this.turnCounts[row] = batch.turnCounts[offset] ?? 0;
    }
  }

  /** A row met while everything is read: its listing where there was none, and its index. */
  addIndexed(row: number, listing: RowListing, indexed: IndexedRow): void {
    this.ids[row] = listing.id;
    this.tasks[row] = listing.task;
    this.categories[row] = listing.category;
    this.subcategories[row] = listing.subcategory;
    this.turnCounts[row] = listing.turnCount;
    if (this.indexed[row] === undefined) this.#indexedCount += 1;
    this.indexed[row] = indexed;
  }

  addBad(row: number, reason: string): void {
    this.bad.set(row, reason);
    this.ids[row] ??= undefined;
    this.tasks[row] ??= '';
    this.categories[row] ??= '';
    this.subcategories[row] ??= '';
    this.turnCounts[row] ??= 0;
  }
}

export interface RowListing {
  readonly id: string | undefined;
  readonly task: string;
  readonly category: string;
  readonly subcategory: string;
  readonly turnCount: number;
}
