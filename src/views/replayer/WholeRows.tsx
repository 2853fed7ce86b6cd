/** Loaded late: a text that stayed in the worker, read through windows of rows. */
import { useState, type ReactNode } from 'react';
import type { TextAt, WholeText } from '../../client/types';
import { useRowsWindow } from '../../client/wholeTexts';
import { RowBox } from '../../ui/LineBox';
import classes from './OmittedText.module.css';
import { ErrorLine } from '../../ui/ErrorLine';

/** Rows asked for at once: some 10 to 200 kB. */
const WINDOW = 200;

interface WholeRowsProps {
  readonly text: WholeText;
  /** An offset in the turn's value as recorded that is meant. */
  readonly offset: number | undefined;
  readonly onClose: () => void;
}

export function WholeRows({ text, offset, onClose }: WholeRowsProps): ReactNode {
  const [first, setFirst] = useState(0);
  const at: TextAt = offset === undefined ? { kind: 'row', row: 0 } : { kind: 'offset', offset };
  const meant = useRowsWindow(text, at, WINDOW);
  const upper = useRowsWindow(text, { kind: 'row', row: first }, WINDOW);
  const lower = useRowsWindow(text, { kind: 'row', row: first + WINDOW }, WINDOW);
  const error = meant.error ?? upper.error ?? lower.error;
  if (error !== null) return <ErrorLine error={error} />;
  if (meant.data === undefined) return <p className={classes['waiting']}>Reading the text…</p>;
  const { count, chars, row } = meant.data;
  const windows = [upper.data, lower.data, meant.data];
  return (
    <RowBox
      label="Full text"
      count={count}
      chars={chars}
      here={offset === undefined ? undefined : row}
      rowAt={(index) => {
        for (const held of windows) {
          const found = held?.rows[index - held.first];
          if (found !== undefined) return found;
        }
        return undefined;
      }}
      onWindow={(from) => setFirst(Math.max(0, from - (from % WINDOW)))}
      onClose={onClose}
    />
  );
}
