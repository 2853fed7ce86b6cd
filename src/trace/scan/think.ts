/** Think blocks of a gpt turn: their ends, and reasoning whose opening tag was lost (FORMAT §9.2). */
import type { ThinkBlock } from '../model';
import { skipWhiteSpace } from '../json/chars';
import { findLine, TextFinder, type Finder } from './finder';
import { TOOL_CALL } from './payload';
import { closeTextBefore, endAfter, type Tiling } from './tiling';

export const THINK_OPEN = '<think>';
export const THINK_CLOSE = '</think>';

/** Each method is a `Finder`. */
export class ThinkFinders {
  readonly #text: string;
  readonly #open: TextFinder;
  readonly #close: TextFinder;
  readonly #callTag: TextFinder;
  #callLine: Finder | undefined;

  constructor(text: string) {
    this.#text = text;
    this.#open = new TextFinder(text, THINK_OPEN);
    this.#close = new TextFinder(text, THINK_CLOSE);
    this.#callTag = new TextFinder(text, TOOL_CALL.open);
  }

  open(from: number): number {
    return this.#open.next(from);
  }

  close(from: number): number {
    return this.#close.next(from);
  }

  /** `<tool_call>` anywhere. */
  callTag(from: number): number {
    return this.#callTag.next(from);
  }

  /** Where an unclosed think ends. */
  callLine(from: number): number {
    this.#callLine ??= findLine(this.#text, TOOL_CALL.open);
    return this.#callLine(from);
  }
}

/** The writer puts one line break after the opening and before the closing tag; everything else is the model's. */
function trimOneBreak(text: string, start: number, end: number): { bodyStart: number; bodyEnd: number } {
  // A carriage return is part of the break only where the file has such line ends.
  const lineBreak = text.startsWith('\r\n', start) ? '\r\n' : '\n';
  const bodyStart = text.startsWith(lineBreak, start) ? Math.min(start + lineBreak.length, end) : start;
  const last = end - lineBreak.length;
  return { bodyStart, bodyEnd: last >= bodyStart && text.startsWith(lineBreak, last) ? last : end };
}

function noteThinkContents(tiling: Tiling, block: ThinkBlock, finders: ThinkFinders): void {
  const nested = finders.open(block.bodyStart);
  if (nested < block.bodyEnd) {
    const detail = 'Another <think> stands inside this reasoning.';
    tiling.findings.push({ kind: 'nested_think', start: nested, end: nested + THINK_OPEN.length, detail });
  }
  const call = finders.callTag(block.bodyStart);
  if (call < block.bodyEnd) {
    const detail = 'A <tool_call> stands inside reasoning; it is not a call.';
    tiling.findings.push({ kind: 'call_in_think', start: call, end: call + '<tool_call>'.length, detail });
  }
}

/** `at` is the opening tag. Ends at the first closing tag; unclosed: before the first line `<tool_call>`, else with the turn. */
export function pushThink(tiling: Tiling, at: number, finders: ThinkFinders): ThinkBlock {
  const { text } = tiling;
  const start = closeTextBefore(tiling, at);
  const inside = at + THINK_OPEN.length;
  const close = finders.close(inside);
  const closed = Number.isFinite(close);
  const cut = closed ? close : Math.min(finders.callLine(inside), text.length);
  const end = endAfter(tiling, closed ? close + THINK_CLOSE.length : cut);
  const block: ThinkBlock = {
    kind: 'think',
    start,
    end,
    ...trimOneBreak(text, inside, cut),
    recovered: false,
  };
  tiling.blocks.push(block);
  if (!closed) {
    const detail =
      cut < text.length
        ? 'No </think>; read up to the first line <tool_call>.'
        : 'No </think>; read to the end of the turn.';
    tiling.findings.push({ kind: 'unclosed_think', start: at, end: inside, detail });
  }
  noteThinkContents(tiling, block, finders);
  return block;
}

/** The last `</think>` from `from` on that no `<think>` opens and no call precedes, or undefined. */
function findLastOrphan(from: number, nextCall: number, finders: ThinkFinders): number | undefined {
  const limit = Math.min(nextCall, finders.open(from));
  let last: number | undefined;
  for (let close = finders.close(from); close < limit; close = finders.close(close + THINK_CLOSE.length))
    last = close;
  return last;
}

/** After a blank first block: text up to the last orphan `</think>` is reasoning. */
export function pushRecoveredThink(tiling: Tiling, nextCall: number, finders: ThinkFinders): void {
  const start = tiling.done;
  const orphan = findLastOrphan(start, nextCall, finders);
  if (orphan === undefined) return;
  const end = endAfter(tiling, orphan + THINK_CLOSE.length);
  const block: ThinkBlock = {
    kind: 'think',
    start,
    end,
    ...trimOneBreak(tiling.text, start, orphan),
    recovered: true,
  };
  tiling.blocks.push(block);
  const detail = 'Text after an empty think block is closed by a </think>; read as reasoning.';
  tiling.findings.push({ kind: 'recovered_think', start, end: block.bodyEnd, detail });
  noteThinkContents(tiling, block, finders);
}

export function isBlankThink(text: string, block: ThinkBlock): boolean {
  return skipWhiteSpace(text, block.bodyStart, block.bodyEnd) === block.bodyEnd;
}
