/**
 * Rule `tutorial` (FORMAT §9.8), for comparisons only: what the tutorial's Python computes for a whole tool turn. It takes the
 * body of the first `<tool_response>`, as JSON if it parses, writes it out with `json.dumps`, lower-cases it, and looks for
 * `error`, `"exit_code": 1` (so also 10 and 127) and `traceback`. The same answer is read off the source text here: dumping
 * changes only white space between tokens, escapes, and keys that stand twice; the last is the one known difference.
 */
import { parseJson, parseJsonFast } from '../json/parseJson';

const WORD = /error|traceback/i;
const WORDS = /error|traceback/gi;
/** Escapes that could spell a letter. */
const ESCAPE = /\\u00[4-7]/;
const EXIT_CODE = /"exit_code"\s*:\s*1/i;
/** Characters at the end that are looked at first. */
const TAIL_LENGTH = 40;
const ENDS_IN_ESCAPE = /\\u[0-9a-fA-F]{3}$/;

/** The text between the first opening tag that has a closing tag after it, and that closing tag; else the whole value. */
export function firstResponseBody(value: string): string {
  const open = value.indexOf('<tool_response>');
  const inside = open + '<tool_response>'.length;
  const close = open < 0 ? -1 : value.indexOf('</tool_response>', inside);
  return close < 0 ? value : value.slice(inside, close).trim();
}

/** A word that begins inside a `\uXXXX` escape is not in the text that was written: `\u006error` spells `nrror`. */
function isWritten(source: string, at: number): boolean {
  return !ENDS_IN_ESCAPE.test(source.slice(Math.max(0, at - 5), at));
}

/** Escapes can spell a word letter by letter; then only the value itself can tell. */
function hasEscapedWord(source: string): boolean {
  const value = parseJsonFast(source);
  return value !== undefined && WORD.test(JSON.stringify(value));
}

export function isTutorialFailure(value: string): boolean {
  const body = firstResponseBody(value);
  // `"error": null` ends what most turns hold.
  const at = body.slice(-TAIL_LENGTH).lastIndexOf('error');
  if (at >= 0 && isWritten(body, Math.max(0, body.length - TAIL_LENGTH) + at)) return true;
  // Three simple expressions: one of all signs takes twice as long, and most that is flagged ends with the first.
  for (const match of body.matchAll(WORDS)) if (isWritten(body, match.index)) return true;
  if (ESCAPE.test(body) && hasEscapedWord(body)) return true;
  // As JSON the spacing is normalised. Otherwise the tutorial dumps a string, whose quotes are escaped and cannot match.
  return EXIT_CODE.test(body) && parseJson(body).ok;
}
