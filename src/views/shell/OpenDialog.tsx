import type { ReactNode } from 'react';
import { Dialog } from '../../ui/Dialog';
import { OpenPanel } from './OpenPanel';

/** The ways in, over what is open. Its dialog code comes when it is first asked for. */
export function OpenDialog({ onClose }: { onClose: () => void }): ReactNode {
  return (
    <Dialog title="Open traces" widthPx={660} onClose={onClose}>
      <OpenPanel onDone={onClose} />
    </Dialog>
  );
}
