/** Exit code 1 of a command that answers with it (grep, diff, test …) is no failure. That needs the call, so it is settled after pairing. */
import { member } from '../../lib/member';
import type { Block, BlockRef, Outcome, Step, ToolResponseBlock, Turn } from '../model';
import { isJsonObject } from '../json/jsonValue';
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

/** Responses to be set to ok, by turn. */
function findAnswers(
  turns: readonly Turn[],
  steps: readonly Step[],
): ReadonlyMap<number, ReadonlySet<number>> {
  const answers = new Map<number, Set<number>>();
  for (const { calls } of steps) {
    for (const { ref, response } of calls) {
      if (!response || !responseWithExitOne(turns, response)) continue;
      if (!answersWithExitOne(commandOf(turns, ref) ?? '')) continue;
      const blocks = answers.get(response.turn) ?? new Set();
      answers.set(response.turn, blocks.add(response.block));
    }
  }
  return answers;
}

function answerBlock(block: Block): Block {
  if (block.kind !== 'tool_response') return block;
  return { ...block, outcome: { ...block.outcome, structured: ANSWERED } };
}

/** Gives the turns back with such outcomes set to ok; the same array when there are none. */
export function settleExitCodes(turns: readonly Turn[], steps: readonly Step[]): readonly Turn[] {
  const answers = findAnswers(turns, steps);
  if (answers.size === 0) return turns;
  return turns.map((turn) => {
    const answered = answers.get(turn.index);
    if (!answered) return turn;
    const blocks = turn.blocks.map((block, i) => (answered.has(i) ? answerBlock(block) : block));
    return Object.assign({}, turn, { blocks });
  });
}
