import { useRef } from 'react';
import type { BlockRef, StepCall, Trajectory } from '../../trace';
import { neighbour, stepsWithTool } from './runFacts';

/** The tool a walk is about: of the call that has the reader's focus; else the one that led here; else of the first call. */
export function toolToFollow(
  calls: readonly StepCall[],
  focused: BlockRef | undefined,
  walked: string | undefined,
): string | undefined {
  const own = calls.find(({ ref, response }) =>
    [ref, response].some(
      (each) => each !== undefined && each.turn === focused?.turn && each.block === focused.block,
    ),
  );
  return own?.name ?? (calls.some(({ name }) => name === walked) ? walked : calls[0]?.name);
}

/** To the step before (-1) or after (1) that calls the tool: the named one, or the one to follow. */
export function useSameTool(
  trajectory: Trajectory,
  focused: BlockRef | undefined,
  latest: () => number,
  go: (step: number | undefined) => void,
): (direction: 1 | -1, tool?: string) => void {
  const walked = useRef<{ readonly step: number; readonly tool: string }>(undefined);
  return (direction, named) => {
    const from = latest();
    const calls = trajectory.steps[from - 1]?.calls ?? [];
    const led = walked.current?.step === from ? walked.current.tool : undefined;
    const tool = named ?? toolToFollow(calls, focused, led);
    if (tool === undefined) return;
    const step = neighbour(stepsWithTool(trajectory, tool), from, direction);
    if (step === undefined) return;
    walked.current = { step, tool };
    go(step);
  };
}
