/** A row of the list as something to mark, its name with the mark, and what the marking keys do with it. */
import type { ListRow, OpenedTrajectory } from '../../client/types';
import type { KeyId } from '../../state/keyTable';
import { useTriage, type Mark, type Markable } from '../../state/triage';
import { useKeyBindings } from '../useKeyBindings';
import { rowName } from '../list/TrajectoryRow';
import { spellHidden } from '../../ui/content/hidden';

export type MarkedRow = Markable & { readonly task: string };

/** `~<file>.<row>` is no id. */
export function markableOf({ ref, address, task }: Pick<ListRow, 'ref' | 'address' | 'task'>): MarkedRow {
  return { ...ref, id: address.startsWith('~') ? undefined : address, task };
}

export function markableOfOpened({ ref, address, trajectory }: OpenedTrajectory): MarkedRow {
  return { ...ref, id: address.startsWith('~') ? undefined : address, task: trajectory.task };
}

export function nameWithMark(row: ListRow, mark: Mark | undefined): string {
  const { verdict = '', note = '' } = mark ?? {};
  const parts = [rowName(row), verdict, note === '' ? '' : `note: ${note}`];
  return spellHidden(parts.filter((part) => part !== '').join(', '));
}

export function useMarkKeys(): Partial<Record<KeyId, (row: MarkedRow) => void>> {
  const { setVerdict, undo, note } = useTriage.getState();
  return {
    keep: (row) => setVerdict([row], 'keep'),
    drop: (row) => setVerdict([row], 'drop'),
    unsure: (row) => setVerdict([row], 'unsure'),
    note: (row) => note(row),
    undo: () => undo(),
  };
}

/** The marking keys for one row, wherever the focus is. */
export function useMarkBindings(row: MarkedRow | undefined): void {
  const { keep, drop, unsure, note, undo } = useMarkKeys();
  const on = (mark: typeof keep) => () => row !== undefined && mark?.(row);
  useKeyBindings({ keep: on(keep), drop: on(drop), unsure: on(unsure), note: on(note), undo: on(undo) });
}
