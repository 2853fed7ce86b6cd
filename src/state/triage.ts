/**
 * The reader's marks on the trajectories of what is open: keep, drop or unsure, and a note. Owns them in memory with
 * what undo needs; state/triageDisk keeps them and tells other tabs. One dataset version at a time.
 */
import { create } from 'zustand';
import type { Verdict } from '../trace';

export interface Mark {
  readonly file: number;
  readonly row: number;
  readonly id: string | undefined;
  readonly verdict: Verdict | undefined;
  readonly note: string;
  /** ISO 8601. */
  readonly at: string;
}

/** What can be marked. */
export interface Markable {
  readonly file: number;
  readonly row: number;
  readonly id: string | undefined;
}

/** `mark` undefined: the row has none any more. */
export interface MarkChange {
  readonly key: string;
  readonly mark: Mark | undefined;
}

interface Triage {
  /** Which dataset version the marks are on; undefined until it is known: what is marked by then is kept once it is. */
  readonly dataset: string | undefined;
  /** By `<file>.<row>`. */
  readonly marks: ReadonlyMap<string, Mark>;
  /** Grows with every change. */
  readonly revision: number;
  /** How to take back what was done, latest last. */
  readonly undoable: readonly (readonly MarkChange[])[];
  /** The row whose note is being written. */
  readonly noting: (Markable & { readonly task: string }) | undefined;
  /** Replaces everything: another dataset, or what the disk holds of it. */
  load(dataset: string | undefined, marks: ReadonlyMap<string, Mark>): void;
  setVerdict(rows: readonly Markable[], verdict: Verdict): void;
  setNote(row: Markable, note: string): void;
  /** Marks read from a file; those of the same rows are replaced. */
  merge(marks: readonly Mark[]): void;
  /** Takes back the latest of this tab. */
  undo(): void;
  /** From another tab: nothing to undo here. */
  receive(changes: readonly MarkChange[]): void;
  note(row: (Markable & { readonly task: string }) | undefined): void;
}

const MOST_UNDO = 100;

export function markKey({ file, row }: { readonly file: number; readonly row: number }): string {
  return `${file}.${row}`;
}

/** A verdict or a note: a mark with neither is none. */
function kept(mark: Mark): Mark | undefined {
  return mark.verdict === undefined && mark.note === '' ? undefined : mark;
}

function applied(
  marks: ReadonlyMap<string, Mark>,
  changes: readonly MarkChange[],
): ReadonlyMap<string, Mark> {
  const next = new Map(marks);
  for (const { key, mark } of changes) {
    if (mark === undefined) next.delete(key);
    else next.set(key, mark);
  }
  return next;
}

export const useTriage = create<Triage>()((set, get) => {
  const change = (changes: readonly MarkChange[]): void => {
    const { marks, revision, undoable } = get();
    if (changes.length === 0) return;
    const back = changes.map(({ key }) => ({ key, mark: marks.get(key) }));
    set({
      marks: applied(marks, changes),
      revision: revision + 1,
      undoable: [...undoable, back].slice(-MOST_UNDO),
    });
  };
  return {
    dataset: undefined,
    marks: new Map(),
    revision: 0,
    undoable: [],
    noting: undefined,
    load: (dataset, marks) =>
      set(({ revision, dataset: before, undoable }) => ({
        dataset,
        marks,
        revision: revision + 1,
        undoable: dataset === before ? undoable : [],
      })),
    setVerdict: (rows, verdict) => {
      const { marks } = get();
      // the same key again takes the verdict off a single row
      const isOff = rows.length === 1 && rows.every((row) => marks.get(markKey(row))?.verdict === verdict);
      const at = new Date().toISOString();
      change(
        rows.map(({ file, row, id }) => {
          const key = markKey({ file, row });
          const note = marks.get(key)?.note ?? '';
          return { key, mark: kept({ file, row, id, note, at, verdict: isOff ? undefined : verdict }) };
        }),
      );
    },
    setNote: ({ file, row, id }, note) => {
      const key = markKey({ file, row });
      const verdict = get().marks.get(key)?.verdict;
      change([{ key, mark: kept({ file, row, id, verdict, note, at: new Date().toISOString() }) }]);
    },
    merge: (marks) => change(marks.map((mark) => ({ key: markKey(mark), mark: kept(mark) }))),
    undo: () => {
      const { undoable, marks, revision } = get();
      const back = undoable.at(-1);
      if (back === undefined) return;
      set({ marks: applied(marks, back), revision: revision + 1, undoable: undoable.slice(0, -1) });
    },
    receive: (changes) =>
      set(({ marks, revision }) => ({ marks: applied(marks, changes), revision: revision + 1 })),
    note: (noting) => set({ noting }),
  };
});

/** What differs between two states: what has to be written and told. */
export function changesOf(
  before: ReadonlyMap<string, Mark>,
  after: ReadonlyMap<string, Mark>,
): readonly MarkChange[] {
  const changes: MarkChange[] = [];
  for (const [key, mark] of after) if (before.get(key) !== mark) changes.push({ key, mark });
  for (const key of before.keys()) if (!after.has(key)) changes.push({ key, mark: undefined });
  return changes;
}
