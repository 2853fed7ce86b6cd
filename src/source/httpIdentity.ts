import { isOff } from '../lib/sabotage';

/** Which version of a file an answer belongs to, as far as its headers can be read. */
export interface Identity {
  /** Strong ETag only: a weak one does not promise equal bytes. */
  readonly etag?: string;
  readonly lastModified?: string;
  readonly byteLength?: number;
}

export interface ContentRange {
  readonly start: number;
  readonly end: number;
  /** Undefined for `*`. */
  readonly total?: number;
}

/** `bytes 0-99/1234` → half-open. Undefined when absent, `unreadable` when it is not a content range. */
export function parseContentRange(text: string | null): ContentRange | 'unreadable' | undefined {
  if (text === null) return undefined;
  const match = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15}|\*)$/i.exec(text.trim());
  if (!match) return 'unreadable';
  const [, first, last, total] = match;
  const range = { start: Number(first), end: Number(last) + 1 };
  return total === '*' ? range : { ...range, total: Number(total) };
}

/** The size in the Content-Range of a 416: `bytes *` + `/1234`. */
export function parseUnsatisfiedTotal(text: string | null): number | undefined {
  const match = /^bytes \*\/(\d{1,15})$/i.exec(text?.trim() ?? '');
  return match ? Number(match[1]) : undefined;
}

export function readIdentity(headers: Headers, byteLength: number | undefined): Identity {
  const etag = headers.get('etag');
  const lastModified = headers.get('last-modified');
  return {
    ...(etag !== null && !etag.startsWith('W/') && { etag }),
    ...(lastModified !== null && { lastModified }),
    ...(byteLength !== undefined && { byteLength }),
  };
}

/** The first field in which two answers differ; fields that one of them lacks prove nothing. */
export function findChange(before: Identity, now: Identity): string | undefined {
  if (globalThis.__SABOTAGE__ && isOff('etagCheck')) return undefined;
  const fields = ['etag', 'lastModified', 'byteLength'] as const;
  // A strong ETag decides alone: mirrors of one file may carry different dates.
  const decisive =
    before.etag !== undefined && now.etag !== undefined ? (['etag', 'byteLength'] as const) : fields;
  for (const field of decisive) {
    const [a, b] = [before[field], now[field]];
    if (a !== undefined && b !== undefined && a !== b) return `${field} was ${a}, is ${b}`;
  }
  return undefined;
}

export function mergeIdentity(before: Identity, now: Identity): Identity {
  return { ...now, ...before };
}

export function nameVersion({ etag, lastModified, byteLength }: Identity): string {
  if (etag !== undefined) return `etag:${etag}`;
  if (lastModified !== undefined) return `modified:${lastModified}:size:${byteLength ?? '?'}`;
  return `size:${byteLength ?? '?'}`;
}
