import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { OpenPanel } from './OpenPanel';

/** The ways in, over what is open. Its dialog code comes when it is first asked for. */
export function OpenDialog({ onClose }: { onClose: () => void }): ReactNode {
  return (
    <Modal opened onClose={onClose} title="Open traces" size={660} centered>
      <OpenPanel onDone={onClose} />
    </Modal>
  );
}
