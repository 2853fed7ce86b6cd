/** Packed rows → rows, in whatever thread; and the buffers to hand over with them. */
import { readDocumentRows } from './jsonDocument';
import type { ParseLine } from './jsonLine';
import { readPackedLines } from './jsonl';
import { decodeGroupRows } from './parquet';
import type { PackedRows } from './packedRows';
import type { RawRow } from './types';

/** Rejects with PARQUET_CORRUPT or PARQUET_LIMIT when a row group cannot be decoded. */
export async function decodeUnit(packed: PackedRows, parseLine: ParseLine): Promise<readonly RawRow[]> {
  switch (packed.kind) {
    case 'group':
      return decodeGroupRows(packed.request, packed.columns);
    case 'lines':
      return readPackedLines(packed, parseLine);
    case 'document':
      return readDocumentRows(packed.bytes, parseLine);
  }
}

/** Each buffer once. */
export function buffersOf(packed: PackedRows): readonly ArrayBuffer[] {
  switch (packed.kind) {
    case 'group':
      // `loadUnit` made them
      return [...new Set(packed.request.segments.map(({ bytes }) => bytes.buffer as ArrayBuffer))];
    case 'lines':
      return [packed.bytes.buffer, packed.lengths.buffer];
    case 'document':
      return [packed.bytes.buffer];
  }
}
