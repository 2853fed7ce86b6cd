/** Tools offered and tools called, joined by name. Pure. */
import type { OutcomeRule, ToolSchema, Trajectory } from '../../trace';
import { isFailed } from '../replayer/runFacts';

export interface ToolUse {
  readonly name: string;
  readonly calls: number;
  readonly failed: number;
  /** Undefined: called, but not among the tools offered. */
  readonly schema: ToolSchema | undefined;
}

/** Most called first, then by name. */
export function toolUses(trajectory: Trajectory, rule: OutcomeRule): readonly ToolUse[] {
  const offered = new Map(trajectory.tools.map((tool) => [tool.name, tool]));
  const counts = new Map<string, { calls: number; failed: number }>();
  for (const name of offered.keys()) counts.set(name, { calls: 0, failed: 0 });
  for (const { calls } of trajectory.steps) {
    for (const { name, response } of calls) {
      const count = counts.get(name) ?? { calls: 0, failed: 0 };
      count.calls += 1;
      if (response !== undefined && isFailed(trajectory, response, rule)) count.failed += 1;
      counts.set(name, count);
    }
  }
  return [...counts]
    .map(([name, count]) => ({ name, ...count, schema: offered.get(name) }))
    .sort((a, b) => b.calls - a.calls || a.name.localeCompare(b.name));
}
