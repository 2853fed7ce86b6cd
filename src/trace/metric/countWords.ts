import { isWhiteSpace } from '../json/chars';

/** Non-empty pieces of `text.slice(start, end).split(/\p{White_Space}+/u)`, without making them: thinking is half of all gpt text. */
export function countWords(text: string, start = 0, end = text.length): number {
  let count = 0;
  let inWord = false;
  for (let at = start; at < end; at++) {
    if (isWhiteSpace(text.charCodeAt(at))) inWord = false;
    else if (!inWord) {
      inWord = true;
      count++;
    }
  }
  return count;
}
