/** How much of a tool's text is shown at first. */
import type { CutOptions } from '../../lib/text';

export const CALL_CUT = { maxLines: 14, maxChars: 4000, keep: 'first' } as const;
export const FILE_CUT = { maxLines: 20, maxChars: 4000, keep: 'first' } as const;
export const DIFF_CUT = { maxLines: 32, maxChars: 5000, keep: 'first' } as const;
export const PROSE_CUT = { maxLines: 16, maxChars: 2000, keep: 'first' } as const;

/** Failing output keeps its last lines: that is where the reason stands. */
export function outputCut(isFailed: boolean): CutOptions {
  return { maxLines: 11, maxChars: 3000, keep: isFailed ? 'last' : 'first' };
}
