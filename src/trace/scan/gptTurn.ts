/** A gpt turn → think, text, tool call and unparsed blocks. One left-to-right pass; calls are recognised only outside think. */
import type { Block } from '../model';
import { skipWhiteSpace } from '../json/chars';
import type { TurnFinding } from '../finding/kinds';
import { findCall, pushCall } from './call';
import type { Finder } from './finder';
import { createForeignFinder, type ForeignFinder } from './foreign';
import { noteGptTurn } from './gptNotes';
import { TagFinders, TOOL_CALL } from './payload';
import { isBlankThink, pushRecoveredThink, pushThink, ThinkFinders } from './think';
import { closeTextBefore, createTiling, endAfter, finishTiling, type Tiling } from './tiling';

export interface ScannedTurn {
  readonly blocks: readonly Block[];
  readonly findings: readonly TurnFinding[];
}

interface GptScan {
  readonly tiling: Tiling;
  readonly call: TagFinders;
  readonly nextCall: Finder;
  readonly think: ThinkFinders;
  readonly foreign: ForeignFinder;
}

function pushForeign(scan: GptScan, at: number, nextCall: number): boolean {
  const foreign = scan.foreign.read(at);
  if (!foreign || foreign.end > nextCall) return false;
  const { tiling } = scan;
  const start = closeTextBefore(tiling, at);
  const bodyStart = skipWhiteSpace(tiling.text, foreign.bodyStart, foreign.bodyEnd);
  const end = endAfter(tiling, foreign.end);
  tiling.blocks.push({
    kind: 'unparsed',
    start,
    end,
    bodyStart,
    bodyEnd: foreign.bodyEnd,
    syntax: foreign.syntax,
  });
  const detail = `A call in ${foreign.syntax} syntax was left as text.`;
  tiling.findings.push({ kind: 'unparsed_call', start: at, end: foreign.end, detail });
  return true;
}

function pushThinkAndRecovered(scan: GptScan, at: number): void {
  const { tiling, think } = scan;
  const block = pushThink(tiling, at, think);
  if (tiling.blocks.length === 1 && isBlankThink(tiling.text, block)) {
    pushRecoveredThink(tiling, scan.nextCall(tiling.done), think);
  }
}

/** Regular expressions trip over these: the tags of other blocks inside the strings of a call that is read whole. */
function noteQuotedTag({ tiling, call, think }: GptScan): void {
  const block = tiling.blocks.at(-1);
  if (block?.kind !== 'tool_call' || block.status !== 'ok') return;
  const start = Math.min(call.close(block.bodyStart), think.open(block.bodyStart));
  if (start >= block.bodyEnd) return;
  const end = tiling.text.indexOf('>', start) + 1;
  const detail = `${tiling.text.slice(start, end)} stands inside a string of this call; it is text.`;
  tiling.findings.push({ kind: 'quoted_tag', start, end, detail });
}

function scanBlocks(scan: GptScan): void {
  const { tiling } = scan;
  let from = 0;
  for (;;) {
    const think = scan.think.open(from);
    const foreign = scan.foreign.next(from);
    const call = scan.nextCall(from);
    const at = Math.min(think, foreign, call);
    if (!Number.isFinite(at)) return;
    if (at === think) pushThinkAndRecovered(scan, at);
    else if (at === call) {
      pushCall(tiling, at, scan.call);
      noteQuotedTag(scan);
    } else if (!pushForeign(scan, at, call)) {
      from = at + 1;
      continue;
    }
    from = tiling.done;
  }
}

export function scanGptTurn(text: string): ScannedTurn {
  const tiling = createTiling(text);
  const call = new TagFinders(text, TOOL_CALL);
  const scan: GptScan = {
    tiling,
    call,
    nextCall: findCall(text, call),
    think: new ThinkFinders(text),
    foreign: createForeignFinder(text),
  };
  scanBlocks(scan);
  finishTiling(tiling);
  noteGptTurn(tiling);
  return tiling;
}
