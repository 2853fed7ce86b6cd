import type { ReactNode } from 'react';

interface PlainBarProps {
  /** Where not every bar has its own. */
  readonly colour?: string;
  readonly x?: number;
  readonly y?: number;
  /** Negative where it hangs left of the line, or (height) below it. */
  readonly width?: number;
  readonly height?: number;
  /** The row it is drawn of. */
  readonly payload?: { readonly colour?: string };
}

/** A bar as one rectangle: recharts' own is an animated path, several times its cost at every change. */
export function PlainBar({ colour, x = 0, y = 0, width = 0, height = 0, payload }: PlainBarProps): ReactNode {
  return (
    <rect
      x={Math.min(x, x + width)}
      y={Math.min(y, y + height)}
      width={Math.abs(width)}
      height={Math.abs(height)}
      fill={colour ?? payload?.colour}
    />
  );
}
