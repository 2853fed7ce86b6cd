/** A run's own summary (`statistics.json`, `compression_metrics.json`): its text, read whole. */
import { notADataset } from './detect';
import { openHttp, type HttpOptions } from './httpRange';
import { blobSource } from './localSource';
import { cachedSource } from './rangeCache';
import type { RangeSource } from './types';

/** The writer's are a few KB. */
const MOST_BYTES = 16 * 1024 * 1024;

/** Rejects with NOT_A_DATASET when it is larger than 16 MB. */
async function readText(file: RangeSource, signal: AbortSignal | undefined): Promise<string> {
  if (file.byteLength > MOST_BYTES)
    throw notADataset(file.name, `a summary of a run is read up to ${MOST_BYTES} bytes`);
  return new TextDecoder().decode(await file.read(0, file.byteLength, signal));
}

export async function readUrlSummary(url: string, options: HttpOptions): Promise<string> {
  const { source, first } = await openHttp(url, options);
  const file = cachedSource(source);
  file.remember(first.start, first.bytes);
  return readText(file, options.signal);
}

export function readFileSummary(
  file: Blob & { readonly name: string },
  { signal }: HttpOptions,
): Promise<string> {
  return readText(blobSource(file), signal);
}
