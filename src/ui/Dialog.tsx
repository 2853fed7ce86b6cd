import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './Dialog.module.css';

interface DialogProps {
  readonly title: string;
  readonly widthPx: number;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialog over the page. In parts, because Modal puts its title in a header element, which would be a second banner. */
export function Dialog({ title, widthPx, onClose, children }: DialogProps): ReactNode {
  return (
    <Modal.Root
      opened
      onClose={onClose}
      size={widthPx}
      centered
      zIndex="var(--rt-z-dialog)"
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body>
          <div className={classes['head']}>
            <Modal.Title>{title}</Modal.Title>
            <Modal.CloseButton aria-label="Close" />
          </div>
          {children}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
