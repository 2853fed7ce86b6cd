import type { ReactNode } from 'react';
import { KEY_TABLE } from '../../state/keyTable';
import { Dialog } from '../../ui/Dialog';
import classes from './ShortcutSheet.module.css';

/** The `?` sheet, made from the one key table. */
export function ShortcutSheet({ onClose }: { onClose: () => void }): ReactNode {
  return (
    <Dialog title="Keyboard shortcuts" widthPx={640} onClose={onClose}>
      <dl className={classes['keys']}>
        {KEY_TABLE.map(({ id, keys, label }) => (
          <div key={id}>
            <dt>
              {/* `g g` is one key pressed twice: one box */}
              <kbd>{keys[0]}</kbd>
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
      </dl>
      <p className={classes['note']}>
        In the list: arrows, Home, End, Page Up and Down move, Enter opens, Space ticks.
      </p>
    </Dialog>
  );
}
