import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { bundleWorker } from '../testing/bundleWorker';
import { countEachTest, countInTest } from '../testing/countTests';
import type { CorpusRequest, CorpusResult } from '../testing/corpusWorker';
import { realData } from '../testing/realData';

/** Longer than any good file takes (the slowest: 0.2 s); a file that spins never comes back. */
const WATCHDOG_MS = 20_000;
const SAMPLE = 80;
/** Files whose footer contradicts itself although their rows are fine: refused, never guessed. */
const REFUSED_GOOD = new Set(['repeated_no_annotation.parquet', 'large_string_map.brotli.parquet']);

function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return listFiles(path);
    return /\.(?:txt|md|csv|json|yaml|proto)$/i.test(entry.name) ? [] : [path];
  });
}

const folders = ['corpora/parquet-testing', 'corpora/arrow-testing/data/parquet'].flatMap(
  (path) => realData(path) ?? [],
);

/** Every nth file, another n-th each day would not be repeatable: the seed is fixed. */
function sample(files: readonly string[]): readonly string[] {
  if (process.env['DEEP']) return files;
  const step = Math.max(1, Math.floor(files.length / SAMPLE));
  return files.filter((_, index) => index % step === 3 % step);
}

interface Watched {
  read(request: CorpusRequest): Promise<CorpusResult | 'hang' | 'crash'>;
  close(): Promise<unknown>;
}

/** One thread at a time, replaced when it hangs or dies. */
function watch(script: string): Watched {
  let worker: Worker | undefined;
  let settle: (value: CorpusResult | 'hang' | 'crash') => void = () => undefined;

  function start(): Worker {
    const started = new Worker(script);
    started.on('message', (value: CorpusResult) => settle(value));
    started.on('error', () => settle('crash'));
    return started;
  }

  async function close(): Promise<void> {
    await worker?.terminate();
    worker = undefined;
  }

  async function read(request: CorpusRequest) {
    worker ??= start();
    const result = await new Promise<CorpusResult | 'hang' | 'crash'>((resolve) => {
      const timer = setTimeout(() => resolve('hang'), WATCHDOG_MS);
      settle = (value) => {
        clearTimeout(timer);
        resolve(value);
      };
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
      worker?.postMessage(request);
    });
    if (result === 'hang' || result === 'crash') await close();
    return result;
  }

  return { read, close };
}

let watched: Watched;
beforeAll(async () => {
  watched = watch(await bundleWorker('corpusWorker.ts'));
});
afterAll(() => watched.close());

describe('damaged copies of a good file', () => {
  const seeds = Array.from({ length: process.env['DEEP'] ? 2000 : 150 }, (_, index) => index);
  it('end in rows or a typed error', async () => {
    const kinds: Record<string, number> = {};
    countInTest('damaged copies of a parquet file', seeds.length);
    for (const seed of seeds) {
      const result = await watched.read(seed);
      const kind = typeof result === 'object' ? result.kind : result;
      kinds[kind] = (kinds[kind] ?? 0) + 1;
      expect([seed, result]).toEqual([
        seed,
        expect.objectContaining({ kind: expect.stringMatching(/^(?:rows|error)$/) }),
      ]);
    }
    expect(kinds['error']).toBeGreaterThan(0);
  }, 300_000);
});

describe.skipIf(folders.length === 0)('foreign parquet files', () => {
  countEachTest('foreign parquet files');
  const files = sample(folders.flatMap(listFiles).sort());
  it.each(files)(
    '%s ends in rows or a typed error',
    async (path) => {
      const result = await watched.read(path);
      expect(result).toMatchObject({ kind: expect.stringMatching(/^(?:rows|error)$/) });
      const complete = typeof result === 'string' || result.kind !== 'rows' || result.rows === result.stated;
      expect(complete).toBe(true);
    },
    60_000,
  );

  it('reads the good ones', async () => {
    const good = listFiles(join(folders[0] ?? '', 'data')).filter((path) =>
      /(?:alltypes|nested|list|nulls).*\.parquet$/.test(path),
    );
    for (const path of good) {
      if ([...REFUSED_GOOD].some((name) => path.endsWith(name))) continue;
      expect([path, await watched.read(path)]).toEqual([path, expect.objectContaining({ kind: 'rows' })]);
    }
  }, 60_000);
});
