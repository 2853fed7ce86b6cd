import { useMemo, useState, type ReactNode } from 'react';
import { plural, type CutOptions } from '../../lib/text';
import { CutText } from '../CutText';
import { collapseReturns, hasAnsi, parseAnsi } from './ansi';
import classes from './AnsiView.module.css';
import { AnsiView } from './AnsiView';
import { PictureOf } from './PictureOf';

const drawAnsi = (text: string): ReactNode => <AnsiView text={text} />;

/** Reading a longer text for its sequences would be felt: its parts are marked as recorded. */
const DRAWN_CHARS = 1_000_000;

/** Output of a terminal. What drawing leaves out (overwritten lines, cursor moves) is said, and one press away. */
export function TerminalText({ text, cut }: { text: string; cut: CutOptions }): ReactNode {
  if (text.length > DRAWN_CHARS || !hasAnsi(text)) {
    return (
      <>
        <PictureOf text={text} />
        <CutText isMono text={text} cut={cut} />
      </>
    );
  }
  return <DrawnText text={text} cut={cut} />;
}

function DrawnText({ text, cut }: { text: string; cut: CutOptions }): ReactNode {
  const [isRaw, setRaw] = useState(false);
  const drawn = useMemo(() => collapseReturns(text), [text]);
  const leftOut = useMemo(() => parseAnsi(drawn.text).leftOut, [drawn]);
  const said = [
    drawn.overwritten > 0 && `${plural(drawn.overwritten, 'overwritten line')} left out`,
    leftOut > 0 && `${plural(leftOut, 'control sequence')} left out`,
  ].filter((part) => part !== false);
  return (
    <>
      {said.length > 0 && (
        <div className={classes['left']}>
          <span>{isRaw ? 'as recorded' : said.join(', ')}</span>
          <button
            type="button"
            className={classes['toggle']}
            aria-pressed={isRaw}
            onClick={() => setRaw(!isRaw)}
          >
            Control characters
          </button>
        </div>
      )}
      {isRaw ? (
        <CutText isMono text={text} cut={cut} />
      ) : (
        <CutText isMono text={drawn.text} cut={cut} render={drawAnsi} />
      )}
    </>
  );
}
