import { Fragment, useMemo, type ReactNode } from 'react';
import { splitHidden } from './hidden';
import classes from './SafeText.module.css';

/** Text from data on one line or inside other text: what cannot be seen is marked, and cannot reorder its neighbours. */
export function SafeText({ text }: { text: string }): ReactNode {
  const pieces = useMemo(() => splitHidden(text), [text]);
  if (pieces.length === 1 && typeof pieces[0] === 'string') return text;
  return pieces.map((piece, index) =>
    typeof piece === 'string' ? (
      <Fragment key={index}>{piece}</Fragment>
    ) : (
      <span key={index} className={classes['hidden']} data-code={piece.code} data-kind={piece.kind}>
        {piece.char}
      </span>
    ),
  );
}
