import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import { toRows } from '../lib/lines';
import { formatBytes, formatCount } from '../lib/text';
import { Button } from './Button';
import { SafeText } from './content/SafeText';
import { FixedList, type FixedListHandle } from './FixedList';
import classes from './LineBox.module.css';

const ROW_PX = 18;
const ROW_CHARS = 1000;
/** Rows above the place meant. */
const ROWS_BEFORE = 8;

interface RowBoxProps {
  readonly label: string;
  readonly count: number;
  readonly chars: number;
  /** Undefined while it is on its way. */
  readonly rowAt: (index: number) => string | undefined;
  readonly onWindow?: (first: number, last: number) => void;
  /** Brought into view, and marked as the place meant. */
  readonly here?: number | undefined;
  readonly onClose: () => void;
}

/** Rows of a text of any size in a box of its own: only those on screen are in the page. */
export function RowBox({ label, count, chars, rowAt, onWindow, here, onClose }: RowBoxProps): ReactNode {
  const handle = useRef<FixedListHandle>(null);
  useEffect(() => {
    if (here !== undefined) handle.current?.show(here);
  }, [here]);
  return (
    <div>
      <FixedList
        role="region"
        aria-label={label}
        tabIndex={0}
        className={classes['box'] ?? ''}
        count={count}
        rowPx={ROW_PX}
        pinned={here ?? 0}
        startRow={here === undefined ? undefined : Math.max(0, here - ROWS_BEFORE)}
        handle={handle}
        onWindow={onWindow ?? ignore}
        renderItem={(index) => {
          const row = rowAt(index);
          return (
            <div className={classes['row']} data-here={index === here ? '' : undefined}>
              {row === undefined ? '…' : <SafeText text={row} />}
            </div>
          );
        }}
      />
      <div className={classes['foot']}>
        <span>
          all {formatCount(count)} lines, {formatBytes(chars)}
        </span>
        <Button size="small" variant="quiet" onClick={onClose}>
          Show less
        </Button>
      </div>
    </div>
  );
}

function ignore(): void {
  // a text that is here needs no windows
}

interface LineBoxProps {
  readonly text: string;
  /** An offset in the text that is meant. */
  readonly here?: number | undefined;
  readonly onClose: () => void;
}

export function LineBox({ text, here, onClose }: LineBoxProps): ReactNode {
  const rows = useMemo(() => toRows(text, ROW_CHARS), [text]);
  return (
    <RowBox
      label="Full text"
      count={rows.count}
      chars={text.length}
      rowAt={rows.rowAt}
      here={here === undefined ? undefined : rows.rowOf(here)}
      onClose={onClose}
    />
  );
}
