/** Numbers with a CRC-32 in front of them: a file that is cut off or changed is seen. */
import { createCrc32 } from '../lib/crc32';

function checksum(bytes: Uint8Array): number {
  const crc = createCrc32();
  crc.update(bytes);
  return crc.result().value;
}

export function packPlaces(places: Float64Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(8 + places.byteLength);
  bytes.set(new Uint8Array(places.buffer, places.byteOffset, places.byteLength), 8);
  new Uint32Array(bytes.buffer, 0, 2).set([checksum(bytes.subarray(8)), places.length]);
  return bytes;
}

/** Undefined when they are not what `packPlaces` wrote. */
export function unpackPlaces(bytes: Uint8Array): Float64Array | undefined {
  if (bytes.length < 8 || bytes.length % 8 !== 0) return undefined;
  const [crc, length] = new Uint32Array(bytes.buffer, bytes.byteOffset, 2);
  if (length !== bytes.length / 8 - 1 || checksum(bytes.subarray(8)) !== crc) return undefined;
  return new Float64Array(bytes.buffer, bytes.byteOffset + 8, length);
}
