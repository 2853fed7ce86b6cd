/** The blocks of a trajectory in the order a reader meets them: a response follows its call, also in parallel steps. */
import type { BlockRef, Step, Trajectory, Turn } from '../../trace';

/** The id of a block's element, and its name in the address. */
export function blockId({ turn, block }: BlockRef): string {
  return `b-${turn}-${block}`;
}

/** The id of a step's element. */
export function stepId(step: number): string {
  return `s-${step}`;
}

export function parseBlockId(id: string | undefined): BlockRef | undefined {
  const [, turn, block] = /^b-(\d+)-(\d+)$/.exec(id ?? '') ?? [];
  return turn === undefined || block === undefined ? undefined : { turn: Number(turn), block: Number(block) };
}

function blocksOfTurn({ index, role, blocks, value }: Turn): readonly BlockRef[] {
  // prompts are shown whole, whatever stands inside
  if (role !== 'gpt' && role !== 'tool') return [{ turn: index, block: 0 }];
  return blocks.flatMap((each, block) =>
    each.kind === 'text' && value.slice(each.start, each.end).trim() === '' ? [] : [{ turn: index, block }],
  );
}

/** All blocks of a step that can be gone to; with step 1 also those of the preamble. */
export function blocksOfStep(trajectory: Trajectory, step: Step, isThinkShown = true): readonly BlockRef[] {
  const { turns, preamble } = trajectory;
  const paired = new Set(
    step.calls.flatMap(({ response }) => (response === undefined ? [] : [blockId(response)])),
  );
  const own = step.turns
    .flatMap((index) => (turns[index] === undefined ? [] : blocksOfTurn(turns[index])))
    .filter((ref) => !paired.has(blockId(ref)))
    .flatMap((ref) => {
      const call = step.calls.find((each) => each.ref.turn === ref.turn && each.ref.block === ref.block);
      return call?.response === undefined ? [ref] : [ref, call.response];
    });
  const before = step.number !== 1 ? [] : preamble;
  const all = [
    ...before.flatMap((index) => (turns[index] === undefined ? [] : blocksOfTurn(turns[index]))),
    ...own,
  ];
  return isThinkShown ? all : all.filter(({ turn, block }) => turns[turn]?.blocks[block]?.kind !== 'think');
}

export interface BlockPlace {
  readonly step: number;
  readonly block: BlockRef;
}

/**
 * The block after (or before) `from`; without `from` the first of the step, or the last of the step before it.
 * Steps without blocks are passed over.
 */
export function neighbourBlock(
  trajectory: Trajectory,
  stepNumber: number,
  from: BlockRef | undefined,
  direction: 1 | -1,
  isThinkShown = true,
): BlockPlace | undefined {
  const here = trajectory.steps[stepNumber - 1];
  if (here === undefined) return undefined;
  const blocks = blocksOfStep(trajectory, here, isThinkShown);
  const at = from === undefined ? -1 : blocks.findIndex((ref) => blockId(ref) === blockId(from));
  const next = at === -1 && direction === -1 ? undefined : blocks[at + direction];
  if (next !== undefined) return { step: stepNumber, block: next };
  for (
    let step = trajectory.steps[stepNumber - 1 + direction];
    step !== undefined;
    step = trajectory.steps[step.number - 1 + direction]
  ) {
    const block = blocksOfStep(trajectory, step, isThinkShown).at(direction === 1 ? 0 : -1);
    if (block !== undefined) return { step: step.number, block };
  }
  return undefined;
}

/** The step a turn belongs to; turns of the preamble are shown with step 1. */
export function stepOfTurn({ steps }: Trajectory, turn: number): number {
  let low = 0;
  let high = steps.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((steps[middle]?.turns[0] ?? 0) <= turn) low = middle;
    else high = middle - 1;
  }
  return steps[low]?.number ?? 0;
}
