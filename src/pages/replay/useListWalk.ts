import { useEffect, useRef } from 'react';
import type { ListPlace, ListRow } from '../../client/types';
import { usePlaceNow } from '../../state/usePlace';
import type { RowRef } from '../../trace';

interface ListWalk {
  /** The row that the shown address names. */
  readonly hint: RowRef | undefined;
  /** Where its trajectory was found. */
  readonly found: RowRef | undefined;
  readonly fetchPlace: (of: RowRef) => Promise<ListPlace>;
  readonly onOpen: (row: ListRow) => void;
}

function isSame(a: RowRef | undefined, b: RowRef | undefined): boolean {
  return a?.file === b?.file && a?.row === b?.row;
}

/**
 * Next and previous trajectory of the list. Presses wait for one another, and each goes on from where the address
 * stands then, which may be ahead of what is shown, so that none is lost while a trajectory is still being read. At
 * the ends nothing happens.
 */
export function useListWalk({ hint, found, fetchPlace, onOpen }: ListWalk): (direction: 1 | -1) => void {
  const placeNow = usePlaceNow();
  const shown = useRef({ hint, found });
  const walked = useRef<Promise<void>>(Promise.resolve());
  useEffect(() => {
    shown.current = { hint, found };
  }, [hint, found]);
  const step = async (before: Promise<void>, direction: 1 | -1): Promise<void> => {
    await before;
    const { row } = placeNow().params;
    const at = isSame(row, shown.current.hint) ? (shown.current.found ?? row) : row;
    if (at === undefined) return;
    const place = await fetchPlace(at).catch(() => undefined); // the list says its error itself
    const to = direction === 1 ? place?.next : place?.previous;
    if (to !== undefined) onOpen(to);
  };
  return (direction) => {
    walked.current = step(walked.current, direction);
  };
}
