import { createSha256 } from '../lib/sha256';

/** A name for a JSON value: the first 96 bits, in 24 hexadecimal digits. */
export function shortHash(value: unknown): string {
  const sha = createSha256();
  sha.update(new TextEncoder().encode(JSON.stringify(value)));
  return sha.digest().slice(0, 24);
}
