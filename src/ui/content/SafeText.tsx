import { Fragment, useMemo, type ReactNode } from 'react';
import { hasRightToLeft, splitHidden } from './hidden';
import classes from './SafeText.module.css';

/** Text from data on one line or inside other text: what cannot be seen is marked, and cannot reorder its neighbours. */
export function SafeText({ text }: { text: string }): ReactNode {
  const pieces = useMemo(() => splitHidden(text), [text]);
  const drawn =
    pieces.length === 1 && typeof pieces[0] === 'string'
      ? text
      : pieces.map((piece, index) =>
          typeof piece === 'string' ? (
            <Fragment key={index}>{piece}</Fragment>
          ) : (
            <span key={index} className={classes['hidden']} data-code={piece.code} data-kind={piece.kind}>
              {piece.char}
            </span>
          ),
        );
  // a number or word beside it would else be drawn on its other side
  return hasRightToLeft(text) ? <bdi>{drawn}</bdi> : drawn;
}
