/**
 * JSON lines, plain or gzip, as a TraceFile. Row numbers count non-blank lines from 0. Owns the offsets of
 * the lines seen, so that a row is one read after the first pass. It must not know what a record means.
 */
import { AppError } from '../lib/AppError';
import { gunzipPieces, type Inflated } from './gunzip';
import { readLine, tooLongReason, type ParseLine } from './jsonLine';
import { createLineSplitter, type Line } from './lineSplitter';
import { CONVERSATION_COLUMNS, missingColumn } from './parquetSchema';
import { grouped, ROW_LIMIT } from './parquetFooter';
import { PIECE, readPieces } from './pieces';
import type { RangeCache } from './rangeCache';
import type { PackedLines } from './packedRows';
import type { FileFacts, RawBatch, RawRow, RowUnit, TraceFile } from './types';

interface OpenJsonl {
  readonly file: RangeCache;
  readonly gzip: boolean;
  readonly parseLine: ParseLine;
  /** Known lines by row; for gzip the offsets are of the unpacked text. Start -1: no line but damage. */
  readonly lines: { start: number; end: number }[];
  /** Where members of a gzip file begin, packed and unpacked: a row is read from its member on. */
  readonly members: { at: number; unpackedAt: number }[];
  /** Everything up to here is in `lines`. */
  scannedTo: number;
  complete: boolean;
  /** The batch read last: rows near each other are asked for together. */
  recent: readonly RawRow[];
}

export async function openJsonl(
  file: RangeCache,
  parseLine: ParseLine,
  extraFacts: Partial<FileFacts> & { readonly gzip: boolean },
  signal?: AbortSignal,
): Promise<TraceFile> {
  const { gzip, ...facts } = extraFacts;
  const open: OpenJsonl = {
    file,
    gzip,
    parseLine,
    lines: [],
    members: [],
    scannedTo: 0,
    complete: false,
    recent: [],
  };
  await checkColumns(open, signal);
  return {
    facts: {
      name: file.name,
      format: 'jsonl',
      byteLength: file.byteLength,
      version: file.version,
      ...(gzip && { isPacked: true }),
      ...facts,
    },
    readRow: (row, signal) => readRow(open, row, signal),
    places: { save: () => savePlaces(open), restore: (places) => restorePlaces(open, places) },
    readUnits: (signal) => readUnits(open, signal),
    readRows: (signal) => scan(open, 0, signal),
  };
}

/** Number of lines; start and end of each; the same of members. */
function savePlaces({ complete, lines, members }: OpenJsonl): Float64Array | undefined {
  if (!complete) return undefined;
  const places = new Float64Array(1 + 2 * (lines.length + members.length));
  places[0] = lines.length;
  for (const [index, { start, end }] of lines.entries()) places.set([start, end], 1 + 2 * index);
  for (const [index, { at, unpackedAt }] of members.entries())
    places.set([at, unpackedAt], 1 + 2 * (lines.length + index));
  return places;
}

function restorePlaces(open: OpenJsonl, places: Float64Array): void {
  const [lineCount = 0] = places;
  open.lines.length = 0;
  open.members.length = 0;
  for (let at = 1; at < places.length; at += 2) {
    const [first = 0, second = 0] = places.subarray(at, at + 2);
    if (at <= 2 * lineCount) open.lines.push({ start: first, end: second });
    else open.members.push({ at: first, unpackedAt: second });
  }
  open.complete = true;
}

/** A refusal needs evidence: some parsed record among the first rows, and none with a conversation. */
const ROWS_TO_CHECK = 20;

async function checkColumns(open: OpenJsonl, signal?: AbortSignal): Promise<void> {
  const keys = new Set<string>();
  for await (const { rows } of scan(open, 0, signal)) {
    for (const row of rows.slice(0, ROWS_TO_CHECK)) {
      if (row.kind === 'bad') continue;
      if (CONVERSATION_COLUMNS.some((name) => name in row.record)) return;
      for (const key of Object.keys(row.record)) keys.add(key);
    }
    if (keys.size > 0) throw missingColumn(open.file.name, [...keys]);
    if (rows.length >= ROWS_TO_CHECK) return;
  }
}

/** A line, or why there is none where one should be. */
type Scanned = Line | { readonly reason: string };

interface ScannedPart {
  readonly firstRow: number;
  readonly lines: readonly Scanned[];
  readonly bytesRead: number;
}

/** Lines from the first one on; remembers where each stands. */
async function* scanLines(open: OpenJsonl, from: number, signal?: AbortSignal): AsyncGenerator<ScannedPart> {
  const splitter = createLineSplitter(from);
  let row = from === 0 ? 0 : open.lines.length;
  let bytesRead = from;
  const toPart = (lines: readonly Scanned[]): ScannedPart => {
    const firstRow = row;
    for (const line of lines) {
      if (row === open.lines.length) noteLine(open, 'reason' in line ? { start: -1, end: -1 } : line);
      row += 1;
    }
    return { firstRow, lines, bytesRead };
  };
  for await (const part of parts(open, from, signal)) {
    ({ bytesRead } = part);
    if (part.kind === 'member') noteMember(open, part.at, splitter.position());
    if (part.kind === 'broken') yield toPart([...splitter.finish(), { reason: part.reason }]);
    if (part.kind !== 'bytes') continue;
    // a little of what was packed can be a million lines
    for (let at = 0; at < part.bytes.length; at += PIECE) {
      const lines = splitter.push(part.bytes.subarray(at, at + PIECE));
      if (lines.length > 0) yield toPart(lines);
      if (row < ROW_LIMIT) continue;
      open.complete = true;
      yield toPart([{ reason: `more than ${grouped(ROW_LIMIT)} rows: what follows is not read` }]);
      return;
    }
  }
  const lines = splitter.finish();
  open.complete = true;
  if (lines.length > 0) yield toPart(lines);
}

async function* scan(open: OpenJsonl, from: number, signal?: AbortSignal): AsyncGenerator<RawBatch> {
  for await (const { firstRow, lines, bytesRead } of scanLines(open, from, signal)) {
    const rows = lines.map((line, index): RawRow => {
      const row = firstRow + index;
      return 'reason' in line
        ? { row, kind: 'bad', reason: line.reason }
        : readLine(line, row, open.parseLine);
    });
    yield batch(open, rows, bytesRead);
  }
}

async function* readUnits(open: OpenJsonl, signal?: AbortSignal): AsyncGenerator<RowUnit> {
  let readBefore = 0;
  for await (const { firstRow, lines, bytesRead } of scanLines(open, 0, signal)) {
    const byteLength = bytesRead - readBefore;
    readBefore = bytesRead;
    const load = () => Promise.resolve(packLines(firstRow, lines));
    yield { firstRow, rowCount: lines.length, byteLength, load };
  }
}

function packLines(firstRow: number, lines: readonly Scanned[]): PackedLines {
  const held = lines.map((line) => ('reason' in line ? undefined : line.bytes));
  const lengths = Float64Array.from(held, (bytes) => bytes?.length ?? 0);
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0));
  const bad = new Map<number, string>();
  let at = 0;
  for (const [index, line] of lines.entries()) {
    if ('reason' in line) bad.set(index, line.reason);
    else if (line.bytes === undefined) bad.set(index, tooLongReason(line));
    else bytes.set(line.bytes, at);
    at += lengths[index] ?? 0;
  }
  const last = lines.findLast((line) => !('reason' in line));
  const isTerminated = last === undefined || 'reason' in last || last.terminated;
  return { kind: 'lines', firstRow, bytes, lengths, isTerminated, bad };
}

/** What `packLines` packed → rows. */
export function readPackedLines(packed: PackedLines, parseLine: ParseLine): readonly RawRow[] {
  const { firstRow, bytes, lengths, bad, isTerminated } = packed;
  let last = lengths.length - 1;
  while (bad.has(last)) last -= 1;
  let start = 0;
  return Array.from(lengths, (length, index): RawRow => {
    const row = firstRow + index;
    const reason = bad.get(index);
    if (reason !== undefined) return { row, kind: 'bad', reason };
    const end = start + length;
    const line = { start, end, bytes: bytes.subarray(start, end), terminated: isTerminated || index < last };
    start = end;
    return readLine(line, row, parseLine);
  });
}

function noteMember({ members }: OpenJsonl, at: number, unpackedAt: number): void {
  const last = members.at(-1);
  if (last === undefined || at > last.at) members.push({ at, unpackedAt });
}

function batch(open: OpenJsonl, rows: readonly RawRow[], bytesRead: number): RawBatch {
  open.recent = rows;
  return { rows, bytesRead };
}

function noteLine(open: OpenJsonl, { start, end }: Pick<Line, 'start' | 'end'>): void {
  open.lines.push({ start, end });
  open.scannedTo = end + 1;
}

async function* parts(
  { file, gzip }: OpenJsonl,
  from: number,
  signal?: AbortSignal,
): AsyncGenerator<Inflated> {
  const pieces = readPieces(file, from, signal);
  if (gzip) return yield* gunzipPieces(pieces);
  for await (const piece of pieces) yield { kind: 'bytes', ...piece };
}

async function readRow(open: OpenJsonl, row: number, signal?: AbortSignal): Promise<RawRow> {
  const recent = open.recent.find((known) => known.row === row);
  if (recent) return recent;
  const line = open.lines[row];
  if (line && line.start >= 0) {
    return open.gzip ? readPackedLine(open, row, line, signal) : readKnownLine(open, row, line, signal);
  }
  if (!open.complete || line) {
    for await (const { rows } of scan(open, open.gzip ? 0 : open.scannedTo, signal)) {
      const found = rows.find((candidate) => candidate.row === row);
      if (found) return found;
    }
  }
  const { name } = open.file;
  throw new AppError('ROW_NOT_FOUND', `${name} has ${open.lines.length} rows; there is no row ${row}`, {
    details: { name, row, rowCount: open.lines.length },
  });
}

/** From the beginning of the member in which the line begins: with one record a member, that one alone. */
async function readPackedLine(
  open: OpenJsonl,
  row: number,
  { start }: { readonly start: number },
  signal?: AbortSignal,
): Promise<RawRow> {
  const member = open.members.findLast(({ unpackedAt }) => unpackedAt <= start);
  if (!member) throw new AppError('UNKNOWN', `${open.file.name}: no gzip member holds row ${row}`);
  const splitter = createLineSplitter(member.unpackedAt);
  for await (const part of gunzipPieces(readPieces(open.file, member.at, signal), member.at)) {
    if (part.kind === 'member') continue;
    const lines = part.kind === 'bytes' ? splitter.push(part.bytes) : splitter.finish();
    const line = lines.find((candidate) => candidate.start === start);
    if (line) return readLine(line, row, open.parseLine);
  }
  const [last] = splitter.finish();
  if (last?.start === start) return readLine(last, row, open.parseLine);
  throw new AppError('GZIP_CORRUPT', `${open.file.name}: row ${row} can no longer be unpacked`, {
    details: { row },
  });
}

async function readKnownLine(
  open: OpenJsonl,
  row: number,
  { start, end }: { start: number; end: number },
  signal?: AbortSignal,
) {
  const bytes = await open.file.read(start, end - start, signal);
  return readLine({ start, end, bytes, terminated: end < open.file.byteLength }, row, open.parseLine);
}
