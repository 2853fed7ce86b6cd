import type { ReactNode } from 'react';
import type { DiffKind, DiffRow } from './diffLines';
import classes from './DiffView.module.css';
import { SafeText } from './SafeText';

const SIGNS: Readonly<Record<DiffKind, string>> = { context: ' ', add: '+', del: '−', hunk: '', note: '' };
const WORDS: Readonly<Record<DiffKind, string | undefined>> = {
  context: undefined,
  add: 'added',
  del: 'removed',
  hunk: undefined,
  note: undefined,
};

/** Rows of a diff: two number columns, the sign, the line. Numbers and signs are drawn, so copying gives code. */
export function DiffView({ rows }: { rows: readonly DiffRow[] }): ReactNode {
  const isNumbered = rows.some((row) => row.before !== undefined || row.after !== undefined);
  return (
    <div className={classes['diff']} data-numbered={isNumbered} data-flush>
      {rows.map((row, index) => (
        <div key={index} className={classes['row']} data-kind={row.kind}>
          {isNumbered && <span className={classes['number']} data-number={row.before} aria-hidden />}
          {isNumbered && <span className={classes['number']} data-number={row.after} aria-hidden />}
          <span className={classes['sign']} data-sign={SIGNS[row.kind]} aria-hidden />
          <span className={classes['text']}>
            {WORDS[row.kind] !== undefined && <span className="visuallyHidden">{WORDS[row.kind]}: </span>}
            <SafeText text={row.text} />
            {'\n'}
          </span>
        </div>
      ))}
    </div>
  );
}
