import { afterEach, onTestFinished } from 'vitest';
import { countCorpus } from './corpusCount';

/** Inside a `describe` whose every test tries one input of the corpus, or so many. */
export function countEachTest(corpus: string, each = 1): void {
  afterEach(({ task }) => countCorpus(corpus, each, task.result?.state === 'fail' ? 1 : 0));
}

/** Inside a test that tries `tried` inputs and ends at the first that fails. */
export function countInTest(corpus: string, tried: number): void {
  onTestFinished(({ task }) => countCorpus(corpus, tried, task.result?.state === 'fail' ? 1 : 0));
}
