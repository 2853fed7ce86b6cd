import { AppError } from '../lib/AppError';
import type { RangeSource, TrafficCount } from './types';

export type OnTraffic = (traffic: Readonly<TrafficCount>) => void;

/** Refuses ranges outside the file: a corrupt footer asks for them. */
export function checkRange(name: string, byteLength: number, offset: number, length: number): void {
  if (Number.isSafeInteger(offset) && offset >= 0 && length >= 0 && offset + length <= byteLength) return;
  throw new AppError(
    'RANGE_WRONG',
    `${name}: bytes ${offset}–${offset + length} lie outside the file of ${byteLength} bytes`,
    { details: { name, offset, length, byteLength } },
  );
}

export function bytesSource(name: string, bytes: Uint8Array, version = `size:${bytes.length}`): RangeSource {
  return {
    name,
    byteLength: bytes.length,
    version,
    read(offset, length, signal) {
      return Promise.resolve().then(() => {
        signal?.throwIfAborted();
        checkRange(name, bytes.length, offset, length);
        return bytes.subarray(offset, offset + length);
      });
    },
  };
}

/** A dropped or picked file. Browsers reject a read when the file changed on disk since it was picked. */
export function blobSource(
  blob: Blob & { readonly name: string; readonly lastModified?: number },
): RangeSource {
  const { name, size, lastModified } = blob;
  return {
    name,
    byteLength: size,
    version: `modified:${lastModified ?? 0}:size:${size}`,
    async read(offset, length, signal) {
      checkRange(name, size, offset, length);
      signal?.throwIfAborted();
      return new Uint8Array(await readSlice(blob, offset, length));
    },
  };
}

async function readSlice(blob: Blob & { readonly name: string }, offset: number, length: number) {
  try {
    return await blob.slice(offset, offset + length).arrayBuffer();
  } catch (cause) {
    throw new AppError(
      'FILE_CHANGED',
      `${blob.name} can no longer be read: it was changed, moved or deleted`,
      {
        cause,
        details: { name: blob.name, offset, length },
      },
    );
  }
}
