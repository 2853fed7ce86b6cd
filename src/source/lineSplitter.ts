import { joinBytes } from './joinBytes';

/**
 * Bytes → lines, split on 0x0A only: U+2028 and U+0085 stand inside JSON strings. Lines are bytes, so a
 * character cut at a chunk edge is whole again before it is decoded. Empty and blank lines are dropped.
 */
export interface Line {
  /** Offsets of the line without its line feed, from where the splitter began. */
  readonly start: number;
  readonly end: number;
  /** Undefined when longer than the limit. */
  readonly bytes: Uint8Array | undefined;
  /** False for a last line without line feed. */
  readonly terminated: boolean;
}

/** Far above the longest real line (60 MB), below the longest string an engine can hold (512 MB). */
const LINE_LIMIT = 256 * 1024 * 1024;

export interface LineSplitter {
  push(chunk: Uint8Array): Line[];
  /** The rest after the last line feed, if any. */
  finish(): Line[];
  /** Bytes taken so far, counted like the offsets of lines. */
  position(): number;
}

export function createLineSplitter(start = 0, limit = LINE_LIMIT): LineSplitter {
  let lineStart = start;
  /** Pieces of the line under way: joined once, so a 60 MB line costs one copy. */
  let pieces: Uint8Array[] = [];
  let length = 0;

  function add(piece: Uint8Array): void {
    length += piece.length;
    if (length > limit) pieces = [];
    else if (piece.length > 0) pieces.push(piece);
  }

  function take(terminated: boolean): Line[] {
    const bytes = length > limit ? undefined : joinBytes(pieces);
    const line = { start: lineStart, end: lineStart + length, bytes, terminated };
    lineStart = line.end + 1;
    pieces = [];
    length = 0;
    return bytes && isBlank(bytes) ? [] : [line];
  }

  return {
    push(chunk) {
      const lines: Line[] = [];
      let from = 0;
      for (let at = chunk.indexOf(0x0a); at >= 0; at = chunk.indexOf(0x0a, from)) {
        if (at === from && length === 0) {
          // an empty line; a file can be a billion of them
          lineStart += 1;
          from += 1;
          continue;
        }
        add(chunk.subarray(from, at));
        lines.push(...take(true));
        from = at + 1;
      }
      add(chunk.subarray(from));
      return lines;
    },
    // What follows begins a new line where this one ended: no line feed stood between.
    finish() {
      if (length === 0) return [];
      const lines = take(false);
      lineStart -= 1;
      return lines;
    },
    position: () => lineStart + length,
  };
}

/** Space, tab, carriage return, or a lone BOM. */
function isBlank(bytes: Uint8Array): boolean {
  if (bytes.length > 64) return false;
  const start = hasBom(bytes) ? 3 : 0;
  return bytes.subarray(start).every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}

export function hasBom(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}
