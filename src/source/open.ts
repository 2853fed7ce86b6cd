/** Every way in: URL, dropped file, bytes, or a range source of the caller. */
import { detectKind, endsLikeParquet } from './detect';
import { HEAD_LENGTH, openHttp, type HttpOptions } from './httpRange';
import { looksLikeDocument, openJsonDocument } from './jsonDocument';
import { openJsonl } from './jsonl';
import { parseStrictJson, type ParseLine } from './jsonLine';
import { blobSource, bytesSource } from './localSource';
import { openParquet } from './parquet';
import { cachedSource, type RangeCache } from './rangeCache';
import type { FileFacts, RangeSource, TraceFile } from './types';

export interface OpenOptions {
  /** Text of a JSONL line → record. Default: strict JSON. */
  readonly parseLine?: ParseLine;
  readonly signal?: AbortSignal;
}

export async function openUrl(url: string, options: HttpOptions & OpenOptions = {}): Promise<TraceFile> {
  const { source, first, versionVerified } = await openHttp(url, options);
  const file = cachedSource(source);
  file.remember(first.start, first.bytes);
  const isTail = first.start > 0 && first.start + first.bytes.length === file.byteLength;
  // A tail that ends like parquet saves the request for the head.
  if (isTail && endsLikeParquet(first.bytes)) return openParquet(file, { versionVerified }, options.signal);
  return openCached(file, options, { versionVerified });
}

export function openBlob(
  file: Blob & { readonly name: string; readonly lastModified?: number },
  options: OpenOptions = {},
): Promise<TraceFile> {
  return openCached(cachedSource(blobSource(file)), options, {});
}

export function openBytes(name: string, bytes: Uint8Array, options: OpenOptions = {}): Promise<TraceFile> {
  return openCached(cachedSource(bytesSource(name, bytes)), options, {});
}

export function fileFromRangeSource(source: RangeSource, options: OpenOptions = {}): Promise<TraceFile> {
  return openCached(cachedSource(source), options, {});
}

async function openCached(
  file: RangeCache,
  { parseLine = parseStrictJson, signal }: OpenOptions,
  facts: Partial<FileFacts>,
): Promise<TraceFile> {
  const head = await file.read(0, Math.min(HEAD_LENGTH, file.byteLength), signal);
  const kind = detectKind(file.name, file.byteLength, head);
  if (kind === 'parquet') return openParquet(file, facts, signal);
  const document =
    kind === 'jsonl' && looksLikeDocument(head)
      ? await openJsonDocument(file, parseLine, facts, signal)
      : undefined;
  return document ?? openJsonl(file, parseLine, { ...facts, gzip: kind === 'gzip' }, signal);
}
