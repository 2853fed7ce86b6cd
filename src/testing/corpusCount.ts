import { appendFileSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';

/** Where the gate looks for the counts of the run under way. */
export const CORPUS_COUNTS = '.cache/corpora.jsonl';

export interface CorpusCount {
  /** Of hostile or random inputs, in words: rows of the table at the end of the gate. */
  readonly corpus: string;
  readonly tried: number;
  readonly failed: number;
}

/** Says how many inputs a test has tried; call it also, or again, when one of them failed. Counts of one name add up. */
export function countCorpus(corpus: string, tried: number, failed = 0): void {
  const path = resolve(import.meta.dirname, '../..', CORPUS_COUNTS);
  mkdirSync(resolve(path, '..'), { recursive: true });
  appendFileSync(path, `${JSON.stringify({ corpus, tried, failed } satisfies CorpusCount)}\n`);
}
