/**
 * Thrift (compact protocol) walked over before hyparquet builds objects of it: its reader recurses, takes a list's length at
 * its word, and adds up numbers without end in quadratic time (a footer of 16 MB of 0xFF kept it busy for ever).
 */

export interface ThriftLimits {
  readonly depth: number;
  /** Structs, list elements and fields together: each becomes an object or a value. */
  readonly items: number;
}

const TRUE = 1;
const FALSE = 2;
const BYTE = 3;
const DOUBLE = 7;
const BINARY = 8;
const LIST = 9;
const STRUCT = 12;
/** Ten groups of 7 bits hold 64. */
const VARINT_LIMIT = 10;

/** A struct, or a list with elements still to come. */
interface Level {
  /** Type of the elements; undefined in a struct. */
  readonly element: number | undefined;
  left: number;
}

/** Why the struct that begins at `start` must not be read; undefined when it may. Linear, without recursion. */
export function findBadThrift(bytes: Uint8Array, start: number, limits: ThriftLimits): string | undefined {
  const levels: Level[] = [{ element: undefined, left: 0 }];
  let at = start;
  let items = 0;

  /** -1: without end. */
  const readVarint = (): number => {
    let value = 0;
    for (let count = 0; count < VARINT_LIMIT && at < bytes.length; count += 1) {
      const byte = bytes[at] ?? 0;
      at += 1;
      value += (byte & 0x7f) * 2 ** (7 * count);
      if (byte < 0x80) return value;
    }
    return -1;
  };

  const readList = (): string | undefined => {
    const header = bytes[at] ?? 0;
    at += 1;
    const left = header >> 4 === 15 ? readVarint() : header >> 4;
    if (left < 0 || left > bytes.length - at)
      return `a list of ${left} elements where ${bytes.length - at} bytes are left`;
    levels.push({ element: header & 15, left });
    return undefined;
  };

  const readValue = (type: number, isElement: boolean): string | undefined => {
    switch (type) {
      case TRUE:
      case FALSE:
        at += isElement ? 1 : 0;
        return undefined;
      case BYTE:
        at += 1;
        return undefined;
      case DOUBLE:
        at += 8;
        return undefined;
      case BINARY: {
        const length = readVarint();
        if (length < 0 || length > bytes.length - at)
          return `a text of ${length} bytes where ${bytes.length - at} are left`;
        at += length;
        return undefined;
      }
      case LIST:
        return readList();
      case STRUCT:
        levels.push({ element: undefined, left: 0 });
        return undefined;
      default:
        if (type > 6) return `values of the unknown type ${type}`;
        return readVarint() < 0 ? `a number of more than ${VARINT_LIMIT} bytes` : undefined;
    }
  };

  for (;;) {
    const level = levels.at(-1);
    if (!level) return undefined;
    if (at > bytes.length) return 'it ends too early';
    if (levels.length > limits.depth) return `it is nested deeper than ${limits.depth} levels`;
    items += 1;
    if (items > limits.items) return `it has more than ${limits.items.toLocaleString('en-US')} values`;
    let bad: string | undefined;
    if (level.element === undefined) {
      if (at >= bytes.length) return 'it ends too early';
      const header = bytes[at] ?? 0;
      at += 1;
      if ((header & 15) === 0) levels.pop();
      else if (header >> 4 === 0 && readVarint() < 0) bad = `a number of more than ${VARINT_LIMIT} bytes`;
      else bad = readValue(header & 15, false);
    } else if (level.left === 0) levels.pop();
    else {
      level.left -= 1;
      bad = readValue(level.element, true);
    }
    if (bad !== undefined) return bad;
  }
}
