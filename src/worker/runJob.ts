/** What goes between the data worker and a parse worker. */
import { strike } from '../lib/sabotage';
import type { Wire } from './api';
import { JOBS, type JobKind, type JobPayload } from './jobs';
import { toWireError } from './wire';

/** One for each kind. */
export type JobRequest = {
  [Kind in JobKind]: { readonly kind: Kind; readonly payload: JobPayload<Kind> };
}[JobKind];

export type JobAnswer = Wire<Uint8Array<ArrayBuffer>>;

/** First that it has started, then an answer to each request. */
export type WorkerMessage = JobAnswer | { readonly ok: true; readonly ready: true };

/** Never rejects: what a job throws is its answer. */
export async function runJob({ kind, payload }: JobRequest): Promise<JobAnswer> {
  try {
    if (globalThis.__SABOTAGE__) strike('parsing');
    // the job of this kind takes this payload
    const act = JOBS[kind] as (payload: unknown) => Promise<Uint8Array<ArrayBuffer>>;
    return { ok: true, value: await act(payload) };
  } catch (error) {
    return { ok: false, error: toWireError(error) };
  }
}
