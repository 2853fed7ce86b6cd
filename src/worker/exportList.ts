/**
 * A list → the bytes of a file, in chunks of about 1 MiB, each handed over before the next is made; and what the
 * manifest says of them. Holds one chunk and what `readInOrder` holds, never the file.
 */
import { createSha256 } from '../lib/sha256';
import { toExportLine, toIdLine, type ExportFacts, type ExportForm, type SkippedRow } from '../trace';
import type { RawRow } from '../source';
import type { ExportChunk } from './api';
import type { ListOrder } from './listOrder';
import { readInOrder, type OrderedItem, type ReadableFile, type ReadItem } from './readInOrder';

export interface ExportFile extends ReadableFile {
  readonly name: string;
  readonly ids: readonly (string | undefined)[];
}

export interface ListToExport {
  readonly form: ExportForm;
  readonly order: ListOrder;
  readonly files: readonly ExportFile[];
  /** Asked for, but in no file that is open. */
  readonly missing: readonly SkippedRow[];
}

export type ExportedList = Pick<ExportFacts, 'byteLength' | 'sha256' | 'counts' | 'skipped'>;

/** Resolves when the chunk is written: the next one is not made before. */
export type TakeChunk = (chunk: ExportChunk) => Promise<void>;

const CHUNK_BYTES = 1024 * 1024;
/** Slow reading is told of all the same. */
const CHUNK_MS = 200;
/** Skipped rows told one by one; the rest are counted. */
const MOST_SKIPPED = 10_000;

const utf8 = new TextEncoder();

export async function exportList(
  list: ListToExport,
  take: TakeChunk,
  signal: AbortSignal,
): Promise<ExportedList> {
  const { order, files, missing } = list;
  const selected = order.count + missing.length;
  const skipped: SkippedRow[] = missing.slice(0, MOST_SKIPPED);
  const hash = createSha256();
  let [written, skippedCount, byteLength] = [0, missing.length, 0];
  let [held, heldBytes, flushedAt]: [Uint8Array[], number, number] = [[], 0, performance.now()];
  const flush = async (): Promise<void> => {
    const bytes = join(held, heldBytes);
    [held, heldBytes] = [[], 0];
    hash.update(bytes);
    byteLength += bytes.length;
    await take({ bytes, rowsDone: written + skippedCount, rowCount: selected });
    signal.throwIfAborted();
    flushedAt = performance.now();
  };
  for await (const { ref, item } of itemsOf(list, signal)) {
    if (item.kind === 'made') {
      written += 1;
      held.push(item.value);
      heldBytes += item.value.length;
    } else {
      skippedCount += 1;
      const file = files[ref.file]?.name ?? String(ref.file);
      if (skipped.length < MOST_SKIPPED) skipped.push({ file, row: ref.row, reason: item.reason });
    }
    if (heldBytes >= CHUNK_BYTES || performance.now() - flushedAt >= CHUNK_MS) await flush();
  }
  await flush();
  return {
    byteLength,
    sha256: hash.digest(),
    counts: { selected, written, skipped: skippedCount },
    skipped,
  };
}

function itemsOf(list: ListToExport, signal: AbortSignal): AsyncIterable<OrderedItem<Uint8Array>> {
  const { form, order, files } = list;
  if (form === 'ids') return idItems(list);
  return readInOrder({ order, files, signal, toItem: (raw) => toItem(raw, form) });
}

/** Ids are known already: nothing is read. */
async function* idItems({ order, files }: ListToExport): AsyncGenerator<OrderedItem<Uint8Array>> {
  for (let position = 0; position < order.count; position += 1) {
    const ref = order.refAt(position);
    const file = ref === undefined ? undefined : files[ref.file];
    if (ref === undefined || file === undefined) continue;
    yield { ref, item: toLineItem(toIdLine(file.ids[ref.row], file.name, ref.row)) };
  }
}

function toItem(raw: RawRow, form: Exclude<ExportForm, 'ids'>): ReadItem<Uint8Array> {
  if (raw.kind === 'bad') return { kind: 'skipped', reason: raw.reason };
  const made = toExportLine(form, raw);
  return made.kind === 'bad' ? { kind: 'skipped', reason: made.reason } : toLineItem(made.line);
}

function toLineItem(line: string): ReadItem<Uint8Array> {
  return { kind: 'made', value: utf8.encode(`${line}\n`) };
}

function join(pieces: readonly Uint8Array[], byteLength: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(byteLength);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
