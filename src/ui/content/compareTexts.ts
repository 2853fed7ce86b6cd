/** Loaded late (`diff`). Two texts → rows; undefined when comparing took too long. */
import { diffLines } from 'diff';
import { replaceRows, type DiffKind, type DiffRow } from './diffLines';

const TIMEOUT_MS = 100;

/** Rows carry no numbers: where in the file the texts stand is not recorded. */
export function compareTexts(before: string, after: string): readonly DiffRow[] {
  const changes = diffLines(before, after, { timeout: TIMEOUT_MS });
  // undefined when out of time
  if (changes === undefined) return replaceRows(before, after);
  return changes.flatMap(({ value, added, removed }) => {
    const kind: DiffKind = added ? 'add' : removed ? 'del' : 'context';
    return value
      .replace(/\n$/, '')
      .split('\n')
      .map((text) => ({ kind, text }));
  });
}
