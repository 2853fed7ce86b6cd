import { useMemo, type ReactNode } from 'react';
import { toRows } from '../lib/lines';
import { formatBytes, formatCount } from '../lib/text';
import { Button } from './Button';
import { SafeText } from './content/SafeText';
import { VirtualList } from './VirtualList';
import classes from './LineBox.module.css';

const ROW_PX = 18;
const ROW_CHARS = 1000;

/** A text of any size in a box of its own: only the rows on screen are in the page. */
export function LineBox({ text, onClose }: { text: string; onClose: () => void }): ReactNode {
  const rows = useMemo(() => toRows(text, ROW_CHARS), [text]);
  return (
    <div>
      <VirtualList
        role="region"
        aria-label="Full text"
        tabIndex={0}
        className={classes['box'] ?? ''}
        count={rows.count}
        estimatePx={() => ROW_PX}
        overscan={20}
        renderItem={(index) => (
          <div className={classes['row']}>
            <SafeText text={rows.rowAt(index)} />
          </div>
        )}
      />
      <div className={classes['foot']}>
        <span>
          all {formatCount(rows.count)} lines, {formatBytes(text.length)}
        </span>
        <Button size="small" variant="quiet" onClick={onClose}>
          Show less
        </Button>
      </div>
    </div>
  );
}
