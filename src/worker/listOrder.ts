/** Which rows a list shows, by position. File order needs no engine: it is there as soon as rows are listed. */
import type { RowRef } from '../trace';

export interface ListOrder {
  readonly count: number;
  refAt(position: number): RowRef | undefined;
  positionOf(ref: RowRef): number | undefined;
}

/** All rows: those of file 0 first. `counts` = rows listed of each file. */
export function fileOrder(counts: readonly number[]): ListOrder {
  const starts: number[] = [];
  let count = 0;
  for (const each of counts) {
    starts.push(count);
    count += each;
  }
  return {
    count,
    refAt: (position) => {
      const file = starts.findLastIndex((start) => start <= position);
      const row = position - (starts[file] ?? 0);
      return position >= 0 && row < (counts[file] ?? 0) ? { file, row } : undefined;
    },
    positionOf: ({ file, row }) => {
      const start = starts[file];
      return start === undefined || row >= (counts[file] ?? 0) ? undefined : start + row;
    },
  };
}

/** What the engine answered: two columns of the same length. */
export function queryOrder(files: Int32Array, rows: Int32Array): ListOrder {
  return {
    count: files.length,
    refAt: (position) => {
      const file = files[position];
      const row = rows[position];
      return file === undefined || row === undefined ? undefined : { file, row };
    },
    positionOf: ({ file, row }) => {
      for (let position = rows.indexOf(row); position !== -1; position = rows.indexOf(row, position + 1)) {
        if (files[position] === file) return position;
      }
      return undefined;
    },
  };
}

/** Some rows of a list, in its order; those that are not in it come after, in file order. */
export function pickedOrder(list: ListOrder, picked: readonly RowRef[]): ListOrder {
  const placed = picked.map((ref) => ({ ref, position: list.positionOf(ref) ?? Number.POSITIVE_INFINITY }));
  placed.sort((a, b) =>
    a.position === b.position ? a.ref.file - b.ref.file || a.ref.row - b.ref.row : a.position - b.position,
  );
  return queryOrder(
    Int32Array.from(placed, ({ ref }) => ref.file),
    Int32Array.from(placed, ({ ref }) => ref.row),
  );
}
