/**
 * The reading rules of FORMAT §9.1–4 for a gpt turn, said again in the plainest way: every question reads the text from its
 * start, nothing is remembered, time does not matter. It shares no code with the scanner it checks. Foreign call syntaxes
 * and blank think blocks with orphans are left to the goldens.
 */

const OPEN = '<tool_call>';
const CLOSE = '</tool_call>';

function isSpace(text: string, at: number): boolean {
  return at >= 0 && at < text.length && /\p{White_Space}/u.test(text.charAt(at));
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (isSpace(text, at)) at++;
  return at;
}

function isLineStart(text: string, at: number): boolean {
  return at === 0 || /[\n\r]/.test(text.charAt(at - 1));
}

/** Places of a tag from `from` on, by asking every place. */
function placesOf(text: string, tag: string, from: number): readonly number[] {
  return Array.from({ length: Math.max(0, text.length - from) }, (_, i) => from + i).filter((at) =>
    text.startsWith(tag, at),
  );
}

function findLine(text: string, tag: string, from: number): number | undefined {
  return placesOf(text, tag, from).find(
    (at) => isLineStart(text, at) && /^[ \t]*(?:[\r\n]|$)/.test(text.slice(at + tag.length)),
  );
}

type Read = { readonly ok: boolean; readonly at: number };

const SCALAR =
  /"(?:[^"\\\p{Cc}]|[\x7f-\x9f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null|NaN|-?Infinity/uy;
const STRING_HEAD = /"(?:[^"\\\p{Cc}]|[\x7f-\x9f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/uy;

function match(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? -1;
}

function skipJsonSpace(text: string, from: number): number {
  return from + match(/[ \t\r\n]*/y, text, from);
}

function readScalar(text: string, at: number): Read {
  const length = match(SCALAR, text, at);
  if (length >= 0) return { ok: true, at: at + length };
  // An error inside a string stands where its good beginning ends.
  return { ok: false, at: at + Math.max(0, match(STRING_HEAD, text, at)) };
}

/** After the members of a container whose first may stand at `from`. */
function readMembers(text: string, from: number, isObject: boolean): Read {
  const close = isObject ? '}' : ']';
  let at = skipJsonSpace(text, from);
  if (text[at] === close) return { ok: true, at: at + 1 };
  for (;;) {
    if (isObject) {
      if (text[at] !== '"') return { ok: false, at };
      const key = readScalar(text, at);
      if (!key.ok) return key;
      at = skipJsonSpace(text, key.at);
      if (text[at] !== ':') return { ok: false, at };
      at++;
    }
    const value = readJson(text, at);
    if (!value.ok) return value;
    at = skipJsonSpace(text, value.at);
    if (text[at] === close) return { ok: true, at: at + 1 };
    if (text[at] !== ',') return { ok: false, at };
    at = skipJsonSpace(text, at + 1);
  }
}

function readJson(text: string, from: number): Read {
  const at = skipJsonSpace(text, from);
  if (text[at] === '{' || text[at] === '[') return readMembers(text, at + 1, text[at] === '{');
  return readScalar(text, at);
}

/** End of the call whose opening tag ends at `inside`, before the white space after it. */
function endOfCall(text: string, inside: number): number {
  const json = readJson(text, skipSpace(text, inside));
  const after = skipSpace(text, json.at);
  if (json.ok && text.startsWith(CLOSE, after)) return after + CLOSE.length;
  const errorAt = json.ok ? after : json.at;
  const close = findLine(text, CLOSE, errorAt) ?? placesOf(text, CLOSE, errorAt)[0];
  if (close !== undefined) return close + CLOSE.length;
  return placesOf(text, OPEN, errorAt).find((at) => isLineStart(text, at)) ?? text.length;
}

function opensCall(text: string, at: number): boolean {
  const inside = at + OPEN.length;
  if (/[{[]/.test(text.charAt(skipSpace(text, inside)))) return true;
  const before = text.slice(0, at).replace(/[ \t]+$/, '');
  const first = /(?:^|[\n\r]|<\/think>|<\/tool_call>)$/.test(before);
  const last = /^[ \t]*(?:[\r\n]|$)/.test(text.slice(inside));
  // Alone on its line, from the line's own start.
  if (/(?:^|[\n\r]|<\/think>|<\/tool_call>)$/.test(before) && last) return true;
  const close = placesOf(text, CLOSE, inside)[0];
  const open = placesOf(text, OPEN, inside)[0] ?? Number.POSITIVE_INFINITY;
  return (first || last) && close !== undefined && close < open;
}

function endOfThink(text: string, inside: number): number {
  const close = placesOf(text, '</think>', inside)[0];
  if (close !== undefined) return close + '</think>'.length;
  return findLine(text, OPEN, inside) ?? text.length;
}

/** `kind start–end` of each block that is not text, in order; the rest is text. */
export function scanPlainly(text: string): readonly string[] {
  const blocks: string[] = [];
  let done = 0;
  for (let at = 0; at < text.length; at++) {
    const kind = text.startsWith('<think>', at) ? 'think' : 'tool_call';
    if (kind === 'tool_call' && !(text.startsWith(OPEN, at) && opensCall(text, at))) continue;
    let start = at;
    while (start > done && isSpace(text, start - 1)) start--;
    const cut =
      kind === 'think' ? endOfThink(text, at + '<think>'.length) : endOfCall(text, at + OPEN.length);
    done = skipSpace(text, cut);
    blocks.push(`${kind} ${start}–${done}`);
    at = done - 1;
  }
  return blocks;
}
