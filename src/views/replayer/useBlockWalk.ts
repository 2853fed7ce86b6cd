import type { BlockRef, Trajectory } from '../../trace';
import { useReplayView } from '../../state/replayView';
import { blockId, neighbourBlock, parseBlockId, stepOfTurn } from './blockWalk';
import type { StepWalk } from './useStepWalk';
import { useWalk } from './useWalk';

/** Moves the block focus on (1) or back (-1), over the borders of steps. */
export function useBlockWalk(
  trajectory: Trajectory,
  current: BlockRef | undefined,
  steps: StepWalk,
  onBlock: (step: number, block: BlockRef) => void,
): (direction: 1 | -1) => void {
  const { isThinkShown } = useReplayView();
  const { latest, ask } = useWalk(current && blockId(current));
  return (direction) => {
    const step = steps.latest();
    const from = parseBlockId(latest());
    // a block that was scrolled or stepped away from no longer counts
    const isHere = from !== undefined && stepOfTurn(trajectory, from.turn) === step;
    const next = neighbourBlock(trajectory, step, isHere ? from : undefined, direction, isThinkShown);
    if (next === undefined) return;
    ask(blockId(next.block));
    steps.note(next.step);
    onBlock(next.step, next.block);
  };
}
