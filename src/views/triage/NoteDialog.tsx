import { Modal } from '@mantine/core';
import { useEffect, useState, type FormEvent, type KeyboardEvent, type ReactNode } from 'react';
import { markKey, useTriage } from '../../state/triage';
import { Button } from '../../ui/Button';
import { SafeText } from '../../ui/content/SafeText';
import type { MarkedRow } from './markRow';
import classes from './Triage.module.css';

/** The note on a trajectory. Enter keeps it, Escape leaves it as it was. */
export function NoteDialog({ row }: { row: MarkedRow }): ReactNode {
  const held = useTriage((triage) => triage.marks.get(markKey(row))?.note ?? '');
  const [text, setText] = useState(held);
  // gone at once when closed, so the dialog's own way back to the focus has no time
  const [from] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (from instanceof HTMLElement) from.focus();
    },
    [from],
  );
  const { setNote, note } = useTriage();
  const save = (event?: FormEvent): void => {
    event?.preventDefault();
    if (text !== held) setNote(row, text.trim());
    note(undefined);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    save();
  };
  return (
    // in parts, because Modal puts its title in a header element, which would be a second banner
    <Modal.Root
      opened
      onClose={() => note(undefined)}
      size={480}
      radius={6}
      zIndex="var(--rt-z-dialog)"
      transitionProps={{ duration: 0 }}
      centered
    >
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body>
          <Modal.Title className={classes['title'] ?? ''}>Note</Modal.Title>
          <p className={classes['about']}>
            <SafeText text={row.task} />
          </p>
          <form onSubmit={save}>
            <textarea
              className={classes['note']}
              aria-label="Note"
              data-autofocus
              rows={4}
              maxLength={10_000}
              value={text}
              onChange={(event) => setText(event.target.value)}
              onKeyDown={onKeyDown}
            />
            <div className={classes['actions']}>
              <Button onClick={() => note(undefined)}>Cancel</Button>
              <Button type="submit" variant="primary">
                Save note
              </Button>
            </div>
          </form>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
