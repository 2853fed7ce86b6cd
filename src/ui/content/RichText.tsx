import { type ReactNode } from 'react';
import { formatBytes, type CutOptions } from '../../lib/text';
import { CutText } from '../CutText';
import { FallbackBoundary } from './FallbackBoundary';
import classes from './RichText.module.css';
import { SafeText } from './SafeText';
import { lazyPart } from '../lazyPart';

/** Drawing markdown costs 2 ms a kB, dense lists 20 to 40 (measured): above this it stays plain. */
const MARKDOWN_CHARS = 20_000;

const Markdown = lazyPart(async () => (await import('./Markdown')).Markdown);

interface RichTextProps {
  readonly text: string;
  readonly cut: CutOptions;
  /** Every character as recorded, in mono. */
  readonly isRaw?: boolean;
}

/** Prose from data as markdown; as plain text while its chunk loads, when too long, and on demand. */
export function RichText({ text, cut, isRaw = false }: RichTextProps): ReactNode {
  if (isRaw) return <CutText isMono text={text} cut={cut} />;
  return <CutText isRich text={text} cut={cut} render={drawRich} />;
}

function drawRich(text: string): ReactNode {
  const plain = (
    <div className={classes['plain']}>
      <SafeText text={text} />
    </div>
  );
  if (text.length > MARKDOWN_CHARS) {
    return (
      <>
        <p className={classes['notice']}>
          plain text: {formatBytes(text.length)} is above the {formatBytes(MARKDOWN_CHARS)} drawn as markdown
        </p>
        {plain}
      </>
    );
  }
  return (
    <FallbackBoundary fallback={plain}>
      <Markdown text={text} />
    </FallbackBoundary>
  );
}
