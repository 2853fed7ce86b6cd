/** The pool with workers that answer when told to, die or hang. */
import { describe, expect, it } from 'vitest';
import type { WorkerMessage } from './runJob';
import { poolSize, WorkerPool, type Job, type PoolWorker } from './WorkerPool';

interface FakeWorker extends PoolWorker {
  readonly got: unknown[];
  isEnded: boolean;
  say(message: WorkerMessage): void;
  die(reason: string): void;
}

function fakeWorker(hasStarted = true): FakeWorker {
  let [onMessage, onDeath]: Parameters<PoolWorker['listen']> = [() => undefined, () => undefined];
  return {
    got: [],
    isEnded: false,
    postMessage(message) {
      this.got.push(message);
    },
    listen: (message, death) => {
      [onMessage, onDeath] = [message, death];
      if (hasStarted) onMessage({ ok: true, ready: true });
    },
    terminate() {
      this.isEnded = true;
    },
    say: (message) => onMessage(message),
    die: (reason) => onDeath(reason),
  };
}

function makePool(size: number, options: { timeoutMs?: number; hasStarted?: boolean; idleMs?: number } = {}) {
  const workers: FakeWorker[] = [];
  const { timeoutMs = 60_000, hasStarted, idleMs = 60_000 } = options;
  const pool = new WorkerPool({
    size,
    idleMs,
    timeoutMs: () => timeoutMs,
    make: () => {
      const worker = fakeWorker(hasStarted);
      workers.push(worker);
      return worker;
    },
  });
  return { pool, workers };
}

const signal = new AbortController().signal;
const answer = (byte: number): WorkerMessage => ({ ok: true, value: Uint8Array.of(byte) });
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

function jobs(): { readonly loads: () => number; readonly load: () => Promise<Job<'index'>> } {
  let count = 0;
  const load = async (): Promise<Job<'index'>> => {
    count += 1;
    const rows = { kind: 'document' as const, bytes: new Uint8Array(4) };
    return { payload: { rows, firstRow: 0 }, transfer: [rows.bytes.buffer] };
  };
  return { loads: () => count, load };
}

describe('the pool of parse workers', () => {
  it('is as large as the machine allows, and never empty', () => {
    expect([1, 2, 3, 5, 64].map(poolSize)).toEqual([1, 1, 2, 4, 4]);
  });

  it('gives each worker one job, and the next when it has answered', async () => {
    const { pool, workers } = makePool(2);
    const { load } = jobs();
    const runs = [1, 2, 3].map(() => pool.run('index', load, signal));
    await turn();
    expect(workers.map(({ got }) => got.length)).toEqual([1, 1]);
    workers[1]?.say(answer(7));
    await turn();
    expect(workers.map(({ got }) => got.length)).toEqual([1, 2]);
    workers[0]?.say(answer(8));
    workers[1]?.say({ ok: false, error: { code: 'PARQUET_CORRUPT', message: 'no', details: {} } });
    expect(await Promise.all(runs)).toEqual([
      answer(8),
      answer(7),
      { ok: false, error: { code: 'PARQUET_CORRUPT', message: 'no', details: {} } },
    ]);
  });

  it('tries a job again in a new worker when its worker dies, with its bytes read anew', async () => {
    const { pool, workers } = makePool(1);
    const { load, loads } = jobs();
    const run = pool.run('index', load, signal);
    await turn();
    workers[0]?.die('out of memory');
    await turn();
    expect(workers).toHaveLength(2);
    expect(workers[0]?.isEnded).toBe(true);
    workers[1]?.say(answer(1));
    expect(await run).toEqual(answer(1));
    expect(loads()).toBe(2);
  });

  it('tries a job again in a new worker when its worker has no memory left', async () => {
    const { pool, workers } = makePool(1);
    const error = { code: 'OUT_OF_MEMORY', message: 'no more memory', details: {} };
    const run = pool.run('index', jobs().load, signal);
    await turn();
    workers[0]?.say({ ok: false, error });
    await turn();
    expect(workers.map(({ isEnded }) => isEnded)).toEqual([true, false]);
    workers[1]?.say(answer(1));
    expect(await run).toEqual(answer(1));
    const never = pool.run('index', jobs().load, signal);
    await turn();
    workers[1]?.say({ ok: false, error });
    await turn();
    workers[2]?.say({ ok: false, error });
    expect(await never).toMatchObject({ ok: false, error: { code: 'WORKER_DIED' } });
  });

  it('gives up a job that ends two workers, and goes on with the others', async () => {
    const { pool, workers } = makePool(1);
    const bad = pool.run('index', jobs().load, signal);
    await turn();
    const good = pool.run('index', jobs().load, signal);
    await turn();
    workers[0]?.die('crash');
    await turn();
    // the job that waited went first
    workers[1]?.say(answer(2));
    await turn();
    workers[1]?.die('crash');
    expect(await bad).toMatchObject({ ok: false, error: { code: 'WORKER_DIED' } });
    expect(await good).toEqual(answer(2));
    const after = pool.run('index', jobs().load, signal);
    await turn();
    workers.at(-1)?.say(answer(3));
    expect(await after).toEqual(answer(3));
  });

  it('replaces a worker that hangs', async () => {
    const { pool, workers } = makePool(1, { timeoutMs: 5 });
    const result = await pool.run('index', jobs().load, signal);
    expect(result).toMatchObject({ ok: false, error: { code: 'WORKER_DIED' } });
    expect(result.ok ? '' : result.error.message).toContain('no answer within');
    expect(workers.map(({ isEnded }) => isEnded)).toEqual([true, true]);
  });

  it('rejects when no worker can be started, and when the bytes cannot be read', async () => {
    const { pool, workers } = makePool(1, { hasStarted: false });
    const run = pool.run('index', jobs().load, signal);
    await turn();
    workers[0]?.die('404');
    await expect(run).rejects.toMatchObject({ code: 'WORKER_DIED' });
    await expect(pool.run('index', () => Promise.reject(new Error('offline')), signal)).rejects.toThrow(
      'offline',
    );
  });

  it('leaves at once on abort; its worker is free again when it has answered', async () => {
    const { pool, workers } = makePool(1);
    const abort = new AbortController();
    const run = pool.run('index', jobs().load, abort.signal);
    await turn();
    abort.abort();
    await expect(run).rejects.toThrow(/abort/i);
    const next = pool.run('index', jobs().load, signal);
    await turn();
    expect(workers[0]?.got).toHaveLength(1);
    workers[0]?.say(answer(1));
    await turn();
    workers[0]?.say(answer(2));
    expect(await next).toEqual(answer(2));
  });

  it('lets two units a worker be held, the others wait their turn or leave', async () => {
    const { pool } = makePool(1);
    const first = await pool.slot(signal);
    await pool.slot(signal);
    const abort = new AbortController();
    const leaves = pool.slot(abort.signal);
    let isGiven = false;
    const waits = pool.slot(signal).then(() => (isGiven = true));
    abort.abort();
    await expect(leaves).rejects.toThrow(/abort/i);
    await turn();
    expect(isGiven).toBe(false);
    first();
    first();
    await waits;
    expect(isGiven).toBe(true);
  });

  it('ends idle workers when told to, and starts others for what comes', async () => {
    const { pool, workers } = makePool(2);
    const { load } = jobs();
    const [first, second] = [pool.run('index', load, signal), pool.run('index', load, signal)];
    await turn();
    workers[0]?.say(answer(1));
    await first;
    pool.endIdle();
    expect(workers.map(({ isEnded }) => isEnded)).toEqual([true, false]);
    const third = pool.run('index', load, signal);
    await turn();
    workers[1]?.say(answer(2));
    workers[2]?.say(answer(3));
    expect(await Promise.all([second, third])).toEqual([
      { ok: true, value: Uint8Array.of(2) },
      { ok: true, value: Uint8Array.of(3) },
    ]);
    expect(workers).toHaveLength(3);
  });

  it('ends workers that are idle for long', async () => {
    const { pool, workers } = makePool(1, { idleMs: 1 });
    const run = pool.run('index', jobs().load, signal);
    await turn();
    workers[0]?.say(answer(1));
    await run;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(workers[0]?.isEnded).toBe(true);
  });
});
