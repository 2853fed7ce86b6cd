import { useMemo, type ReactNode } from 'react';
import { HIGHLIGHT_CHARS, plainLines } from './codeLines';
import { CodeRows } from './CodeRows';
import { FallbackBoundary } from './FallbackBoundary';
import { lazyPart } from '../lazyPart';

const HighlightedRows = lazyPart(async () => (await import('./HighlightedRows')).HighlightedRows);

interface CodeTextProps {
  readonly text: string;
  readonly language: string | undefined;
  readonly numbers?: readonly (string | undefined)[] | undefined;
}

/** Code, highlighted when its language is known and it is short; plain until the chunk is here. */
export function CodeText({ text, language, numbers }: CodeTextProps): ReactNode {
  const plain = useMemo(() => plainLines(text), [text]);
  const rows = <CodeRows lines={plain} numbers={numbers} />;
  if (language === undefined || text.length > HIGHLIGHT_CHARS) return rows;
  return (
    <FallbackBoundary fallback={rows}>
      <HighlightedRows text={text} language={language} numbers={numbers} />
    </FallbackBoundary>
  );
}
