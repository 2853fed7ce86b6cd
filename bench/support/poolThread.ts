/** A parse worker as a thread of Node. With `only: 'decode'` it stops where parsing would begin. */
import { parentPort, workerData } from 'node:worker_threads';
import { decodeUnit } from '../../src/source';
import { parseJsonLine } from '../../src/trace';
import { runJob, type JobRequest, type WorkerMessage } from '../../src/worker/runJob';

// ours: written by threadPool
const { only } = workerData as { readonly only: 'decode' | 'index' };

async function answer(request: JobRequest): Promise<WorkerMessage> {
  if (only === 'index' || request.kind !== 'index') return runJob(request);
  const rows = await decodeUnit(request.payload.rows, parseJsonLine);
  return { ok: true, value: Uint8Array.of(rows.length & 1) };
}

async function reply(request: JobRequest): Promise<void> {
  const message = await answer(request);
  parentPort?.postMessage(message, 'value' in message ? [message.value.buffer] : []);
}

parentPort?.on('message', (request: JobRequest) => void reply(request));
parentPort?.postMessage({ ok: true, ready: true } satisfies WorkerMessage);
