/** Findings about the order and the end of the turns. */
import type { Step, Turn } from '../model';
import type { PlacedFinding } from './kinds';
import { skipWhiteSpace } from '../json/chars';

function hasText(turn: Turn): boolean {
  return turn.blocks.some(
    ({ kind, bodyStart, bodyEnd }) =>
      kind === 'text' && skipWhiteSpace(turn.value, bodyStart, bodyEnd) < bodyEnd,
  );
}

function hasCall(turn: Turn): boolean {
  return turn.blocks.some((block) => block.kind === 'tool_call' || block.kind === 'unparsed');
}

/** A gpt turn that answers: text, and no call. */
export function isAnswer(turn: Turn): boolean {
  return turn.role === 'gpt' && hasText(turn) && !hasCall(turn);
}

function noteEnd(turns: readonly Turn[], last: Turn): PlacedFinding[] {
  if (isAnswer(last)) return [];
  const why =
    last.role !== 'gpt'
      ? `The last turn has the role ${last.from}.`
      : hasCall(last)
        ? 'The last gpt turn still calls a tool.'
        : 'The last gpt turn has no text.';
  return [{ kind: 'no_final_answer', turn: turns.length - 1, detail: why }];
}

function noteGptTurns(turns: readonly Turn[], steps: readonly Step[]): PlacedFinding[] {
  const findings: PlacedFinding[] = [];
  for (const { turn: index } of steps) {
    const turn = turns[index];
    if (!turn) continue;
    if (!hasText(turn) && !hasCall(turn))
      findings.push({ kind: 'empty_turn', turn: index, detail: 'Neither text nor call.' });
    if (turns[index - 1]?.role === 'gpt')
      findings.push({ kind: 'consecutive_gpt', turn: index, detail: 'The turn before is a gpt turn too.' });
  }
  return findings;
}

export function noteConversation(turns: readonly Turn[], steps: readonly Step[]): PlacedFinding[] {
  const last = turns.at(-1);
  if (!last) return [{ kind: 'empty_conversation', turn: 0, detail: 'The record holds no turns.' }];
  const start: PlacedFinding[] =
    turns[0]?.role === 'system'
      ? []
      : [{ kind: 'missing_system', turn: 0, detail: 'The first turn is not a system turn.' }];
  return [...start, ...noteGptTurns(turns, steps), ...noteEnd(turns, last)];
}
