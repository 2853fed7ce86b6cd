/**
 * Owns what is known of one file's rows: the listing (cheap) and, row by row as it comes, the index. Columns,
 * because a dataset may have a million rows. It must not know where rows come from or how they are queried.
 */
import type { Attention, OutcomeRule, TrajectoryMetrics } from '../trace';
import type { ListingBatch } from '../source';

/** What the list shows of an indexed row. */
export interface IndexedRow {
  readonly metrics: TrajectoryMetrics;
  readonly strip: Readonly<Record<OutcomeRule, string>>;
  readonly attention: Attention;
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
  /** id → its row, or `many`: what makes an id a usable address. */
  readonly #rowOfId = new Map<string, number | 'many'>();
  #indexedCount = 0;

  get listed(): number {
    return this.turnCounts.length;
  }

  get indexedCount(): number {
    return this.#indexedCount;
  }

  /** First row with this id. */
  rowOfId(id: string): number | undefined {
    const found = this.#rowOfId.get(id);
    return found === 'many' ? this.ids.indexOf(id) : found;
  }

  /** Does another row than `row` have this id? */
  hasOther(id: string, row: number | undefined): boolean {
    const found = this.#rowOfId.get(id);
    return found !== undefined && found !== row;
  }

  #setId(row: number, id: string | undefined): void {
    this.ids[row] = id;
    if (id === undefined) return;
    const found = this.#rowOfId.get(id);
    this.#rowOfId.set(id, found === undefined || found === row ? row : 'many');
  }

  addListing(batch: ListingBatch): void {
    for (let offset = 0; offset < batch.turnCounts.length; offset += 1) {
      const row = batch.firstRow + offset;
      this.#setId(row, batch.ids[offset]);
      this.tasks[row] = batch.tasks[offset] ?? '';
      this.categories[row] = batch.categories[offset] ?? '';
      this.subcategories[row] = batch.subcategories[offset] ?? '';
      this.turnCounts[row] = batch.turnCounts[offset] ?? 0;
    }
  }

  /** A row met while everything is read: its listing where there was none, and its index. */
  addIndexed(row: number, listing: RowListing, indexed: IndexedRow): void {
    this.#setId(row, listing.id);
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
