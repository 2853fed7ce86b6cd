import { Component, Suspense, type ReactNode } from 'react';

interface FallbackBoundaryProps {
  /** The plain form: shown while the chunk loads, and for good when it does not come. */
  readonly fallback: ReactNode;
  readonly children: ReactNode;
}

/** A part that may be missing (its chunk is loaded late) never takes the page with it. */
export class FallbackBoundary extends Component<FallbackBoundaryProps, { readonly isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError(): { readonly isBroken: boolean } {
    return { isBroken: true };
  }

  override render(): ReactNode {
    const { fallback, children } = this.props;
    return this.state.isBroken ? fallback : <Suspense fallback={fallback}>{children}</Suspense>;
  }
}
