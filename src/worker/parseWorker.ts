/** The entry of a parse worker: one job at a time, each answered once. It has no network and no state. */
import { guardScriptUrls } from '../lib/trustedTypes';
import { runJob, type JobRequest, type WorkerMessage } from './runJob';

guardScriptUrls(globalThis, self.location.href);
const send = (message: WorkerMessage, transfer: Transferable[] = []): void =>
  self.postMessage(message, { transfer });

self.addEventListener('message', ({ data }: MessageEvent<JobRequest>) => {
  void runJob(data).then((answer) => send(answer, answer.ok ? [answer.value.buffer] : []));
});
send({ ok: true, ready: true });
