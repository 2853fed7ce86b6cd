import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { KEY_TABLE } from '../../state/keyTable';
import classes from './ShortcutSheet.module.css';

/** The `?` sheet, made from the one key table. */
export function ShortcutSheet({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }): ReactNode {
  return (
    <Modal opened={isOpen} onClose={onClose} title="Keyboard shortcuts" size={640} centered>
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
    </Modal>
  );
}
