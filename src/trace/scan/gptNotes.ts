/** What a gpt turn's blocks say beside each other: repeated reasoning, empty thinking, tags left in text. */
import type { Block, ThinkBlock } from '../model';
import { findText } from './finder';
import { isBlankThink } from './think';
import type { Tiling } from './tiling';

const TEXT_TAGS = [
  { tag: '</think>', kind: 'orphan_think_close', detail: 'This </think> closes nothing.' },
  { tag: '<tool_call>', kind: 'call_mention', detail: 'A <tool_call> in text opens no call.' },
  { tag: '</tool_call>', kind: 'call_mention', detail: 'A </tool_call> in text closes no call.' },
  {
    tag: 'REASONING_SCRATCHPAD>',
    kind: 'scratchpad_literal',
    detail: 'A scratchpad tag was left in the text.',
  },
] as const;

/** One finding a tag and text block: a text of a million tags is still one thing to look at. */
function noteTextTags(tiling: Tiling): void {
  // Most turns are reasoning and calls only.
  if (!tiling.blocks.some((block) => block.kind === 'text')) return;
  const finders = TEXT_TAGS.map((entry) => ({ entry, find: findText(tiling.text, entry.tag) }));
  for (const block of tiling.blocks) {
    if (block.kind !== 'text') continue;
    for (const { entry, find } of finders) {
      const start = find(block.start);
      if (start >= block.end) continue;
      tiling.findings.push({ kind: entry.kind, start, end: start + entry.tag.length, detail: entry.detail });
    }
  }
}

function bodyOf(text: string, block: Block): string {
  return text.slice(block.bodyStart, block.bodyEnd).trim();
}

/** Only the first few blocks: the doubling that writers produce stands at the front. */
function noteDuplicates(tiling: Tiling, thinks: readonly ThinkBlock[]): void {
  const { text } = tiling;
  const visible = tiling.blocks.find((block) => block.kind === 'text');
  // Most turns: nothing to compare.
  if (thinks.length === 1 && !visible) return;
  const full = thinks.filter((block) => !isBlankThink(text, block)).slice(0, 8);
  const bodies = full.map((block) => bodyOf(text, block));
  full.forEach((block, i) => {
    if (bodies.indexOf(bodies[i] ?? '') === i) return;
    const detail = 'The same reasoning stands in an earlier think block of this turn.';
    tiling.findings.push({ kind: 'duplicate_think', start: block.start, end: block.end, detail });
  });
  const first = full[0];
  if (!first || !visible || !startsWithBody(text, visible, bodies[0] ?? '')) return;
  const { start } = visible;
  const detail = 'The visible text starts with the reasoning.';
  tiling.findings.push({
    kind: 'repeated_reasoning',
    start,
    end: Math.min(visible.end, start + first.bodyEnd - first.bodyStart),
    detail,
  });
}

function startsWithBody(text: string, visible: Block, body: string): boolean {
  const at = visible.start + (/^\s*/.exec(text.slice(visible.start, visible.start + 64))?.[0].length ?? 0);
  return body.length >= 16 && text.startsWith(body, at);
}

export function noteGptTurn(tiling: Tiling): void {
  const { text, blocks } = tiling;
  noteTextTags(tiling);
  const thinks = blocks.filter((block) => block.kind === 'think');
  const first = thinks[0];
  if (!first) return;
  if (thinks.every((block) => isBlankThink(text, block))) {
    tiling.findings.push({
      kind: 'empty_think',
      start: first.start,
      end: first.end,
      detail: 'The think block is empty.',
    });
  }
  noteDuplicates(tiling, thinks);
}
