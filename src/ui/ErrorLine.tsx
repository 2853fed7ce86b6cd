import type { ReactNode } from 'react';
import { SafeText } from './content/SafeText';

/** What failed, where its result would stand; announced. */
export function ErrorLine({ error }: { readonly error: { readonly message: string } }): ReactNode {
  return (
    <p role="alert">
      <SafeText text={error.message} />
    </p>
  );
}
