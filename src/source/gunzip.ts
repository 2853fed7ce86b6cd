/**
 * gzip → bytes, member after member: a trace writer appends one complete member per record, which
 * Chromium's DecompressionStream refuses (Node's takes it). Checks each member's CRC and length. A damaged
 * or cut member (a killed writer) is told, and reading goes on at the next header that can be read.
 */
import { Gunzip } from 'fflate';

import { createCrc32 } from '../lib/crc32';
import { joinBytes } from './joinBytes';
import { messageOf } from './parquetFooter';
import type { Piece } from './pieces';

export type Inflated =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly bytesRead: number }
  /** A member begins: where in the file. */
  | { readonly kind: 'member'; readonly at: number; readonly bytesRead: number }
  | { readonly kind: 'broken'; readonly reason: string; readonly bytesRead: number };

type Event =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'member'; readonly at: number }
  | { readonly kind: 'broken'; readonly reason: string };

/** `start` = where in the file the pieces begin: the header of a member. */
export async function* gunzipPieces(pieces: AsyncIterable<Piece>, start = 0): AsyncGenerator<Inflated> {
  const reader = createMemberReader(start);
  let bytesRead = start;
  for await (const piece of pieces) {
    ({ bytesRead } = piece);
    // at most this much at a time: it can become a thousand times as much
    for (let at = 0; at < piece.bytes.length; at += PUSH) {
      for (const event of reader.push(piece.bytes.subarray(at, at + PUSH))) yield { ...event, bytesRead };
    }
  }
  for (const event of reader.finish()) yield { ...event, bytesRead };
}

const PUSH = 256 * 1024;

/** Compressed bytes kept to look for the next header after damage; longer members end the search. */
const KEEP = 8 * 1024 * 1024;

function createMemberReader(start: number) {
  let events: Event[] = [];
  /** Bytes since the current member began; `undefined` when they are more than is kept. */
  let pending: Uint8Array | undefined = new Uint8Array(0);
  let pendingAt = start;
  /** Undefined while looking for a header. */
  let stream: Member | undefined = startMember(start);
  let recovering = false;
  /** Where in `pending` to look: not at the header that just failed. */
  let searchFrom = 1;

  function startMember(at: number): Member {
    events.push({ kind: 'member', at });
    return createMember({
      onBytes: (bytes) => {
        recovering = false;
        events.push({ kind: 'bytes', bytes });
      },
      onNext: (offset) => {
        const next = at + offset;
        pending = pending?.subarray(next - pendingAt);
        pendingAt = next;
        events.push({ kind: 'member', at: next });
      },
    });
  }

  /** One sentence for a damaged stretch, however many false headers stand in it. */
  function fail(thrown: unknown): void {
    if (!recovering) {
      const reason = `the gzip member at byte ${pendingAt} is damaged or cut (${messageOf(thrown)})`;
      events.push({ kind: 'broken', reason });
    }
    recovering = true;
    searchFrom = 1;
    stream = undefined;
  }

  /** Begins again at each header inside what is pending until one can be read. */
  function search(): void {
    while (!stream && pending) {
      const at = findHeader(pending, searchFrom);
      const from = at < 0 ? Math.max(0, pending.length - 9) : at;
      pending = pending.subarray(from);
      pendingAt += from;
      searchFrom = 0;
      if (at < 0) return;
      stream = startMember(pendingAt);
      feed(pending, false);
    }
  }

  function feed(bytes: Uint8Array, final: boolean): void {
    try {
      stream?.push(bytes, final);
    } catch (thrown) {
      fail(thrown);
    }
  }

  function take(): Event[] {
    const taken = events;
    events = [];
    return taken;
  }

  return {
    push(bytes: Uint8Array): Event[] {
      const kept: Uint8Array | undefined = pending && joinBytes([pending, bytes]);
      pending = kept;
      if (stream) feed(bytes, false);
      search();
      if (pending && pending.length > KEEP) pending = undefined;
      return take();
    },
    finish(): Event[] {
      const end = new Uint8Array(0);
      feed(end, true);
      while (!stream) {
        search();
        if (!stream) break;
        feed(end, true);
      }
      return take();
    },
  };
}

/** Magic, deflate, no reserved flags. */
function findHeader(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0x1f, from); at >= 0; at = bytes.indexOf(0x1f, at + 1)) {
    if (at + 10 > bytes.length) return -1;
    if (bytes[at + 1] === 0x8b && bytes[at + 2] === 8 && ((bytes[at + 3] ?? 0xff) & 0xe0) === 0) return at;
  }
  return -1;
}

interface Member {
  push(bytes: Uint8Array, final: boolean): void;
}

interface MemberEvents {
  readonly onBytes: (bytes: Uint8Array) => void;
  /** The next member begins so many bytes after the first of this stream. */
  readonly onNext: (offset: number) => void;
}

/** Trailer and the longest header seen in practice (a file name in it). */
const TRAILER_WINDOW = 4096;

/** A stream of members; throws at the first that is damaged. */
function createMember({ onBytes, onNext }: MemberEvents): Member {
  const crc = createCrc32();
  /** A member's trailer is only known when the header of the next one is complete. */
  let recent: Uint8Array = new Uint8Array(0);
  let consumed = 0;
  const stream = new Gunzip((bytes) => {
    if (bytes.length === 0) return;
    crc.update(bytes);
    onBytes(bytes);
  });
  stream.onmember = (offset) => {
    checkTrailer(recent.subarray(0, recent.length - (consumed - offset)), crc.result());
    crc.reset();
    onNext(offset);
  };
  return {
    push(bytes, final) {
      recent = joinBytes([recent.subarray(-TRAILER_WINDOW), bytes]);
      consumed += bytes.length;
      stream.push(bytes, final);
      if (final) checkTrailer(recent, crc.result());
    },
  };
}

function checkTrailer(upToEnd: Uint8Array, { value, length }: { value: number; length: number }): void {
  const trailer = upToEnd.subarray(-8);
  if (trailer.length < 8) throw new Error('the trailer is missing');
  const view = new DataView(trailer.buffer, trailer.byteOffset, trailer.length);
  if (view.getUint32(0, true) !== value) throw new Error('the checksum is wrong');
  if (view.getUint32(4, true) !== length % 2 ** 32) throw new Error('the length is wrong');
}
