/** The end of a parquet file → metadata, with every length checked before it is trusted. */
import { parquetMetadata, type FileMetaData } from 'hyparquet';

import { AppError } from '../lib/AppError';
import { TAIL_LENGTH } from './httpRange';
import { chunkRange, leafOf, offsetIndexRange } from './parquetGroups';
import type { ColumnChunk } from './hyparquetTypes';
import { findBadThrift } from './parquetThrift';
import type { RangeCache } from './rangeCache';

/** Caps against files made to exhaust memory; the published shards have ~10 KB and 7 columns. */
const FOOTER_LIMIT = 16 * 1024 * 1024;
const COLUMN_LIMIT = 2_000;
/** Each becomes an object or a value: this many take about 0.5 GB. */
const THRIFT_LIMITS = { depth: 32, items: 8_000_000 };
/** Rows of a group become objects together (writers make no more); all of a file are in the list. */
const GROUP_ROW_LIMIT = 2 ** 20;
export const ROW_LIMIT = 2 ** 24;
/** Leading "PAR1", then length and "PAR1" at the end. */
const SMALLEST = 12;

export async function readFooter(file: RangeCache, signal?: AbortSignal): Promise<FileMetaData> {
  const { name, byteLength } = file;
  if (byteLength < SMALLEST) {
    throw footerError(file, `${byteLength} bytes are too few for a parquet file (at least ${SMALLEST})`);
  }
  const tailStart = Math.max(0, byteLength - TAIL_LENGTH);
  const tail = await file.read(tailStart, byteLength - tailStart, signal);
  const footerLength = readFooterLength(file, tail);
  const needed = footerLength + 8;
  const footer =
    needed <= tail.length
      ? tail.subarray(tail.length - needed)
      : await file.read(byteLength - needed, needed, signal);
  return checkMetadata(name, byteLength, parseMetadata(name, footer));
}

function readFooterLength(file: RangeCache, tail: Uint8Array): number {
  const magic = tail.subarray(-4);
  if (new TextDecoder().decode(magic) !== 'PAR1')
    throw footerError(file, describeMagic(file.byteLength, magic));
  const length = new DataView(tail.buffer, tail.byteOffset, tail.length).getUint32(tail.length - 8, true);
  if (length + SMALLEST > file.byteLength) {
    throw footerError(
      file,
      `its footer claims ${grouped(length)} bytes, the file has ${grouped(file.byteLength)}`,
    );
  }
  if (length > FOOTER_LIMIT) {
    throw new AppError(
      'PARQUET_LIMIT',
      `${file.name}: its footer of ${grouped(length)} bytes is over the limit of 16 MB`,
      {
        details: { name: file.name, footerLength: length },
      },
    );
  }
  return length;
}

function describeMagic(byteLength: number, magic: Uint8Array): string {
  const hex = [...magic].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');
  if (new TextDecoder().decode(magic) === 'PARE')
    return 'the file is encrypted ("PARE"), which cannot be read here';
  return `bytes ${grouped(byteLength - 4)}–${grouped(byteLength)} are ${hex}, not "PAR1"; the file is cut or no parquet`;
}

export function grouped(count: number): string {
  return count.toLocaleString('en-US');
}

function footerError({ name, byteLength }: RangeCache, fact: string): AppError {
  return new AppError('PARQUET_NO_FOOTER', `${name}: ${fact}`, { details: { name, byteLength } });
}

export function corruptError(name: string, fact: string, cause?: unknown): AppError {
  return new AppError('PARQUET_CORRUPT', `${name}: ${fact}`, { cause, details: { name } });
}

function parseMetadata(name: string, footer: Uint8Array): FileMetaData {
  const bad = findBadThrift(footer.subarray(0, -8), 0, THRIFT_LIMITS);
  if (bad !== undefined) throw corruptError(name, `the footer cannot be read: ${bad}`);
  try {
    // Statistics hold whole values (up to megabytes of text) and are not used: left undecoded.
    return parquetMetadata(footer, { geoparquet: false, parsers: { stringFromBytes: () => undefined } });
  } catch (cause) {
    throw corruptError(name, `the footer cannot be read (${messageOf(cause)})`, cause);
  }
}

export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** What later code relies on: counts add up, chunks lie inside the file, the schema is a finite tree. */
function checkMetadata(name: string, byteLength: number, metadata: FileMetaData): FileMetaData {
  const { schema, row_groups: groups, num_rows: rows } = metadata;
  const leaves = schema.filter(({ type }) => type !== undefined).length;
  if (schema.length > COLUMN_LIMIT) {
    throw new AppError(
      'PARQUET_LIMIT',
      `${name}: ${grouped(schema.length)} columns are over the limit of 2,000`,
    );
  }
  checkSchemaTree(name, metadata);
  const sum = groups.reduce((total, group) => total + Number(group.num_rows), 0);
  if (sum !== Number(rows) || groups.some((group) => Number(group.num_rows) < 0)) {
    throw corruptError(name, `the footer says ${rows} rows, its row groups ${sum}`);
  }
  if (sum > ROW_LIMIT) throw tooManyRows(name, 'it', sum, ROW_LIMIT);
  let claimed = 0;
  for (const [index, { columns, num_rows: count }] of groups.entries()) {
    if (count > GROUP_ROW_LIMIT)
      throw tooManyRows(name, `row group ${index}`, Number(count), GROUP_ROW_LIMIT);
    if (columns.length !== leaves) {
      throw corruptError(name, `row group ${index} has ${columns.length} columns, the schema ${leaves}`);
    }
    for (const column of columns) {
      checkChunk(name, byteLength, column);
      const { start, end } = chunkRange(column);
      claimed += end - start;
    }
  }
  // the same bytes as many columns: a small file that takes for ever
  if (claimed > byteLength) {
    throw corruptError(
      name,
      `its columns claim ${grouped(claimed)} bytes, the file has ${grouped(byteLength)}`,
    );
  }
  return metadata;
}

function tooManyRows(name: string, what: string, count: number, limit: number): AppError {
  const fact = `${what} claims ${grouped(count)} rows; the limit is ${grouped(limit)}`;
  return new AppError('PARQUET_LIMIT', `${name}: ${fact}`, { details: { name, rows: count } });
}

function checkChunk(name: string, byteLength: number, column: ColumnChunk): void {
  const { meta_data: meta } = column;
  if (!meta) throw corruptError(name, 'a column has no metadata (encrypted, or in another file)');
  const { start, end } = chunkRange(column);
  const index = offsetIndexRange(column);
  if (start < 0 || !(end >= start && end <= byteLength))
    throw corruptError(name, `column ${leafOf(column)} claims bytes ${start}–${end} of ${byteLength}`);
  if (index && (index.start < 0 || index.end > byteLength || index.end <= index.start)) {
    throw corruptError(
      name,
      `the offset index of ${leafOf(column)} claims bytes ${index.start}–${index.end} of ${byteLength}`,
    );
  }
}

/** A schema whose child counts do not add up sends a recursive reader in circles. */
function checkSchemaTree(name: string, { schema }: FileMetaData): void {
  let at = 0;
  const walk = (depth: number): void => {
    const element = schema[at];
    at += 1;
    if (!element || depth > 64)
      throw corruptError(name, `the schema is no tree of ${schema.length} elements`);
    for (let child = 0; child < (element.num_children ?? 0); child += 1) walk(depth + 1);
  };
  walk(0);
  if (at !== schema.length) throw corruptError(name, `the schema is no tree of ${schema.length} elements`);
}
