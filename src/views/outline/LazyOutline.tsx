import { Suspense, type ReactNode } from 'react';
import type { OutlineProps } from './Outline';
import { lazyPart } from '../../ui/lazyPart';

const Outline = lazyPart(async () => (await import('./Outline')).Outline);

/** Its code comes when the outline is first asked for: the list stands there by default. */
export function LazyOutline(props: OutlineProps): ReactNode {
  return (
    <Suspense fallback={undefined}>
      <Outline {...props} />
    </Suspense>
  );
}
