/** The rows of the files that are open: by place, by address, by id. It must not know how they come. */
import type { OutcomeRule, RowRef, SkippedRow } from '../trace';
import type { ListRow, NamedRow, RowName } from './api';
import type { DatasetFile } from './DatasetFile';
import { pickedOrder, type ListOrder } from './listOrder';

export class DatasetRows {
  readonly files: readonly DatasetFile[];

  constructor(files: readonly DatasetFile[]) {
    this.files = files;
  }

  get total(): number {
    return this.files.reduce((sum, file) => sum + file.rows.listed, 0);
  }

  /** As the list shows it; what is not indexed yet has no `index`. */
  row(ref: RowRef, rule: OutcomeRule): ListRow {
    const file = this.files[ref.file];
    const rows = file?.rows;
    const reason = rows?.bad.get(ref.row);
    return {
      ref,
      address: this.#addressOf(ref),
      task:
        reason === undefined ? (rows?.tasks[ref.row] ?? '') : `Row ${ref.row} cannot be parsed: ${reason}`,
      category: rows?.categories[ref.row] ?? '',
      subcategory: rows?.subcategories[ref.row] ?? '',
      config: file?.source.config ?? '',
      turns: rows?.turnCounts[ref.row] ?? 0,
      index: rows?.indexAt(ref.row, rule),
    };
  }

  named(ref: RowRef): NamedRow {
    return { ref, address: this.#addressOf(ref), id: this.files[ref.file]?.rows.ids[ref.row] };
  }

  /** Undefined where there is none. */
  refOfId(id: string): RowRef | undefined {
    for (const [file, { rows }] of this.files.entries()) {
      const row = rows.rowOfId(id);
      if (row !== undefined) return { file, row };
    }
    return undefined;
  }

  /** Rows as another visit called them: where they stood when that holds the same id, else wherever the id is. */
  find(names: readonly RowName[]): readonly (NamedRow | undefined)[] {
    const fileOf = new Map(this.files.map((file, index) => [file.source.name, index]));
    return names.map(({ id, file, row }) => {
      const at = file === undefined ? undefined : fileOf.get(file);
      const rows = at === undefined ? undefined : this.files[at]?.rows;
      const isThere = at !== undefined && row !== undefined && row < (rows?.listed ?? 0);
      if (isThere && (id === undefined || rows?.ids[row] === id)) return this.named({ file: at, row });
      const ref = id === undefined ? undefined : this.refOfId(id);
      return ref === undefined ? undefined : this.named(ref);
    });
  }

  /** Rows by address, in the order of the list. */
  pick(
    listed: ListOrder,
    addresses: readonly string[],
  ): { readonly order: ListOrder; readonly missing: readonly SkippedRow[] } {
    const refs: RowRef[] = [];
    const missing: SkippedRow[] = [];
    for (const address of addresses) {
      const ref = parseRowAddress(address) ?? this.refOfId(address);
      const isThere = ref !== undefined && ref.row < (this.files[ref.file]?.rows.listed ?? 0);
      if (isThere) refs.push(ref);
      else missing.push({ address, reason: 'ticked, but not in what is open now' });
    }
    return { order: pickedOrder(listed, refs), missing };
  }

  /** The id where it is unique in what is open, else the row's place. */
  #addressOf({ file, row }: RowRef): string {
    const id = this.files[file]?.rows.ids[row];
    return id === undefined ||
      this.files.some((each, index) => each.rows.hasOther(id, index === file ? row : undefined))
      ? `~${file}.${row}`
      : id;
  }
}

/** Some of an order, from `first` on. */
export function refsOf(order: ListOrder, first: number, count: number): readonly RowRef[] {
  const refs: RowRef[] = [];
  for (let position = first; position < Math.min(first + count, order.count); position += 1) {
    const ref = order.refAt(position);
    if (ref !== undefined) refs.push(ref);
  }
  return refs;
}

/** `~<file>.<row>`, the address of a row without an id of its own. */
export function parseRowAddress(address: string): RowRef | undefined {
  const match = /^~(\d{1,9})\.(\d{1,9})$/.exec(address);
  return match === null ? undefined : { file: Number(match[1]), row: Number(match[2]) };
}
