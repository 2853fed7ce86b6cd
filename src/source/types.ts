/**
 * Bytes → rows: what every kind of file offers to the worker and the terminal.
 * A source knows files, ranges and formats; it must not know turns, SQL or the screen.
 */
import type { PackedRows } from './packedRows';

/** Exactly these bytes of exactly one version of the file, or a typed `AppError`. */
export interface RangeSource {
  readonly name: string;
  readonly byteLength: number;
  /** Names the version read (ETag, Last-Modified + size, or size alone): part of cache keys. */
  readonly version: string;
  /**
   * `[offset, offset + length)`; rejects with an AppError when it cannot give exactly that. `into`, of that length: a
   * source that has a buffer to fill fills this one and answers with it.
   */
  read(offset: number, length: number, signal?: AbortSignal, into?: Uint8Array): Promise<Uint8Array>;
}

/** The cheap facts of a row: what a list shows before the conversation is read. Columns, not rows: they cross to the index. */
export interface ListingBatch {
  readonly firstRow: number;
  readonly ids: readonly (string | undefined)[];
  readonly tasks: readonly (string | undefined)[];
  readonly categories: readonly (string | undefined)[];
  readonly subcategories: readonly (string | undefined)[];
  /** Elements of `conversations`. */
  readonly turnCounts: readonly number[];
}

/**
 * A row as stored: an object of columns, or why it could not be read. `text` = the source line of JSONL,
 * `notes` = what was tolerated (bytes that are not UTF-8), one sentence each. `isWellFormed` = its turns were decoded from
 * bytes, nothing of them from JSON: no half of a surrogate pair can stand in them.
 */
export type RawRow =
  | {
      readonly row: number;
      readonly kind: 'record';
      readonly record: Readonly<Record<string, unknown>>;
      readonly text?: string;
      readonly notes?: readonly string[];
      readonly isWellFormed?: boolean;
    }
  | { readonly row: number; readonly kind: 'bad'; readonly reason: string; readonly text?: string };

export interface RawBatch {
  readonly rows: readonly RawRow[];
  /** Bytes of the file consumed so far (for progress), of `TraceFile.byteLength`. */
  readonly bytesRead: number;
}

export interface FileFacts {
  readonly name: string;
  readonly format: 'parquet' | 'jsonl';
  readonly byteLength: number;
  readonly version: string;
  /** Known from a parquet footer; undefined for JSONL until all is read. */
  readonly rowCount?: number;
  readonly rowGroups?: number;
  /** Parquet: how the pages of a row group are packed, by dotted column path; of the first group. */
  readonly codecs?: Readonly<Record<string, string>>;
  /** Parquet with an offset index on the text: one row costs a page, not a row group. */
  readonly pageIndex?: boolean;
  /** What opening one row costs without a page index; said before it is spent. */
  readonly largestRowGroupBytes?: number;
  /** Gzip: a row costs unpacking from where its member begins. */
  readonly isPacked?: boolean;
  /** False: neither a strong ETag nor a date can be read, so a change between ranges may go unseen. */
  readonly versionVerified?: boolean;
}

/** A unit of work of the index: read here, decoded where there is time. */
export interface RowUnit {
  readonly firstRow: number;
  readonly rowCount: number;
  /** Share of the file, for progress. */
  readonly byteLength: number;
  /** Reads its bytes; may be called again. Buffers are the caller's alone, to be transferred. */
  load(signal?: AbortSignal): Promise<PackedRows>;
}

export interface AloneRead {
  /** Told how many bytes of that cost were read. */
  readonly onBytes?: (count: number) => void;
}

export interface TraceFile {
  readonly facts: FileFacts;
  /** Scalars and turn counts without the text; absent when the format has no cheap way (JSONL). */
  readonly readListing?: (signal?: AbortSignal) => AsyncIterable<ListingBatch>;
  /**
   * One row. Rejects with `ROW_NOT_FOUND` past the end. Where rows have no places, those around it are kept for the next
   * one; `alone` says that no next one is wanted: then as little as possible is read and held.
   */
  readRow(row: number, signal?: AbortSignal, alone?: AloneRead): Promise<RawRow>;
  /** About how many bytes `readRow(row, …, alone)` must read because rows have no places; absent = never many. */
  readonly rowCost?: (row: number) => number;
  /** Where rows lie, where only reading all of it tells (JSON lines): kept beside an index, so that a row is one read again. */
  readonly places?: {
    /** Undefined until all was read. */
    save(): Float64Array | undefined;
    /** What `save` gave for the same version of the file. */
    restore(places: Float64Array): void;
  };
  /** All rows in file order as units to be decoded elsewhere (parquet: a row group, or ~7 MB of one). */
  readUnits(signal?: AbortSignal): AsyncIterable<RowUnit>;
  /** All rows in file order, in batches (parquet: at most a row group). */
  readRows(signal?: AbortSignal): AsyncIterable<RawBatch>;
}

/** Exact counts of what was asked of the network or disk; tests and benches read them. */
export interface TrafficCount {
  requests: number;
  bytes: number;
}
