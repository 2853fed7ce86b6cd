import { useMemo, type ReactNode } from 'react';
import { CodeRows } from './CodeRows';
import { highlightLines } from './highlight';

interface HighlightedRowsProps {
  readonly text: string;
  readonly language: string;
  readonly numbers?: readonly (string | undefined)[] | undefined;
}

export function HighlightedRows({ text, language, numbers }: HighlightedRowsProps): ReactNode {
  const lines = useMemo(() => highlightLines(text, language), [text, language]);
  return <CodeRows lines={lines} numbers={numbers} />;
}
