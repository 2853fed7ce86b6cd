/** Sizes as recorded, also where the text itself is abridged. */
import type { Block, OmittedText, Turn } from '../model';
import { countWords } from './countWords';

function missingChars({ from, to, notice }: OmittedText): number {
  return to - from - (notice.end - notice.start);
}

/** UTF-16 characters of what is inside the delimiters. */
export function bodyChars({ bodyStart, bodyEnd, omitted }: Block): number {
  return bodyEnd - bodyStart + (omitted === undefined ? 0 : missingChars(omitted));
}

/** UTF-16 characters of the value; 0 of none. */
export function turnChars(turn: Turn | undefined): number {
  if (turn === undefined) return 0;
  return turn.blocks.reduce(
    (sum, { omitted }) => sum + (omitted === undefined ? 0 : missingChars(omitted)),
    turn.value.length,
  );
}

export function wordsOfThink({ value }: Turn, { bodyStart, bodyEnd, omitted }: Block): number {
  return omitted?.words ?? countWords(value, bodyStart, bodyEnd);
}
