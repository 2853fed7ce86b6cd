import type { ReactNode } from 'react';
import classes from './CodeRows.module.css';
import type { CodeLine } from './codeLines';
import { SafeText } from './SafeText';

interface CodeRowsProps {
  readonly lines: readonly CodeLine[];
  /** The number of each line as recorded; drawn in a gutter, never selected or copied. */
  readonly numbers?: readonly (string | undefined)[] | undefined;
}

export function CodeRows({ lines, numbers }: CodeRowsProps): ReactNode {
  return (
    <div className={classes['code']} data-numbered={numbers !== undefined}>
      {lines.map((line, index) => (
        <div key={index} className={classes['line']} data-line={numbers?.[index]}>
          <span className={classes['text']}>
            {line.map((token, place) => (
              <span key={place} data-scope={token.scope}>
                <SafeText text={token.text} />
              </span>
            ))}
            {'\n'}
          </span>
        </div>
      ))}
    </div>
  );
}
