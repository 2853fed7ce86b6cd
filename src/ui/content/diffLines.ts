/** Unified diff text → rows. Anything that is no diff line stays as a `note` row, so no text is lost. */
export type DiffKind = 'context' | 'add' | 'del' | 'hunk' | 'note';

export interface DiffRow {
  readonly kind: DiffKind;
  /** The line without its sign. */
  readonly text: string;
  /** Number in the old file, in the new file. */
  readonly before?: number;
  readonly after?: number;
}

const HUNK = /^@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@/;

const KINDS: Readonly<Record<string, DiffKind>> = { ' ': 'context', '+': 'add', '-': 'del' };

export function parseDiff(text: string): readonly DiffRow[] {
  const rows: DiffRow[] = [];
  let before = 0;
  let after = 0;
  /** Lines the hunk still owes on each side: `--- a` inside a hunk is a removed line. */
  let owedBefore = 0;
  let owedAfter = 0;
  for (const line of text.replace(/\n$/, '').split('\n')) {
    const kind = owedBefore > 0 || owedAfter > 0 ? KINDS[line === '' ? ' ' : line.charAt(0)] : undefined;
    const hunk = kind === undefined ? HUNK.exec(line) : null;
    if (hunk !== null) {
      before = Number(hunk[1]);
      after = Number(hunk[3]);
      owedBefore = Number(hunk[2] ?? 1);
      owedAfter = Number(hunk[4] ?? 1);
      rows.push({ kind: 'hunk', text: line });
    } else if (kind === undefined) rows.push({ kind: 'note', text: line });
    else {
      rows.push({
        kind,
        text: line.slice(1),
        ...(kind === 'add' ? {} : { before }),
        ...(kind === 'del' ? {} : { after }),
      });
      if (kind !== 'add') {
        before += 1;
        owedBefore -= 1;
      }
      if (kind !== 'del') {
        after += 1;
        owedAfter -= 1;
      }
    }
  }
  return rows;
}

export function countChanges(rows: readonly DiffRow[]): { readonly added: number; readonly removed: number } {
  const count = (kind: DiffKind): number => rows.filter((row) => row.kind === kind).length;
  return { added: count('add'), removed: count('del') };
}

/** All of the old text removed, all of the new added: what is shown until, or instead of, a comparison. */
export function replaceRows(before: string, after: string): readonly DiffRow[] {
  const rows = (text: string, kind: DiffKind): DiffRow[] =>
    text === ''
      ? []
      : text
          .replace(/\n$/, '')
          .split('\n')
          .map((line) => ({ kind, text: line }));
  return [...rows(before, 'del'), ...rows(after, 'add')];
}
