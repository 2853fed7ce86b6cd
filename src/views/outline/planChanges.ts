/** What each step changed in the plan of the run, in a few words. Pure. */
import { member } from '../../lib/member';
import { plural } from '../../lib/text';
import type { Step, Trajectory } from '../../trace';
import { compareTodos, doneOf, readTodos, type Todo } from '../tools/todoChanges';

/** The words of a status an item came to. */
const REACHED: Readonly<Record<string, string>> = {
  completed: 'done',
  in_progress: 'started',
  cancelled: 'cancelled',
  pending: 'back to pending',
};

/** The plan a step leaves: what its last todo call answered, or asked for as a whole when nothing was answered. */
function planOf({ turns }: Trajectory, step: Step): readonly Todo[] | undefined {
  return step.calls
    .map(({ ref, response }) => {
      const answer = response === undefined ? undefined : turns[response.turn]?.blocks[response.block];
      if (answer?.kind === 'tool_response') return readTodos(answer.content);
      const call = turns[ref.turn]?.blocks[ref.block];
      return call?.kind === 'tool_call' ? readTodos(call.arguments) : undefined;
    })
    .findLast((plan) => plan !== undefined);
}

function changeWords(before: readonly Todo[], after: readonly Todo[]): string | undefined {
  const { items, removed } = compareTodos(before, after);
  const known = new Map(before.map((todo) => [todo.id, todo]));
  const counts = new Map<string, number>();
  const count = (word: string): Map<string, number> => counts.set(word, (counts.get(word) ?? 0) + 1);
  for (const { id, status, change } of items) {
    const old = known.get(id);
    if (old === undefined) count('new');
    else if (old.status !== status) count(member(REACHED, status) ?? status.replaceAll('_', ' '));
    else if (change !== undefined) count('reworded');
  }
  for (const _ of removed) count('removed');
  if (counts.size === 0) return undefined;
  return [...counts].map(([word, number]) => `${number} ${word}`).join(', ');
}

/** By the number of the step. A plan that was only read again is no change. */
export function planChanges(trajectory: Trajectory): ReadonlyMap<number, string> {
  const changes = new Map<number, string>();
  let before: readonly Todo[] = [];
  for (const step of trajectory.steps) {
    const plan = planOf(trajectory, step);
    if (plan === undefined) continue;
    const words = before.length === 0 ? undefined : changeWords(before, plan);
    if (words !== undefined) changes.set(step.number, `${words}; ${doneOf(plan)}`);
    else if (before.length === 0 && plan.length > 0)
      changes.set(step.number, `plan of ${plural(plan.length, 'item')}`);
    before = plan;
  }
  return changes;
}
