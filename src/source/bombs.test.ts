/**
 * Files made to exhaust their reader: each ends in a typed error, in bad rows with a reason, or in rows; never in a hang or a
 * thread out of memory; and the same thread reads a good file afterwards. DEEP: as large as they are meant.
 */
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BombResult } from '../testing/bombWorker';
import { bundleWorker } from '../testing/bundleWorker';
import { countEachTest } from '../testing/countTests';
import { jsonBombs } from '../testing/jsonBombs';
import { parquetBombs } from '../testing/parquetBombs';

const DEEP = process.env['DEEP'] === '1';
const SCALE = DEEP ? 1 : 0.02;
/** Of the thread's heap; what lies beside it (bytes) is bounded by the whole process. */
const HEAP_MB = DEEP ? 3072 : 768;
const PROCESS_MB = DEEP ? 6144 : 2560;
/** A hang never comes back; no bomb takes a tenth of this. */
const HANG_MS = DEEP ? 600_000 : 40_000;

let script: string;
let worker: Worker | undefined;

let settle: (result: BombResult | 'crash') => void = () => undefined;

function start(): Worker {
  const started = new Worker(script, { resourceLimits: { maxOldGenerationSizeMb: HEAP_MB } });
  started.on('message', (result: BombResult) => settle(result));
  started.on('error', () => settle('crash'));
  return started;
}

function defuse(bytes: Uint8Array): Promise<BombResult | 'hang' | 'crash'> {
  worker ??= start();
  const current = worker;
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve('hang'), HANG_MS);
    settle = (result) => {
      clearTimeout(timer);
      resolve(result);
    };
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
    current.postMessage(bytes);
  });
}

beforeAll(async () => {
  script = await bundleWorker('bombWorker.ts');
});
afterAll(async () => {
  await worker?.terminate();
});

describe.each([
  ['parquet', parquetBombs],
  ['JSON lines', jsonBombs],
] as const)('bombs of %s', (name, bombs) => {
  countEachTest(`bombs: ${name}`);
  it.each(bombs(SCALE).map((bomb) => [bomb.name, bomb] as const))(
    '%s',
    async (_, { make, says }) => {
      const result = await defuse(make());
      if (typeof result === 'string') {
        await worker?.terminate();
        worker = undefined;
      }
      expect(result).toMatchObject({ untyped: [], isAlive: true });
      const { said, rows } = result as BombResult;
      // what is merely large is read
      expect(says ? said.join('\n') : String(rows)).toMatch(says ?? /^[1-9]/);
      expect(process.resourceUsage().maxRSS / 1024).toBeLessThan(PROCESS_MB);
    },
    HANG_MS + 60_000,
  );
});
