import type { ReactNode } from 'react';
import type { CutOptions } from '../../lib/text';
import { CutText } from '../CutText';
import { parseDiff } from './diffLines';
import { DiffView } from './DiffView';

const draw = (shown: string): ReactNode => <DiffView rows={parseDiff(shown)} />;

/** A unified diff of any length. */
export function CutDiff({ text, cut }: { text: string; cut: CutOptions }): ReactNode {
  return <CutText isMono text={text} cut={cut} render={draw} />;
}
