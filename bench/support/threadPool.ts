/** The pool that ships, its workers as threads of Node running what the build makes of them. */
import { Worker } from 'node:worker_threads';
import { bundleWorker } from '../../src/testing/bundleWorker';
import type { WorkerMessage } from '../../src/worker/runJob';
import { WorkerPool, type PoolWorker } from '../../src/worker/WorkerPool';

export async function bundleThread(): Promise<string> {
  return bundleWorker('../../bench/support/poolThread.ts');
}

export function threadPool(path: string, size: number, only: 'decode' | 'index'): WorkerPool {
  const make = (): PoolWorker => {
    const thread = new Worker(path, { workerData: { only } });
    return {
      postMessage: (message, transfer) => thread.postMessage(message, [...transfer]),
      listen: (onMessage, onDeath) => {
        thread.on('message', (message: WorkerMessage) => onMessage(message));
        thread.on('error', (error) => onDeath(String(error)));
        thread.on('exit', (code) => onDeath(`exit code ${code}`));
      },
      terminate: () => void thread.terminate(),
    };
  };
  return new WorkerPool({ make, size });
}
