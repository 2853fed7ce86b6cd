import { Suspense, type ReactNode } from 'react';
import type { InspectorProps } from './Inspector';
import { lazyPart } from '../../ui/lazyPart';

const Inspector = lazyPart(async () => (await import('./Inspector')).Inspector);

/** Its code does not stand before the first step. */
export function LazyInspector(props: InspectorProps): ReactNode {
  return (
    <Suspense fallback={undefined}>
      <Inspector {...props} />
    </Suspense>
  );
}
