/** Decodes every column of foreign parquet files; the test outside watches that it comes back. */
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { parentPort } from 'node:worker_threads';

import { AppError } from '../lib/AppError';
import { bytesSource } from '../source/localSource';
import { decodeColumns } from '../source/parquetDecode';
import { readFooter } from '../source/parquetFooter';
import { placeGroups, type PlacedGroup } from '../source/parquetGroups';
import type { FileMetaData } from '../source/hyparquetTypes';
import { indexRanges, planGroup, planRows, rangesOf } from '../source/parquetPlan';
import { testRows, writeTestParquet } from './parquetFiles';
import { createRandom } from './random';
import { toPlain } from '../source/plainValue';
import { cachedSource, type RangeCache } from '../source/rangeCache';

export type CorpusResult =
  | { readonly kind: 'rows'; readonly rows: number; readonly stated: number }
  | { readonly kind: 'error'; readonly code: string; readonly message: string }
  | { readonly kind: 'untyped'; readonly message: string };

/** A path, or the seed of a damaged copy of a good file. */
export type CorpusRequest = string | number;

function loadBytes(request: CorpusRequest): Uint8Array {
  if (typeof request === 'string') return new Uint8Array(readFileSync(request));
  const codec = request % 2 === 0 ? 'SNAPPY' : 'UNCOMPRESSED';
  return damage(writeTestParquet(testRows(40, 100), { rowGroupSize: 15, pageSize: 500, codec }), request);
}

/** Up to five bytes changed, half of them in the footer and its indexes. */
function damage(bytes: Uint8Array, seed: number): Uint8Array {
  const random = createRandom(seed);
  const footer = bytes.length - 4000;
  for (let count = 1 + Math.floor(random() * 5); count > 0; count -= 1) {
    const from = random() < 0.5 ? footer : 0;
    const at = Math.floor(from + random() * (bytes.length - from));
    bytes[at] = Math.floor(random() * 256);
  }
  return bytes;
}

async function readAll(request: CorpusRequest): Promise<CorpusResult> {
  const file = cachedSource(bytesSource('x.parquet', loadBytes(request)));
  const metadata = await readFooter(file);
  let rows = 0;
  for (const group of placeGroups(metadata)) {
    const whole = await decodeRange(file, metadata, group, group.firstRow, group.rowCount);
    // The same rows by their pages: first, middle and last.
    for (const inGroup of new Set([0, group.rowCount >> 1, group.rowCount - 1])) {
      if (inGroup < 0) continue;
      const single = await decodeRange(file, metadata, group, group.firstRow + inGroup, 1);
      for (const [name, values] of whole) {
        if (isDeepStrictEqual(values[inGroup], single.get(name)?.[0])) continue;
        return { kind: 'untyped', message: `row ${inGroup} of ${name} differs when read alone` };
      }
    }
    rows += group.rowCount;
  }
  return { kind: 'rows', rows, stated: Number(metadata.num_rows) };
}

async function decodeRange(
  file: RangeCache,
  metadata: FileMetaData,
  group: PlacedGroup,
  rowStart: number,
  count: number,
): Promise<ReadonlyMap<string, readonly unknown[]>> {
  const fileName = file.name;
  const alone = count === 1;
  const indexes = alone ? await file.readAll(indexRanges(group)) : [];
  const chunks = alone
    ? planRows(
        fileName,
        group,
        { start: rowStart - group.firstRow, end: rowStart - group.firstRow + 1 },
        indexes,
      )
    : planGroup(group);
  const segments = await file.readAll(rangesOf(chunks));
  const rowEnd = rowStart + count;
  const { columns } = await decodeColumns({ fileName, metadata, group, chunks, segments, rowStart, rowEnd });
  return new Map([...columns].map(([name, values]) => [name, values.map((value) => toPlain(value))]));
}

parentPort?.on('message', (request: CorpusRequest) => {
  readAll(request)
    .catch((thrown: unknown): CorpusResult => {
      if (thrown instanceof AppError) return { kind: 'error', code: thrown.code, message: thrown.message };
      return { kind: 'untyped', message: thrown instanceof Error ? (thrown.stack ?? '') : String(thrown) };
    })
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
    .then((result) => parentPort?.postMessage(result))
    .catch(() => undefined);
});
