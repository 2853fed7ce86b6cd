/**
 * Unicode simple case folding that keeps every offset: each UTF-16 unit stays one unit, so a place found in the
 * folded text is the same place in the text. `toLowerCase` does nearly all of it at native speed.
 */

/** Lower-case forms that fold to yet another character (CaseFolding.txt, C and S), each followed by it. */
const FOLDED =
  'µμſs\u0345ιςσϐβϑθϕφϖπϰκϱρϵε\u1c80в\u1c81д\u1c82о\u1c83с\u1c84т\u1c85т\u1c86ъ\u1c87ѣ\u1c88\ua64bẛṡ\u1fbeι';
const FOLD_OF: ReadonlyMap<string, string> = new Map(
  Array.from({ length: FOLDED.length / 2 }, (_, at) => [FOLDED.charAt(2 * at), FOLDED.charAt(2 * at + 1)]),
);
/** One class, no repetition: a single pass over the text. */
const ANY_FOLDED = new RegExp(`[${[...FOLD_OF.keys()].join('')}]`, 'g');

/** Texts that differ in case only have the same folded text. The length never changes. */
export function foldCase(text: string): string {
  // the one character whose lower case is longer; it folds to itself
  const lower = text.includes('İ')
    ? text
        .split('İ')
        .map((part) => part.toLowerCase())
        .join('İ')
    : text.toLowerCase();
  return lower.search(ANY_FOLDED) === -1
    ? lower
    : lower.replace(ANY_FOLDED, (char) => FOLD_OF.get(char) ?? char);
}
