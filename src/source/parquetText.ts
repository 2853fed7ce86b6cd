import { AppError } from '../lib/AppError';
import type { ParquetParsers } from './hyparquetTypes';

const VALUE_LIMIT = 64 * 1024 * 1024;

/** Text decoding of one read: remembers which strings came from bytes that were not UTF-8. */
export interface TextDecoding {
  readonly parsers: Pick<ParquetParsers, 'stringFromBytes' | 'jsonFromBytes'>;
  /** Strings of the values so far whose bytes were not UTF-8. */
  readonly invalid: ReadonlySet<string>;
}

export function createTextDecoding(): TextDecoding {
  // ignoreBOM: a value that begins with U+FEFF keeps it.
  const tolerant = new TextDecoder('utf-8', { ignoreBOM: true });
  const strict = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });
  const invalid = new Set<string>();

  function decode(bytes: Uint8Array): string {
    if (bytes.length > VALUE_LIMIT) {
      throw new AppError('PARQUET_LIMIT', `a value has ${bytes.length} bytes; the limit is 64 MB`);
    }
    const text = tolerant.decode(bytes);
    if (text.includes('\uFFFD') && !isValid(bytes)) invalid.add(text);
    return text;
  }

  function isValid(bytes: Uint8Array): boolean {
    try {
      strict.decode(bytes);
      return true;
    } catch {
      return false;
    }
  }

  return {
    // JSON columns stay text: their reader is the one for JSON strings, which tolerates more.
    parsers: {
      stringFromBytes: (bytes) => bytes && decode(bytes),
      jsonFromBytes: (bytes) => bytes && decode(bytes),
    },
    invalid,
  };
}
