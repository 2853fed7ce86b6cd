import { useEffect, useRef } from 'react';
import type { ListPlace, ListRow } from '../../client/types';
import type { RowRef } from '../../trace';

interface ListWalk {
  /** The open trajectory, or the one being opened. */
  readonly ref: RowRef | undefined;
  readonly fetchPlace: (of: RowRef) => Promise<ListPlace>;
  readonly onOpen: (row: ListRow) => void;
}

/**
 * Next and previous trajectory of the list. Presses wait for one another, and each goes on from where the last one
 * led, so that none is lost while a trajectory is still being read. At the ends nothing happens.
 */
export function useListWalk({ ref, fetchPlace, onOpen }: ListWalk): (direction: 1 | -1) => void {
  const at = useRef(ref);
  const walked = useRef<Promise<void>>(Promise.resolve());
  useEffect(() => {
    at.current = ref;
  }, [ref]);
  const step = async (before: Promise<void>, direction: 1 | -1): Promise<void> => {
    await before;
    if (at.current === undefined) return;
    const place = await fetchPlace(at.current).catch(() => undefined); // the list says its error itself
    const row = direction === 1 ? place?.next : place?.previous;
    if (row === undefined) return;
    at.current = row.ref;
    onOpen(row);
  };
  return (direction) => {
    walked.current = step(walked.current, direction);
  };
}
