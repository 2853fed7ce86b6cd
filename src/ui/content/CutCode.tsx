import { useCallback, type ReactNode } from 'react';
import type { CutOptions } from '../../lib/text';
import { CutText } from '../CutText';
import { CodeText } from './CodeText';

interface CutCodeProps {
  readonly text: string;
  readonly language: string | undefined;
  readonly cut: CutOptions;
}

/** Code of any length: its first lines highlighted, the rest on demand. */
export function CutCode({ text, language, cut }: CutCodeProps): ReactNode {
  const draw = useCallback((shown: string) => <CodeText text={shown} language={language} />, [language]);
  return <CutText isMono text={text} cut={cut} render={draw} />;
}
