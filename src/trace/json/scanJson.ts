/**
 * Syntax of one JSON value (RFC 8259, plus bare NaN, Infinity and -Infinity, which Python's json writes), without building it.
 * Iterative, so depth costs memory (a byte a level) and never the stack; linear; stops at the first syntax error and says where.
 */

export type JsonScan =
  | { readonly ok: true; readonly end: number; readonly depth: number; readonly nonstandard: boolean }
  | { readonly ok: false; readonly errorAt: number };

const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;
const COLON = 58;
const OPEN_ARRAY = 91;
const CLOSE_ARRAY = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

function isJsonSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}

/** JSON's own white space: four characters only. */
export function skipJsonSpace(text: string, from: number): number {
  let at = from;
  while (isJsonSpace(text.charCodeAt(at))) at++;
  return at;
}

function isHex(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102);
}

/** After the escape that starts at the backslash, or `-(place) - 1` of the error. */
function scanEscape(text: string, at: number): number {
  const letter = text.charCodeAt(at + 1);
  if (letter === 117) {
    for (let digit = 2; digit < 6; digit++) if (!isHex(text.charCodeAt(at + digit))) return -(at + digit) - 1;
    return at + 6;
  }
  const known =
    letter === QUOTE ||
    letter === BACKSLASH ||
    letter === 47 ||
    letter === 98 ||
    letter === 102 ||
    letter === 110 ||
    letter === 114 ||
    letter === 116;
  return known ? at + 2 : -(at + 1) - 1;
}

/** `from` is the opening quote. After the closing quote, or `-(place) - 1` of the error (raw control characters are errors). */
export function scanString(text: string, from: number): number {
  let at = from + 1;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    if (code === BACKSLASH) {
      at = scanEscape(text, at);
      if (at < 0) return Math.max(at, -text.length - 1);
    } else if (code < 32 || Number.isNaN(code)) return -at - 1;
    else at++;
  }
}

function scanDigits(text: string, from: number): number {
  let at = from;
  let code = text.charCodeAt(at);
  while (code >= 48 && code <= 57) code = text.charCodeAt(++at);
  return at;
}

/** `from` is `-` or a digit. */
function scanNumber(text: string, from: number): number {
  const start = text.charCodeAt(from) === 45 ? from + 1 : from;
  let at = text.charCodeAt(start) === 48 ? start + 1 : scanDigits(text, start);
  if (at === start) return -at - 1;
  if (text.charCodeAt(at) === 46) {
    const fraction = scanDigits(text, at + 1);
    if (fraction === at + 1) return -fraction - 1;
    at = fraction;
  }
  const exponent = text.charCodeAt(at);
  if (exponent !== 101 && exponent !== 69) return at;
  const sign = text.charCodeAt(at + 1);
  const digits = sign === 43 || sign === 45 ? at + 2 : at + 1;
  const end = scanDigits(text, digits);
  return end === digits ? -end - 1 : end;
}

const WORDS = ['true', 'false', 'null', 'NaN', 'Infinity', '-Infinity'] as const;

/** After a string, number or word that starts at `from`, or `-(place) - 1` of the error. */
export function scanScalar(text: string, from: number): number {
  const code = text.charCodeAt(from);
  if (code === QUOTE) return scanString(text, from);
  if ((code >= 48 && code <= 57) || (code === 45 && text.charCodeAt(from + 1) !== 73))
    return scanNumber(text, from);
  for (const word of WORDS) if (text.startsWith(word, from)) return from + word.length;
  return -from - 1;
}

/** Whether the scalar at `from` is one that RFC 8259 does not have. */
export function isNonstandardScalar(text: string, from: number): boolean {
  const code = text.charCodeAt(from);
  return code === 78 || code === 73 || (code === 45 && text.charCodeAt(from + 1) === 73);
}

/** Key and colon of an object member; position of the value, or `-(place) - 1`. */
export function scanKey(text: string, from: number): number {
  if (text.charCodeAt(from) !== QUOTE) return -from - 1;
  const end = scanString(text, from);
  if (end < 0) return end;
  const colon = skipJsonSpace(text, end);
  return text.charCodeAt(colon) === COLON ? skipJsonSpace(text, colon + 1) : -colon - 1;
}

/** The kinds of the open containers: one byte a level, grown by doubling. */
function createStack() {
  let bytes = new Uint8Array(64);
  let size = 0;
  return {
    push(isObject: boolean): number {
      if (size === bytes.length) {
        const larger = new Uint8Array(size * 2);
        larger.set(bytes);
        bytes = larger;
      }
      bytes[size++] = isObject ? 1 : 0;
      return size;
    },
    pop(): void {
      size--;
    },
    isEmpty: () => size === 0,
    isObject: () => bytes[size - 1] === 1,
  };
}

/**
 * The value that starts at `from` (leading JSON white space allowed). One loop over two states: a value is expected,
 * or a value has just ended. It is long because splitting the state would cost the linear hot path.
 */
export function scanJson(text: string, from: number): JsonScan {
  const stack = createStack();
  let depth = 0;
  let nonstandard = false;
  let at = skipJsonSpace(text, from);
  for (;;) {
    // A value is expected at `at`.
    const code = text.charCodeAt(at);
    if (code === OPEN_OBJECT || code === OPEN_ARRAY) {
      const isObject = code === OPEN_OBJECT;
      depth = Math.max(depth, stack.push(isObject));
      const next = skipJsonSpace(text, at + 1);
      if (text.charCodeAt(next) !== (isObject ? CLOSE_OBJECT : CLOSE_ARRAY)) {
        at = isObject ? scanKey(text, next) : next;
        if (at < 0) return { ok: false, errorAt: -at - 1 };
        continue;
      }
      stack.pop();
      at = next + 1;
    } else {
      if (isNonstandardScalar(text, at)) nonstandard = true;
      at = scanScalar(text, at);
      if (at < 0) return { ok: false, errorAt: -at - 1 };
    }
    // A value has just ended: close what closes, then a comma or the end.
    for (;;) {
      if (stack.isEmpty()) return { ok: true, end: at, depth, nonstandard };
      at = skipJsonSpace(text, at);
      const after = text.charCodeAt(at);
      if (after === COMMA) {
        const next = skipJsonSpace(text, at + 1);
        at = stack.isObject() ? scanKey(text, next) : next;
        if (at < 0) return { ok: false, errorAt: -at - 1 };
        break;
      }
      if (after !== (stack.isObject() ? CLOSE_OBJECT : CLOSE_ARRAY)) return { ok: false, errorAt: at };
      stack.pop();
      at++;
    }
  }
}
