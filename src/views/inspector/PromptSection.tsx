import { useMemo, type ReactNode } from 'react';
import { useTrajectory } from '../../client/useTrajectory';
import { formatCount, plural } from '../../lib/text';
import { usePlace, useSources } from '../../state/usePlace';
import type { Trajectory } from '../../trace';
import { CutText } from '../../ui/CutText';
import { CompareView } from '../../ui/content/CompareView';
import { SafeText } from '../../ui/content/SafeText';
import classes from './Inspector.module.css';
import { Disclosure, Section } from './Section';

const PROMPT = { maxLines: 40, maxChars: 4000, keep: 'first' } as const;

/** System prompts are most of a dataset's characters in a handful of variants: shown once, then only what differs. */
export function PromptSection({ trajectory: { turns } }: { trajectory: Trajectory }): ReactNode {
  const variants = useMemo(
    () => [...new Set(turns.filter(({ role }) => role === 'system').map(({ value }) => value))],
    [turns],
  );
  const [prompt, ...others] = variants;
  if (prompt === undefined) {
    return (
      <Section title="System prompt">
        <p className={classes['text']}>No system turn was recorded.</p>
      </Section>
    );
  }
  return (
    <Section title="System prompt" aside={others.length > 0 ? plural(variants.length, 'variant') : undefined}>
      <Disclosure summary={`System prompt, ${formatCount(prompt.length)} chars`}>
        <CutText isMono text={prompt} cut={PROMPT} />
      </Disclosure>
      {others.map((other, index) => (
        <Disclosure key={other} summary={`Variant ${index + 2}: what differs`}>
          <CompareView before={prompt} after={other} />
        </Disclosure>
      ))}
      <Disclosure summary="What differs from the first trajectory's">
        <FirstPromptDifference prompt={prompt} />
      </Disclosure>
    </Section>
  );
}

/** Against the first record of what is open, read when asked for. */
function FirstPromptDifference({ prompt }: { prompt: string }): ReactNode {
  const { params } = usePlace();
  const first = useTrajectory(useSources(params), '~0.0', { file: 0, row: 0 });
  if (first.error !== null) {
    return (
      <p className={classes['text']}>
        The first trajectory cannot be read: <SafeText text={first.error.message} />
      </p>
    );
  }
  if (first.data === undefined) return <p className={classes['text']}>Reading the first trajectory…</p>;
  const other = first.data.trajectory.turns.find(({ role }) => role === 'system')?.value;
  if (other === undefined)
    return <p className={classes['text']}>The first trajectory has no system prompt.</p>;
  if (other === prompt) {
    return <p className={classes['text']}>Nothing: the two are the same, character for character.</p>;
  }
  return (
    <>
      <p className={classes['text']}>
        From the first, {formatCount(other.length)} chars, to this one, {formatCount(prompt.length)} chars:
      </p>
      <CompareView before={other} after={prompt} />
    </>
  );
}
