/** A list to a file: the worker makes the bytes, a sink takes them; neither runs ahead of the other. */
import { proxy, type Remote } from 'comlink';
import { AppError, toAppError } from '../lib/AppError';
import type { ExportFacts } from '../trace';
import type { DatasetKey, DataWorkerApi, ExportChunk, ExportRequest } from '../worker/api';
import type { DataClient } from './DataClient';

export interface ExportProgress {
  readonly rowsDone: number;
  readonly rowCount: number;
  readonly byteLength: number;
}

export interface ExportRun {
  readonly dataset: DatasetKey;
  readonly request: ExportRequest;
  readonly write: (bytes: Uint8Array<ArrayBuffer>) => Promise<void>;
  readonly onProgress: (progress: ExportProgress) => void;
  readonly signal: AbortSignal;
}

/** Rejects with the worker's AppError, `ABORTED`, or `SAVE_FAILED` with the reason of the disk. */
export async function exportList(
  client: DataClient,
  { dataset, request, write, onProgress, signal }: ExportRun,
): Promise<ExportFacts> {
  let byteLength = 0;
  let failure: AppError | undefined;
  const take = async ({ bytes, rowsDone, rowCount }: ExportChunk): Promise<void> => {
    signal.throwIfAborted();
    byteLength += bytes.length;
    try {
      await write(bytes);
    } catch (cause) {
      failure = new AppError('SAVE_FAILED', `The file cannot be written: ${toAppError(cause).message}`, {
        cause,
      });
      throw failure;
    }
    onProgress({ rowsDone, rowCount, byteLength });
  };
  try {
    const make = (api: Remote<DataWorkerApi>, call: number) =>
      api.exportList(dataset, request, proxy(take), call);
    // what is written already would be written twice
    return await client.call(make, signal, { isOnce: true });
  } catch (error) {
    throw failure ?? error;
  }
}
