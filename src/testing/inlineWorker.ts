/** A parse worker in this thread, for tests of what stands around the pool. */
import { runJob, type JobRequest } from '../worker/runJob';
import { IndexCache } from '../worker/IndexCache';
import { WorkerPool, type PoolWorker } from '../worker/WorkerPool';

export function inlineWorker(): PoolWorker {
  let answer: Parameters<PoolWorker['listen']>[0] = () => undefined;
  const run = async (request: JobRequest): Promise<void> => answer(await runJob(request));
  return {
    postMessage: (message, transfer) => {
      // as between threads: what was handed over is gone here
      void run(structuredClone(message, { transfer: [...transfer] }));
    },
    listen: (onMessage) => {
      answer = onMessage;
      queueMicrotask(() => onMessage({ ok: true, ready: true }));
    },
    terminate: () => undefined,
  };
}

export function inlinePool(size = 2): WorkerPool {
  return new WorkerPool({ make: inlineWorker, size });
}

/** As where the browser has no storage to give. */
export function noCache(): IndexCache {
  return new IndexCache(() => Promise.reject(new Error('no storage here')));
}
