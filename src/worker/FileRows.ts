/**
 * Owns what is known of one file's rows: the listing (cheap) and, unit by unit as they come, the index. Columns,
 * because a dataset may have a million rows. It must not know where rows come from or how they are queried.
 */
import type { OutcomeRule } from '../trace';
import { intAt, textAt } from '../engine/columns';
import type { ListingBatch } from '../source';
import type { ListRowIndex } from './api';
import type { IndexedUnit } from './packedUnit';

type UnitPlace = Pick<IndexedUnit, 'firstRow' | 'rowCount'>;

export class FileRows {
  readonly ids: (string | undefined)[] = [];
  readonly tasks: string[] = [];
  readonly categories: string[] = [];
  readonly subcategories: string[] = [];
  readonly turnCounts: number[] = [];
  /** Rows that could not be read; they stand in the list with their reason as task. */
  readonly bad = new Map<number, string>();
  /** By first row, ascending; no two overlap. */
  readonly #units: IndexedUnit[] = [];
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

  /** Is it known what became of these rows? */
  hasUnit({ firstRow, rowCount }: UnitPlace): boolean {
    const found = this.#unitOf(firstRow);
    if (found !== undefined) return firstRow + rowCount <= found.firstRow + found.rowCount;
    return rowCount > 0 && this.bad.has(firstRow) && this.bad.has(firstRow + rowCount - 1);
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

  /** What a parse worker made of some rows: their listing where there was none, and their index. */
  addUnit(unit: IndexedUnit): void {
    const after = this.#units.findIndex(({ firstRow }) => firstRow > unit.firstRow);
    this.#units.splice(after === -1 ? this.#units.length : after, 0, unit);
    this.#indexedCount += unit.tables.trajectory.rowCount;
    for (const [row, reason] of unit.bad) this.addBad(row, reason);
    const { listing } = unit.tables;
    for (let at = 0; at < listing.rowCount; at += 1) {
      const row = intAt(listing, 'row', at);
      if (this.bad.has(row)) continue;
      this.#setId(row, textAt(listing, 'id', at));
      this.tasks[row] = textAt(listing, 'task', at) ?? '';
      this.categories[row] = textAt(listing, 'category', at) ?? '';
      this.subcategories[row] = textAt(listing, 'subcategory', at) ?? '';
      this.turnCounts[row] = intAt(listing, 'turns', at);
    }
  }

  addBad(row: number, reason: string): void {
    this.bad.set(row, reason);
    this.ids[row] ??= undefined;
    this.tasks[row] ??= '';
    this.categories[row] ??= '';
    this.subcategories[row] ??= '';
    this.turnCounts[row] ??= 0;
  }

  /** What the list shows of an indexed row. */
  indexAt(row: number, rule: OutcomeRule): ListRowIndex | undefined {
    const { trajectory, list } = this.#unitOf(row)?.tables ?? {};
    const rows = trajectory?.columns['row'];
    if (trajectory === undefined || list === undefined || rows?.kind !== 'INTEGER') return undefined;
    const at = findSorted(rows.values, row);
    if (at === undefined) return undefined;
    const step = intAt(list, 'attention_step', at);
    return {
      steps: intAt(trajectory, 'steps', at),
      calls: intAt(trajectory, 'calls', at),
      failures: intAt(trajectory, `failures_${rule}`, at),
      findings: intAt(trajectory, 'findings', at),
      thinkWords: intAt(trajectory, 'think_words', at),
      strip: textAt(list, `strip_${rule}`, at) ?? '',
      attention: textAt(list, 'attention_reason', at) ?? '',
      attentionStep: step === 0 ? undefined : step,
    };
  }

  #unitOf(row: number): IndexedUnit | undefined {
    let [low, high] = [0, this.#units.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#units[middle]?.firstRow ?? 0) <= row) low = middle + 1;
      else high = middle;
    }
    const found = this.#units[low - 1];
    return found !== undefined && row < found.firstRow + found.rowCount ? found : undefined;
  }
}

function findSorted(values: Int32Array, value: number): number | undefined {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return values[low] === value ? low : undefined;
}
