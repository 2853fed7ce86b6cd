import { open } from 'node:fs/promises';
import { basename } from 'node:path';

import { AppError } from '../lib/AppError';
import { fileFromRangeSource, type OpenOptions, type RangeSource, type TraceFile } from '../source';

/** A file on disk, read by ranges. The handle stays open until the process ends or `close` is called. */
export async function openLocalFile(
  path: string,
  options: OpenOptions = {},
): Promise<TraceFile & { close(): Promise<void> }> {
  const handle = await open(path).catch((cause: unknown) => {
    throw new AppError('FETCH_FAILED', `${path} cannot be opened`, { cause, details: { path } });
  });
  const { size, mtimeMs } = await handle.stat();
  const source: RangeSource = {
    name: basename(path),
    byteLength: size,
    version: `modified:${mtimeMs}:size:${size}`,
    async read(offset, length, signal) {
      signal?.throwIfAborted();
      const bytes = new Uint8Array(length);
      const { bytesRead } = await handle.read(bytes, 0, length, offset);
      if (bytesRead === length) return bytes;
      throw new AppError('FILE_CHANGED', `${path} became shorter while it was read`, {
        details: { path, offset, length, bytesRead },
      });
    },
  };
  try {
    return { ...(await fileFromRangeSource(source, options)), close: () => handle.close() };
  } catch (thrown) {
    await handle.close();
    throw thrown;
  }
}
