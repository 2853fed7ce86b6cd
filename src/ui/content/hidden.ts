import { isOff } from '../../lib/sabotage';

/**
 * Characters a reader cannot see but that change what is read: bidi controls, zero-width and tag characters,
 * and control characters. Pure; one pass.
 */
export interface HiddenCharacter {
  readonly char: string;
  /** `U+202E`, or the name of a control character (`ESC`): their pictures are in few fonts. */
  readonly code: string;
  readonly kind: 'control' | 'invisible';
}

export type Piece = string | HiddenCharacter;

/** Half-open ranges of code points without a picture of their own, in order. */
const INVISIBLE: readonly (readonly [number, number])[] = [
  [0xad, 0xae],
  [0x61c, 0x61d],
  [0x115f, 0x1161],
  [0x17b4, 0x17b6],
  [0x180b, 0x180f],
  [0x200b, 0x2010],
  [0x2028, 0x202f],
  [0x2060, 0x2070],
  [0x3164, 0x3165],
  [0xfeff, 0xff00],
  [0xffa0, 0xffa1],
  [0xfff9, 0xfffc],
  [0xe0000, 0xe01f0],
];

const ZERO_WIDTH_NON_JOINER = 0x200c;
const ZERO_WIDTH_JOINER = 0x200d;

function isControl(code: number): boolean {
  return (code < 0x20 && code !== 9 && code !== 10 && code !== 13) || (code >= 0x7f && code < 0xa0);
}

function isInvisible(code: number): boolean {
  return INVISIBLE.some(([from, to]) => code >= from && code < to);
}

/** Joiners belong to emoji sequences and to scripts such as Persian or Hindi: seen there, they are no secret. */
function isJoining(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at + 1);
  return before >= 0x600 && after >= 0x600 && !isInvisible(before) && !isInvisible(after);
}

function kindAt(text: string, at: number, code: number): HiddenCharacter['kind'] | undefined {
  if (code >= 0x20 && code < 0x7f) return undefined;
  if (code === 13) return text.charCodeAt(at + 1) === 10 ? undefined : 'control';
  if (isControl(code)) return 'control';
  if (code < 0xad || !isInvisible(code)) return undefined;
  const isJoiner = code === ZERO_WIDTH_JOINER || code === ZERO_WIDTH_NON_JOINER;
  return isJoiner && isJoining(text, at) ? undefined : 'invisible';
}

const CONTROL_NAMES =
  'NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'.split(
    ' ',
  );

function codeName(code: number): string {
  const control = code === 0x7f ? 'DEL' : CONTROL_NAMES[code];
  if (control !== undefined) return control;
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** The text in pieces; joined they are the text. */
export function splitHidden(text: string): readonly Piece[] {
  if (globalThis.__SABOTAGE__ && isOff('bidiMarks')) return [text];
  const pieces: Piece[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x20 && unit < 0x7f) continue;
    const code = unit === 0xdb40 ? (text.codePointAt(at) ?? unit) : unit;
    const kind = kindAt(text, at, code);
    if (kind === undefined) continue;
    const width = code > 0xffff ? 2 : 1;
    if (at > from) pieces.push(text.slice(from, at));
    pieces.push({ char: text.slice(at, at + width), code: codeName(code), kind });
    from = at + width;
    at = from - 1;
  }
  if (from < text.length || pieces.length === 0) pieces.push(text.slice(from));
  return pieces;
}

/** Hebrew, Arabic, their neighbours and presentation forms: letters that are written from the right. */
const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/** Some letters of the text run from right to left, so that it would reorder what stands beside it. */
export function hasRightToLeft(text: string): boolean {
  if (globalThis.__SABOTAGE__ && isOff('bidiMarks')) return false;
  return RIGHT_TO_LEFT.test(text);
}

/** The text with what cannot be seen spelt out, for places that take no elements: tooltips, accessible names, titles, toasts. */
export function spellHidden(text: string): string {
  const pieces = splitHidden(text);
  if (pieces.length === 1 && typeof pieces[0] === 'string') return text;
  return pieces.map((piece) => (typeof piece === 'string' ? piece : `⟦${piece.code}⟧`)).join('');
}

/** How many characters of a text cannot be seen, and which: `3`, `['U+202E', 'U+200B']`. Control characters are always marked. */
export function countHidden(text: string): { readonly count: number; readonly codes: readonly string[] } {
  const hidden = splitHidden(text)
    .filter((piece) => typeof piece !== 'string')
    .filter(({ kind }) => kind === 'invisible');
  return { count: hidden.length, codes: [...new Set(hidden.map(({ code }) => code))] };
}
