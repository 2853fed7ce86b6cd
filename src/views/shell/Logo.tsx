import type { ReactNode } from 'react';

/** The mark: steps, and the gate around the current one. */
export function Logo(): ReactNode {
  return (
    <svg width="19" height="20" viewBox="0 0 19 20" fill="none" aria-hidden="true">
      <path fill="currentColor" d="M0 7h3v6H0zM4 4h3v9H4zM11.5 5h2v7.5h-2zM11.5 13.5h2v3h-2zM18 6h2v7h-2z" />
      <rect x="9" y="1" width="7" height="18" rx="1.5" stroke="var(--rt-accent)" strokeWidth="2" />
    </svg>
  );
}
