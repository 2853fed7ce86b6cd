/**
 * Collects the blocks of one turn so that they tile the value: white space beside a delimiter goes to the block the delimiter
 * belongs to, text in between becomes text blocks, and what is left at the end becomes the last one.
 */
import type { Block } from '../model';
import type { TurnFinding } from '../finding/kinds';
import { skipWhiteSpace, trimEndOf } from '../json/chars';

export interface Tiling {
  readonly text: string;
  readonly blocks: Block[];
  readonly findings: TurnFinding[];
  /** Everything before this is in a block. */
  done: number;
}

export function createTiling(text: string): Tiling {
  return { text, blocks: [], findings: [], done: 0 };
}

function pushText(tiling: Tiling, end: number): void {
  const { done: start } = tiling;
  tiling.blocks.push({ kind: 'text', start, end, bodyStart: start, bodyEnd: end });
}

/** Makes text of what stands before the delimiter at `at`; gives the start of the block that the delimiter opens. */
export function closeTextBefore(tiling: Tiling, at: number): number {
  const end = trimEndOf(tiling.text, tiling.done, at);
  if (end === tiling.done) return tiling.done;
  pushText(tiling, end);
  return end;
}

/** The block that ends with the delimiter before `end` also takes the white space after it; gives its end. */
export function endAfter(tiling: Tiling, end: number): number {
  tiling.done = skipWhiteSpace(tiling.text, end, tiling.text.length);
  return tiling.done;
}

/** The rest of the value is text. */
export function finishTiling(tiling: Tiling): void {
  const { text } = tiling;
  if (tiling.done < text.length) pushText(tiling, text.length);
  tiling.done = text.length;
}
