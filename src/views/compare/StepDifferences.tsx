import type { ReactNode } from 'react';
import { formatBytes } from '../../lib/text';
import { toJsonText, type BlockRef, type Step, type StepCall, type Trajectory } from '../../trace';
import { CompareView } from '../../ui/content/CompareView';
import { SafeText } from '../../ui/content/SafeText';
import classes from './Compare.module.css';

interface StepDifferencesProps {
  readonly a: Trajectory;
  readonly b: Trajectory;
  readonly stepA: Step;
  readonly stepB: Step;
}

/** What a comparison of two texts may hold; the rest is in the replayer, one click away. */
const MOST_CHARS = 8_000;

function argumentsOf({ turns }: Trajectory, { ref }: StepCall): string {
  const { turn, block } = ref;
  const found = turns[turn]?.blocks[block];
  if (found?.kind !== 'tool_call') return '';
  return found.status === 'ok'
    ? JSON.stringify(JSON.parse(toJsonText(found.arguments)), undefined, 2)
    : bodyOf(turns[turn]?.value, found);
}

function bodyOf(
  value: string | undefined,
  { bodyStart, bodyEnd }: { bodyStart: number; bodyEnd: number },
): string {
  return (value ?? '').slice(bodyStart, bodyEnd);
}

function responseOf({ turns }: Trajectory, ref: BlockRef | undefined): string {
  const turn = ref === undefined ? undefined : turns[ref.turn];
  const block = ref === undefined ? undefined : turn?.blocks[ref.block];
  return block === undefined ? '' : bodyOf(turn?.value, block);
}

function thinkOf({ turns }: Trajectory, step: Step): string {
  const turn = turns[step.turn];
  return (turn?.blocks ?? [])
    .filter((block) => block.kind === 'think' || block.kind === 'text')
    .map((block) => bodyOf(turn?.value, block))
    .join('\n');
}

/** Two aligned steps: what each thought, asked and got, as what changes from the first to the second. */
export function StepDifferences({ a, b, stepA, stepB }: StepDifferencesProps): ReactNode {
  return (
    <div className={classes['details']}>
      <Difference title="Think and text" before={thinkOf(a, stepA)} after={thinkOf(b, stepB)} />
      {stepA.calls.map((callA, index) => {
        const callB = stepB.calls[index];
        if (callB === undefined) return undefined;
        return (
          <section key={`${callA.ref.turn}.${callA.ref.block}`}>
            <h2>
              <SafeText text={callA.name} />
            </h2>
            <Difference title="Arguments" before={argumentsOf(a, callA)} after={argumentsOf(b, callB)} />
            <Difference
              title="Response"
              before={responseOf(a, callA.response)}
              after={responseOf(b, callB.response)}
            />
          </section>
        );
      })}
    </div>
  );
}

function Difference({ title, before, after }: { title: string; before: string; after: string }): ReactNode {
  if (before === after) {
    return (
      <p className={classes['equal']}>
        {title}: {before === '' ? 'none on either side' : `the same, ${formatBytes(before.length)}`}
      </p>
    );
  }
  const isCut = before.length > MOST_CHARS || after.length > MOST_CHARS;
  return (
    <div>
      <p className={classes['equal']}>
        {title}: {formatBytes(before.length)} in A, {formatBytes(after.length)} in B
        {isCut && `; the first ${formatBytes(MOST_CHARS)} of each are compared here`}
      </p>
      <CompareView before={before.slice(0, MOST_CHARS)} after={after.slice(0, MOST_CHARS)} />
    </div>
  );
}
