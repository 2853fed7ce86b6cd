/**
 * The listbox "Trajectories": one tab stop, the cursor is `aria-activedescendant`, so focus survives scrolling.
 * Options hold nothing focusable; a click on the drawn tick ticks, elsewhere it opens.
 */
import {
  useCallback,
  useEffect,
  useId,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from 'react';
import type { LoadedList } from '../../client/useList';
import type { ListRow } from '../../client/types';
import type { Density, ListColumn } from '../../state/listView';
import type { ListPosition } from '../../state/workspace';
import { FixedList, type FixedListHandle } from '../../ui/FixedList';
import { markKey, useTriage } from '../../state/triage';
import { matchKey } from '../../state/keyTable';
import { moveCursor } from './moveCursor';
import { markableOf, nameWithMark, useMarkKeys } from '../triage/markRow';
import { TrajectoryRow } from './TrajectoryRow';
import classes from './TrajectoryList.module.css';

export interface TrajectoryListProps {
  readonly list: LoadedList;
  /** Address of the open trajectory. */
  readonly open: string | undefined;
  readonly ticked: ReadonlySet<string>;
  readonly isNarrow: boolean;
  /** Rows say in a second line why they deserve attention. */
  readonly hasReason: boolean;
  /** Columns of wide rows; a narrow list has none. */
  readonly columns?: readonly ListColumn[];
  readonly density?: Density;
  readonly onOpen: (row: ListRow) => void;
  readonly onTick: (row: ListRow) => void;
  /** From the row ticked last to this one. */
  readonly onTickRange?: ((first: number, last: number) => void) | undefined;
  /** The row the cursor is on until it is moved; kept in view. */
  readonly startAt?: number | undefined;
  /** Where the reader was in this list. */
  readonly position?: ListPosition | undefined;
  readonly onLeave?: ((position: ListPosition) => void) | undefined;
}

const ROW_PX: Readonly<Record<Density, number>> = { compact: 24, regular: 32, tall: 44 };
const REASON_ROW_PX: Readonly<Record<Density, number>> = { compact: 40, regular: 44, tall: 60 };
const NARROW_ROW_PX = 72;
const NARROW_REASON_ROW_PX = 92;

function rowHeight(isNarrow: boolean, hasReason: boolean, density: Density): number {
  if (isNarrow) return hasReason ? NARROW_REASON_ROW_PX : NARROW_ROW_PX;
  return (hasReason ? REASON_ROW_PX : ROW_PX)[density];
}

const NO_COLUMNS: readonly ListColumn[] = [];

export function TrajectoryList({
  list,
  open,
  ticked,
  isNarrow,
  hasReason,
  columns = NO_COLUMNS,
  density = 'regular',
  onOpen,
  onTick,
  onTickRange,
  startAt,
  position,
  onLeave,
}: TrajectoryListProps): ReactNode {
  const base = useId();
  const [moved, setMoved] = useState(position?.cursor);
  const [hasFocus, setHasFocus] = useState(false);
  const handle = useRef<FixedListHandle>(null);
  const anchor = useRef<number>(undefined);
  const marking = useMarkKeys();
  const marks = useTriage((triage) => triage.marks);
  const cursor = Math.min(moved ?? startAt ?? 0, Math.max(0, list.shown - 1));
  const rowPx = rowHeight(isNarrow, hasReason, density);
  const { setWindow } = list;
  const onWindow = useCallback((first: number, last: number) => setWindow(first, last), [setWindow]);

  const moveTo = (position: number): void => {
    setMoved(position);
    handle.current?.show(position);
  };
  useEffect(() => {
    if (startAt !== undefined) handle.current?.show(startAt);
  }, [startAt]);
  /** The row may still be on its way: a key pressed on it counts all the same. */
  const withRow = (position: number, act: (row: ListRow) => void): void => {
    const row = list.rowAt(position);
    if (row !== undefined) act(row);
    else
      void list.fetchRow(position).then(
        (fetched) => fetched !== undefined && act(fetched),
        () => undefined,
      );
  };
  const tick = (position: number, isRange: boolean): void => {
    const from = anchor.current;
    anchor.current = position;
    if (isRange && from !== undefined && onTickRange !== undefined)
      onTickRange(Math.min(from, position), Math.max(from, position));
    else withRow(position, onTick);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = moveCursor(event.key, cursor, list.shown, handle.current?.pageRows ?? 1);
    if (next !== undefined) moveTo(next);
    else if (event.key === 'Enter') withRow(cursor, onOpen);
    else if (event.key === ' ') tick(cursor, event.shiftKey);
    else {
      const id = matchKey(event.key, undefined);
      const mark = id === undefined ? undefined : marking[id];
      if (mark === undefined) return;
      withRow(cursor, (row) => mark(markableOf(row)));
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const onClick = (event: MouseEvent, position: number): void => {
    setMoved(position);
    const onTheTick = event.target instanceof Element && event.target.closest('[data-part="tick"]') !== null;
    if (onTheTick) tick(position, event.shiftKey);
    else withRow(position, onOpen);
  };

  return (
    <FixedList
      key={rowPx}
      role="listbox"
      aria-label="Trajectories"
      aria-multiselectable="true"
      aria-activedescendant={list.shown > 0 ? `${base}${cursor}` : undefined}
      tabIndex={0}
      className={classes['list'] ?? ''}
      count={list.shown}
      rowPx={rowPx}
      startRow={position?.topRow}
      onLeave={(topRow) => onLeave?.({ topRow, cursor })}
      pinned={cursor}
      handle={handle}
      onWindow={onWindow}
      onKeyDown={onKeyDown}
      onFocus={() => setHasFocus(true)}
      onBlur={() => setHasFocus(false)}
      renderItem={(position) => {
        const row = list.rowAt(position);
        const isTicked = row !== undefined && ticked.has(row.address);
        return (
          <div
            id={`${base}${position}`}
            role="option"
            aria-label={row === undefined ? 'Loading' : nameWithMark(row, marks.get(markKey(row.ref)))}
            aria-selected={isTicked}
            aria-current={row !== undefined && row.address === open ? 'true' : undefined}
            aria-posinset={position + 1}
            aria-setsize={list.shown}
            data-cursor={position === cursor ? (hasFocus ? 'focused' : 'resting') : undefined}
            className={classes['option']}
            onClick={(event) => onClick(event, position)}
          >
            {row === undefined ? (
              <span className={classes['loading']} />
            ) : (
              <TrajectoryRow
                row={row}
                isTicked={isTicked}
                isNarrow={isNarrow}
                hasReason={hasReason}
                columns={columns}
                density={density}
              />
            )}
          </div>
        );
      }}
    />
  );
}
