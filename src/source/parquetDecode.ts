/** Bytes at hand → values, through hyparquet. Nothing here reads the file: ranges were planned and fetched before. */
import { parquetRead, type AsyncBuffer } from 'hyparquet';

import { AppError } from '../lib/AppError';
import type { FileMetaData } from './hyparquetTypes';
import { loadCompressors } from './parquetCodecs';
import { corruptError, messageOf } from './parquetFooter';
import { createTextDecoding, type TextDecoding } from './parquetText';
import type { PlacedGroup } from './parquetGroups';
import { sliceWithHoles, type Segment } from './segments';

export interface DecodeRequest {
  readonly fileName: string;
  readonly byteLength: number;
  /** Whole, or pruned to the leaves that were fetched. */
  readonly metadata: FileMetaData;
  readonly segments: readonly Segment[];
  readonly group: PlacedGroup;
  /** Rows of the file, inside the group. */
  readonly rowStart: number;
  readonly rowEnd: number;
}

export interface DecodedColumns {
  readonly columns: ReadonlyMap<string, readonly unknown[]>;
  readonly text: TextDecoding;
}

/** Top-level columns, each with exactly `rowEnd - rowStart` values, or an error. */
export async function decodeColumns(request: DecodeRequest): Promise<DecodedColumns> {
  const pieces: Piece[] = [];
  const text = createTextDecoding();
  await read(request, text, {
    onChunk: ({ columnName, columnData, rowStart }) =>
      pieces.push({ name: columnName, data: columnData, rowStart }),
  });
  return { columns: collect(request, pieces), text };
}

/** Leaves before assembly, as nested arrays by dotted path: enough to count list elements. */
export async function decodeLeaves(request: DecodeRequest): Promise<DecodedColumns> {
  const pieces: Piece[] = [];
  const text = createTextDecoding();
  await read(request, text, {
    onPage: ({ pathInSchema, columnData, rowStart }) =>
      pieces.push({ name: pathInSchema.join('.'), data: columnData, rowStart }),
  });
  return { columns: collect(request, pieces), text };
}

interface Piece {
  readonly name: string;
  readonly data: ArrayLike<unknown>;
  readonly rowStart: number;
}

type Callbacks = Pick<Parameters<typeof parquetRead>[0], 'onChunk' | 'onPage'>;

async function read(request: DecodeRequest, text: TextDecoding, callbacks: Callbacks): Promise<void> {
  const { fileName, metadata, group, rowStart, rowEnd } = request;
  const compressors = await loadCompressors([metadata.row_groups[group.index] ?? group.group]);
  try {
    await parquetRead({
      file: fetchedFile(request),
      metadata,
      rowStart,
      rowEnd,
      useOffsetIndex: true,
      compressors,
      parsers: text.parsers,
      ...callbacks,
    });
  } catch (cause) {
    if (cause instanceof AppError) throw named(fileName, cause);
    throw corruptError(fileName, `row group ${group.index} cannot be decoded (${messageOf(cause)})`, cause);
  }
}

/** Limits met deep inside do not know the file. */
function named(fileName: string, error: AppError): AppError {
  const message = error.message.startsWith(fileName) ? error.message : `${fileName}: ${error.message}`;
  return new AppError(error.code, message, { cause: error, details: { name: fileName, ...error.details } });
}

function fetchedFile({ byteLength, segments }: DecodeRequest): AsyncBuffer {
  return {
    byteLength,
    slice: (start, end = byteLength) => exactBuffer(sliceWithHoles(segments, { start, end })),
  };
}

/** The reader takes ArrayBuffers; a view into a larger one is copied. */
function exactBuffer(bytes: Uint8Array): ArrayBuffer {
  const { buffer, byteLength } = bytes;
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) return buffer;
  return new Uint8Array(bytes).buffer;
}

/** Never silently partial: every column must cover every row asked for. */
function collect(request: DecodeRequest, pieces: readonly Piece[]): Map<string, unknown[]> {
  const { fileName, rowStart, rowEnd, group } = request;
  const columns = new Map<string, unknown[]>();
  const seen = new Map<string, number>();
  for (const { name, data, rowStart: first } of pieces) {
    const values = columns.get(name) ?? Array.from<unknown>({ length: rowEnd - rowStart });
    columns.set(name, values);
    const from = Math.max(rowStart, first);
    const to = Math.min(rowEnd, first + data.length);
    for (let row = from; row < to; row += 1) values[row - rowStart] = data[row - first];
    seen.set(name, (seen.get(name) ?? 0) + Math.max(0, to - from));
  }
  for (const [name, count] of seen) {
    if (count === rowEnd - rowStart) continue;
    throw corruptError(
      fileName,
      `column ${name} of row group ${group.index} gave ${count} of ${rowEnd - rowStart} rows`,
    );
  }
  return columns;
}
