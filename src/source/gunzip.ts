/**
 * gzip → bytes, member after member: a trace writer appends one complete member per record, which the
 * browser's own DecompressionStream refuses. Checks each member's CRC and length. A damaged or cut member
 * ends the stream with a reason; what came before it stays.
 */
import { Gunzip } from 'fflate';

import { createCrc32 } from './crc32';
import { joinBytes } from './joinBytes';
import { messageOf } from './parquetFooter';
import type { Piece } from './pieces';

export type Inflated =
  | ({ readonly kind: 'bytes' } & Piece)
  | { readonly kind: 'broken'; readonly reason: string; readonly bytesRead: number };

export async function* gunzipPieces(pieces: AsyncIterable<Piece>): AsyncGenerator<Inflated> {
  const members = createMembers();
  let bytesRead = 0;
  for await (const piece of pieces) {
    ({ bytesRead } = piece);
    const { chunks, reason } = members.push(piece.bytes);
    for (const bytes of chunks) yield { kind: 'bytes', bytes, bytesRead };
    if (reason !== undefined) return yield { kind: 'broken', reason, bytesRead };
  }
  const { chunks, reason } = members.finish();
  for (const bytes of chunks) yield { kind: 'bytes', bytes, bytesRead };
  if (reason !== undefined) yield { kind: 'broken', reason, bytesRead };
}

/** Trailer and the longest header seen in practice (a file name in it). */
const KEEP = 4096;

interface Output {
  readonly chunks: readonly Uint8Array[];
  readonly reason?: string;
}

function createMembers() {
  let chunks: Uint8Array[] = [];
  const crc = createCrc32();
  /** A member's trailer is only known when the header of the next one is complete. */
  let recent: Uint8Array = new Uint8Array(0);
  let consumed = 0;
  let member = 1;

  const stream = new Gunzip((bytes) => {
    if (bytes.length === 0) return;
    crc.update(bytes);
    chunks.push(bytes);
  });
  stream.onmember = (offset) => {
    checkTrailer(recent.subarray(0, recent.length - (consumed - offset)));
    crc.reset();
    member += 1;
  };

  function checkTrailer(upToEnd: Uint8Array): void {
    const trailer = upToEnd.subarray(-8);
    const view = new DataView(trailer.buffer, trailer.byteOffset, trailer.length);
    const { value, length } = crc.result();
    if (trailer.length < 8) throw new Error('the trailer is missing');
    if (view.getUint32(0, true) !== value) throw new Error('the checksum is wrong');
    if (view.getUint32(4, true) !== length % 2 ** 32) throw new Error('the length is wrong');
  }

  function run(work: () => void): Output {
    let reason: string | undefined;
    try {
      work();
    } catch (thrown) {
      reason = `gzip member ${member} is damaged or cut (${messageOf(thrown)})`;
    }
    const output = { chunks, ...(reason !== undefined && { reason }) };
    chunks = [];
    return output;
  }

  return {
    push: (bytes: Uint8Array) =>
      run(() => {
        recent = joinBytes([recent.subarray(-KEEP), bytes]);
        consumed += bytes.length;
        stream.push(bytes);
      }),
    finish: () =>
      run(() => {
        stream.push(new Uint8Array(0), true);
        checkTrailer(recent);
      }),
  };
}
