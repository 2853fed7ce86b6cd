import { startTransition, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import { HIGHLIGHT_CHARS, plainLines, type CodeLine } from './codeLines';
import { CodeRows } from './CodeRows';
import { HighlighterContext } from './highlighterContext';

interface CodeTextProps {
  readonly text: string;
  readonly language: string | undefined;
  readonly numbers?: readonly (string | undefined)[] | undefined;
}

/** Code: plain at once, in colours when its language is known, it is not too long, and they have come. */
export function CodeText({ text, language, numbers }: CodeTextProps): ReactNode {
  const plain = useMemo(() => plainLines(text), [text]);
  const coloured = useColours(text, text.length > HIGHLIGHT_CHARS ? undefined : language);
  return <CodeRows lines={coloured ?? plain} numbers={numbers} />;
}

function useColours(text: string, language: string | undefined): readonly CodeLine[] | undefined {
  const highlighter = use(HighlighterContext);
  const [made, setMade] = useState<{
    readonly text: string;
    readonly lines: readonly CodeLine[] | undefined;
  }>();
  const kept = language === undefined ? undefined : highlighter?.kept(text, language);
  const isHere = kept !== undefined;
  useEffect(() => {
    if (highlighter === undefined || language === undefined || isHere) return undefined;
    const control = new AbortController();
    void highlighter.lines(text, language, control.signal).then((lines) => {
      if (!control.signal.aborted) startTransition(() => setMade({ text, lines }));
      return undefined;
    });
    return () => control.abort();
  }, [highlighter, text, language, isHere]);
  return kept ?? (made?.text === text ? made.lines : undefined);
}
