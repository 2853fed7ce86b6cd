import { useMemo, type ReactNode } from 'react';
import { compareTexts } from './compareTexts';
import { DiffView } from './DiffView';

export function ComparedTexts({ before, after }: { before: string; after: string }): ReactNode {
  const rows = useMemo(() => compareTexts(before, after), [before, after]);
  return <DiffView rows={rows} />;
}
