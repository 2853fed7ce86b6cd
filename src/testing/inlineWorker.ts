/** A parse worker in this thread, for tests of what stands around the pool. */
import { runJob } from '../worker/runJob';
import { WorkerPool, type PoolWorker } from '../worker/WorkerPool';

export function inlineWorker(): PoolWorker {
  let answer: Parameters<PoolWorker['listen']>[0] = () => undefined;
  return {
    postMessage: (message, transfer) => {
      // as between threads: what was handed over is gone here
      const received = structuredClone(message, { transfer: [...transfer] });
      void runJob(received).then((done) => answer(done));
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
