/** White space as Unicode's White_Space property has it: what separates words and surrounds delimiters. */
export function isWhiteSpace(code: number): boolean {
  if (code < 0x80) return code === 32 || (code >= 9 && code <= 13);
  if (code === 0x85 || code === 0xa0 || code === 0x1680 || code === 0x3000) return true;
  if (code < 0x2000 || code > 0x205f) return false;
  return code <= 0x200a || code === 0x2028 || code === 0x2029 || code === 0x202f || code === 0x205f;
}

/** First position in `[from, end)` that is not white space, else `end`. */
export function skipWhiteSpace(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && isWhiteSpace(text.charCodeAt(at))) at++;
  return at;
}

/** Position after the last character in `[from, end)` that is not white space, else `from`. */
export function trimEndOf(text: string, from: number, end: number): number {
  let at = end;
  while (at > from && isWhiteSpace(text.charCodeAt(at - 1))) at--;
  return at;
}

export function isBlank(text: string): boolean {
  return skipWhiteSpace(text, 0, text.length) === text.length;
}
