import { Suspense, type ReactNode } from 'react';
import { lazyPart } from '../lazyPart';
import { looksLikePicture } from './looksLikePicture';

const Picture = lazyPart(async () => (await import('./Picture')).Picture);

/** Above a text that is a picture: the way to see it. The text itself stays. */
export function PictureOf({ text }: { text: string }): ReactNode {
  return (
    looksLikePicture(text) && (
      <Suspense fallback={undefined}>
        <Picture text={text} />
      </Suspense>
    )
  );
}
