/**
 * Repetition inside reasoning: a run of words that comes back again and again. Words are hashed once, runs by a rolling hash,
 * so the cost is linear in the text whatever it holds.
 */
import { isWhiteSpace, skipWhiteSpace } from '../json/chars';

export interface Repetition {
  readonly phrase: string;
  readonly count: number;
  /** Part of the words that stand in a repetition of the phrase. */
  readonly share: number;
  /** From the first to the end of the last repetition, in the text. */
  readonly start: number;
  readonly end: number;
}

/** Words in a run; runs needed; part of the text they must make up. Below, people repeat themselves too. */
const RUN = 8;
const MIN_COUNT = 4;
const MIN_SHARE = 0.3;
const MIN_WORDS = RUN * MIN_COUNT;

interface Word {
  readonly start: number;
  readonly end: number;
  readonly hash: number;
}

function listWords(text: string): Word[] {
  const words: Word[] = [];
  for (
    let at = skipWhiteSpace(text, 0, text.length);
    at < text.length;
    at = skipWhiteSpace(text, at, text.length)
  ) {
    const start = at;
    let hash = 17;
    for (; at < text.length && !isWhiteSpace(text.charCodeAt(at)); at++)
      hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
    words.push({ start, end: at, hash });
  }
  return words;
}

const BASE = 1_000_003;

/** Hash of the `RUN` words from each word on. */
function hashRuns(words: readonly Word[]): number[] {
  let power = 1;
  for (let i = 1; i < RUN; i++) power = Math.imul(power, BASE);
  const hashes: number[] = [];
  let hash = 0;
  words.forEach((word, i) => {
    const leaving = words[i - RUN];
    if (leaving) hash = (hash - Math.imul(leaving.hash, power)) | 0;
    hash = (Math.imul(hash, BASE) + word.hash) | 0;
    if (i >= RUN - 1) hashes.push(hash);
  });
  return hashes;
}

interface Occurrences {
  count: number;
  first: number;
  last: number;
}

/** Counts each run, occurrences that overlap only once. */
function countRuns(hashes: readonly number[]): Map<number, Occurrences> {
  const seen = new Map<number, Occurrences>();
  hashes.forEach((hash, i) => {
    const entry = seen.get(hash);
    if (!entry) seen.set(hash, { count: 1, first: i, last: i });
    else if (i - entry.last >= RUN) {
      entry.count++;
      entry.last = i;
    }
  });
  return seen;
}

/** Part of the words covered by runs that occur often enough. */
function coveredShare(
  hashes: readonly number[],
  seen: ReadonlyMap<number, Occurrences>,
  wordCount: number,
): number {
  let covered = 0;
  let coveredTo = 0;
  hashes.forEach((hash, i) => {
    if ((seen.get(hash)?.count ?? 0) < MIN_COUNT) return;
    covered += i + RUN - Math.max(i, coveredTo);
    coveredTo = i + RUN;
  });
  return covered / wordCount;
}

export function findRepetition(text: string): Repetition | undefined {
  const words = listWords(text);
  if (words.length < MIN_WORDS) return undefined;
  const hashes = hashRuns(words);
  const seen = countRuns(hashes);
  let best: Occurrences | undefined;
  for (const entry of seen.values())
    if (entry.count >= MIN_COUNT && entry.count > (best?.count ?? 0)) best = entry;
  if (!best) return undefined;
  const share = coveredShare(hashes, seen, words.length);
  const [first, firstEnd, lastEnd] = [
    words[best.first],
    words[best.first + RUN - 1],
    words[best.last + RUN - 1],
  ];
  if (share < MIN_SHARE || !first || !firstEnd || !lastEnd) return undefined;
  const phrase = text.slice(first.start, firstEnd.end).replaceAll(/\s+/g, ' ').slice(0, 80);
  return { phrase, count: best.count, share, start: first.start, end: lastEnd.end };
}
