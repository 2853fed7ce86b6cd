/** Exit code 1 of a command that answers with it (grep, diff, test …) is no failure. That needs the call, so it is settled after pairing. */
import type { BlockRef, Outcome, Step, ToolResponseBlock, Turn } from '../model';
import { isJsonObject, member } from '../json/jsonValue';
import { answersWithExitOne } from '../outcome/structuredRule';

function blockAt(turns: readonly Turn[], ref: BlockRef) {
  return turns[ref.turn]?.blocks[ref.block];
}

function commandOf(turns: readonly Turn[], ref: BlockRef): string | undefined {
  const block = blockAt(turns, ref);
  const args = block?.kind === 'tool_call' ? block.arguments : undefined;
  const command = isJsonObject(args) ? (member(args, 'command') ?? member(args, 'cmd')) : undefined;
  return typeof command === 'string' ? command : undefined;
}

const EXIT_ONE = / is 1\.$/;

/** The response, if its only fault is exit code 1. */
function responseWithExitOne(
  turns: readonly Turn[],
  ref: BlockRef | undefined,
): ToolResponseBlock | undefined {
  const block = ref && blockAt(turns, ref);
  if (block?.kind !== 'tool_response') return undefined;
  const { kind, detail } = block.outcome.structured;
  return kind === 'exit_code' && EXIT_ONE.test(detail) ? block : undefined;
}

const ANSWERED: Outcome = {
  failed: false,
  kind: 'ok',
  detail: 'Exit code 1 is the answer "no" of this command, not a failure.',
};

/** Gives the turns back with such outcomes set to ok; the same array when there are none. */
export function settleExitCodes(turns: readonly Turn[], steps: readonly Step[]): readonly Turn[] {
  const settled = new Map<number, Turn>();
  for (const { calls } of steps) {
    for (const { ref, response } of calls) {
      const block = responseWithExitOne(turns, response);
      if (!response || !block || !answersWithExitOne(commandOf(turns, ref) ?? '')) continue;
      const turn = settled.get(response.turn) ?? turns[response.turn];
      if (!turn) continue;
      const answered = { ...block, outcome: { ...block.outcome, structured: ANSWERED } };
      settled.set(response.turn, { ...turn, blocks: turn.blocks.with(response.block, answered) });
    }
  }
  return settled.size === 0 ? turns : turns.map((turn) => settled.get(turn.index) ?? turn);
}
