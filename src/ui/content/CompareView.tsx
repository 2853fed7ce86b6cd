import { type ReactNode } from 'react';
import { replaceRows } from './diffLines';
import { DiffView } from './DiffView';
import { FallbackBoundary } from './FallbackBoundary';
import { lazyPart } from '../lazyPart';

const ComparedTexts = lazyPart(async () => (await import('./ComparedTexts')).ComparedTexts);

/** What changes from one text to the other; old above new until the comparison is here. */
export function CompareView({ before, after }: { before: string; after: string }): ReactNode {
  return (
    <FallbackBoundary fallback={<DiffView rows={replaceRows(before, after)} />}>
      <ComparedTexts before={before} after={after} />
    </FallbackBoundary>
  );
}
