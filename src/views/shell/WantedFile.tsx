import { useRef, type ReactNode } from 'react';
import { Button } from '../../ui/Button';
import { useOpen } from './useOpen';

/** Asks for the file a link was made with; another one is opened as what it is, and the difference said. */
export function WantedFile({ name }: { name: string }): ReactNode {
  const { openFiles } = useOpen();
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button variant="primary" onClick={() => picker.current?.click()}>
        Choose {name}
      </Button>
      <input
        ref={picker}
        type="file"
        hidden
        data-testid="wanted-file"
        onChange={(event) => openFiles([...(event.target.files ?? [])])}
      />
    </>
  );
}
