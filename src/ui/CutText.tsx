/**
 * Text of any length without a freeze: a short text whole, a long one cut with a notice that says how much, and
 * on demand all of it: inline up to a bound, above it in a virtual box.
 */
import { use, useMemo, useState, type ReactNode } from 'react';
import { cutText, formatBytes, formatCount, type CutOptions } from '../lib/text';
import { HiddenScope } from './content/HiddenScope';
import { SafeText } from './content/SafeText';
import { LineBox } from './LineBox';
import { IsPart, ShowWhole, SoughtIn } from './ShowWhole';
import classes from './CutText.module.css';

/** Above this, "Show all" opens a virtual box: laying out 100 kB of text costs one long task. */
const INLINE_CHARS = 40_000;

interface CutTextProps {
  readonly text: string;
  readonly cut: CutOptions;
  readonly isMono?: boolean;
  /** `render` makes blocks of its own (paragraphs, tables); their white space is its business. */
  readonly isRich?: boolean;
  /** What draws the shown text; plain when missing. */
  readonly render?: (text: string) => ReactNode;
}

export function CutText({ text, cut, isMono = false, isRich = false, render }: CutTextProps): ReactNode {
  const [chosen, setWhole] = useState<boolean>();
  const isNeeded = use(ShowWhole);
  const isPart = use(IsPart);
  const soughtIn = use(SoughtIn);
  const sought = useMemo(
    () => (isNeeded && text.length > INLINE_CHARS ? soughtIn?.(text) : undefined),
    [isNeeded, text, soughtIn],
  );
  const isWhole = chosen ?? (isNeeded && (text.length <= INLINE_CHARS || sought !== undefined));
  const { maxLines, maxChars, keep } = cut;
  const shown = useMemo(() => cutText(text, { maxLines, maxChars, keep }), [text, maxLines, maxChars, keep]);
  const className = classes[isRich ? 'rich' : isMono ? 'mono' : 'prose'];
  if (isWhole && text.length > INLINE_CHARS)
    return <LineBox text={text} here={sought} onClose={() => setWhole(false)} />;
  const visible = isWhole ? text : shown.text;
  const body = (
    <HiddenScope text={visible}>
      <div className={className}>{render === undefined ? <SafeText text={visible} /> : render(visible)}</div>
    </HiddenScope>
  );
  if (!shown.isCut) return body;
  const notice = (
    <div className={classes['notice']}>
      <span>
        {isWhole
          ? shown.totalLines === undefined
            ? `all ${formatBytes(text.length)}`
            : `all ${formatCount(shown.totalLines)} lines`
          : noticeOf(text, shown, keep)}
        {isPart && ' loaded here'}
      </span>
      <button
        type="button"
        className={classes['more']}
        aria-expanded={isWhole}
        onClick={() => setWhole(!isWhole)}
      >
        {isWhole ? 'Show less' : text.length > INLINE_CHARS ? 'Open in full' : 'Show all'}
      </button>
    </div>
  );
  return keep === 'last' && !isWhole ? (
    <>
      {notice}
      {body}
    </>
  ) : (
    <>
      {body}
      {notice}
    </>
  );
}

function noticeOf(
  text: string,
  shown: { shownLines: number; totalLines: number | undefined; text: string },
  keep: 'first' | 'last',
): string {
  if (shown.totalLines === undefined || shown.shownLines === shown.totalLines) {
    return `${keep} ${formatBytes(shown.text.length)} of ${formatBytes(text.length)}`;
  }
  const lines = `${formatCount(shown.shownLines)} of ${formatCount(shown.totalLines)} lines`;
  return keep === 'last' ? `last ${lines}` : lines;
}
