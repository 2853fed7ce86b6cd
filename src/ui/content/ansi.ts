/**
 * Terminal text → runs of text with their look. Only SGR (colours, weight) is obeyed. Sequences that carry text (titles,
 * links) stay as text, all other sequences are left out and counted. Concealed text is shown. Linear.
 */
export type AnsiColour =
  | { readonly kind: 'palette'; readonly index: number }
  | { readonly kind: 'rgb'; readonly rgb: readonly [number, number, number] };

export interface AnsiLook {
  readonly ink?: AnsiColour;
  readonly ground?: AnsiColour;
  readonly isBold?: boolean;
  readonly isDim?: boolean;
  readonly isItalic?: boolean;
  readonly isUnderlined?: boolean;
  readonly isStruck?: boolean;
  readonly isInverse?: boolean;
  /** The writer asked for it not to be seen. */
  readonly isConcealed?: boolean;
}

export interface AnsiRun {
  readonly text: string;
  readonly look: AnsiLook;
}

export interface AnsiText {
  readonly runs: readonly AnsiRun[];
  /** Sequences left out that are not SGR: cursor moves, erasures. */
  readonly leftOut: number;
}

interface Sequence {
  readonly end: number;
  readonly kind: 'sgr' | 'leftOut' | 'text';
}

function isBetween(code: number, from: number, to: number): boolean {
  return code >= from && code <= to;
}

/** After `ESC [`: parameters, intermediates, final byte. */
function csiAt(text: string, start: number): Sequence | undefined {
  let at = start + 2;
  while (isBetween(text.charCodeAt(at), 0x30, 0x3f)) at += 1;
  const parametersEnd = at;
  while (isBetween(text.charCodeAt(at), 0x20, 0x2f)) at += 1;
  if (!isBetween(text.charCodeAt(at), 0x40, 0x7e)) return undefined;
  const isPlain = parametersEnd === at && !isBetween(text.charCodeAt(start + 2), 0x3c, 0x3f);
  return { end: at + 1, kind: isPlain && text[at] === 'm' ? 'sgr' : 'leftOut' };
}

/** `ESC ( B`, `ESC 7`: intermediates and one final byte. */
function shortAt(text: string, start: number): Sequence | undefined {
  let at = start + 1;
  while (isBetween(text.charCodeAt(at), 0x20, 0x2f)) at += 1;
  return isBetween(text.charCodeAt(at), 0x30, 0x7e) ? { end: at + 1, kind: 'leftOut' } : undefined;
}

function sequenceAt(text: string, start: number): Sequence | undefined {
  const next = text[start + 1];
  if (next === undefined) return undefined;
  if (next === '[') return csiAt(text, start);
  // titles, links, device strings carry text: they are shown as text, with their control characters marked
  return ']PX^_'.includes(next) ? { end: start + 2, kind: 'text' } : shortAt(text, start);
}

function paletteOrRgb(
  parameters: readonly number[],
  at: number,
): { readonly colour?: AnsiColour; readonly used: number } {
  if (parameters[at + 1] === 5) {
    const index = parameters[at + 2] ?? -1;
    return isBetween(index, 0, 255) ? { colour: { kind: 'palette', index }, used: 2 } : { used: 2 };
  }
  if (parameters[at + 1] !== 2) return { used: 0 };
  const [red = -1, green = -1, blue = -1] = parameters.slice(at + 2, at + 5);
  return [red, green, blue].every((part) => isBetween(part, 0, 255))
    ? { colour: { kind: 'rgb', rgb: [red, green, blue] }, used: 4 }
    : { used: 4 };
}

const SWITCHES: Readonly<Record<number, AnsiLook>> = {
  1: { isBold: true },
  2: { isDim: true },
  3: { isItalic: true },
  4: { isUnderlined: true },
  7: { isInverse: true },
  8: { isConcealed: true },
  9: { isStruck: true },
  22: { isBold: false, isDim: false },
  23: { isItalic: false },
  24: { isUnderlined: false },
  27: { isInverse: false },
  28: { isConcealed: false },
  29: { isStruck: false },
};

function applySgr(look: AnsiLook, source: string): AnsiLook {
  // `38:2::r:g:b` is the other spelling of `38;2;r;g;b`
  const parameters = source.replaceAll('::', ':').split(/[;:]/).map(Number);
  let next = look;
  for (let at = 0; at < parameters.length; at += 1) {
    const code = parameters[at] ?? 0;
    if (code === 0) next = {};
    else if (isBetween(code, 30, 37)) next = { ...next, ink: { kind: 'palette', index: code - 30 } };
    else if (isBetween(code, 40, 47)) next = { ...next, ground: { kind: 'palette', index: code - 40 } };
    else if (isBetween(code, 90, 97)) next = { ...next, ink: { kind: 'palette', index: code - 82 } };
    else if (isBetween(code, 100, 107)) next = { ...next, ground: { kind: 'palette', index: code - 92 } };
    else if (code === 39) next = without(next, 'ink');
    else if (code === 49) next = without(next, 'ground');
    else if (code === 38 || code === 48) {
      const { colour, used } = paletteOrRgb(parameters, at);
      if (colour !== undefined) next = code === 38 ? { ...next, ink: colour } : { ...next, ground: colour };
      at += used;
    } else next = { ...next, ...SWITCHES[code] };
  }
  return next;
}

function without(look: AnsiLook, key: 'ink' | 'ground'): AnsiLook {
  const { [key]: _, ...rest } = look;
  return rest;
}

export function parseAnsi(text: string): AnsiText {
  const runs: AnsiRun[] = [];
  let look: AnsiLook = {};
  let leftOut = 0;
  let from = 0;
  const flush = (end: number): void => {
    if (end > from) runs.push({ text: text.slice(from, end), look });
  };
  for (let at = text.indexOf('\u001B'); at !== -1;) {
    const sequence = sequenceAt(text, at);
    if (sequence === undefined || sequence.kind === 'text') {
      at = text.indexOf('\u001B', at + 1);
      continue;
    }
    flush(at);
    if (sequence.kind === 'sgr') look = applySgr(look, text.slice(at + 2, sequence.end - 1));
    else leftOut += 1;
    from = sequence.end;
    at = text.indexOf('\u001B', from);
  }
  flush(text.length);
  return { runs, leftOut };
}

/** A progress line written over and over: its last state, and how many states were left out. */
export function collapseReturns(text: string): { readonly text: string; readonly overwritten: number } {
  if (!text.includes('\r')) return { text, overwritten: 0 };
  let overwritten = 0;
  const lines = text.split('\n').map((line) => {
    const states = line.replace(/\r$/, '').split('\r');
    if (states.length === 1) return line;
    const isSeen = states.map((state) => parseAnsi(state).runs.length > 0);
    const kept = isSeen.lastIndexOf(true);
    overwritten += isSeen.filter((seen, index) => seen && index < kept).length;
    return states[Math.max(0, kept)] ?? '';
  });
  return { text: lines.join('\n'), overwritten };
}

/** Is there anything in it that a plain text does not have? */
export function hasAnsi(text: string): boolean {
  return text.includes('\u001B') || text.includes('\r');
}
