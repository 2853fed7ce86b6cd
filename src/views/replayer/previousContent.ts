import type { BlockRef, JsonValue, Trajectory } from '../../trace';
import { responseBlock } from './runFacts';

/** What the same tool answered before this call: a plan is read against the plan before it. Linear in the calls before. */
export function previousContent(trajectory: Trajectory, name: string, ref: BlockRef): JsonValue | undefined {
  let found: JsonValue | undefined;
  for (const { calls } of trajectory.steps) {
    for (const call of calls) {
      if (call.ref.turn > ref.turn || (call.ref.turn === ref.turn && call.ref.block >= ref.block))
        return found;
      const response = call.name === name ? responseBlock(trajectory, call.response) : undefined;
      if (response !== undefined) found = response.content;
    }
  }
  return found;
}
