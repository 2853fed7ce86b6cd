import type { FileMetaData } from './hyparquetTypes';
import type { PlacedGroup } from './parquetGroups';
import type { PlannedChunk } from './parquetLeaf';
import type { DatasetColumns } from './parquetSchema';
import type { Segment } from './segments';

/**
 * Some rows of a file with what is needed to decode them: plain data, so that it can go to another thread.
 * `decodeUnit` (source/units) makes rows of it.
 */
export type PackedRows = PackedGroup | PackedLines | PackedDocument;

/** Rows of a parquet row group and the bytes of their columns. */
export interface PackedGroup {
  readonly kind: 'group';
  readonly request: DecodeRequest;
  readonly columns: DatasetColumns;
}

/** JSON lines, one after another in `bytes`. */
export interface PackedLines {
  readonly kind: 'lines';
  readonly firstRow: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly lengths: Float64Array<ArrayBuffer>;
  /** Of the last line: the file goes on after it. */
  readonly isTerminated: boolean;
  /** Lines that are none, by their index: why. */
  readonly bad: ReadonlyMap<number, string>;
}

/** A JSON file that is one value. */
export interface PackedDocument {
  readonly kind: 'document';
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface DecodeRequest {
  readonly fileName: string;
  readonly metadata: FileMetaData;
  readonly group: PlacedGroup;
  /** The columns to decode; their ranges are covered by the segments. */
  readonly chunks: readonly PlannedChunk[];
  readonly segments: readonly Segment[];
  /** Rows of the file, inside the group. */
  readonly rowStart: number;
  readonly rowEnd: number;
}
