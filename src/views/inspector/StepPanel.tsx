import { useMemo, type ReactNode } from 'react';
import { formatCount, plural } from '../../lib/text';
import type { OutcomeRule, Step, Trajectory } from '../../trace';
import { JsonTree } from '../../ui/content/JsonTree';
import { findingsOf } from '../replayer/runFacts';
import { FindingNote } from './FindingNote';
import classes from './Inspector.module.css';
import { outcomesOf } from './outcomeFacts';
import { OutcomeNote, RuleTable } from './OutcomeNotes';
import { Disclosure, Facts, Section } from './Section';
import { stepSizes } from './stepSizes';
import { ToolBars } from './ToolBars';
import { toolUses } from './toolFacts';

interface StepPanelProps {
  readonly trajectory: Trajectory;
  readonly step: Step | undefined;
  readonly rule: OutcomeRule;
}

export function StepPanel({ trajectory, step, rule }: StepPanelProps): ReactNode {
  const uses = useMemo(() => toolUses(trajectory, rule), [trajectory, rule]);
  if (step === undefined) return <p className={classes['empty']}>This trajectory has no steps.</p>;
  const findings = findingsOf(trajectory, step.number);
  const outcomes = outcomesOf(trajectory, step);
  const sizes = stepSizes(trajectory, step);
  const used = uses.filter(({ calls }) => calls > 0);
  return (
    <>
      {outcomes.length > 0 && (
        <Section title="Outcome" aside={`rule: ${rule}`}>
          <ul className={classes['notes']}>
            {outcomes.map((outcome) => (
              <OutcomeNote key={outcome.name} outcome={outcome} rule={rule} />
            ))}
          </ul>
          <RuleTable outcomes={outcomes} rule={rule} />
        </Section>
      )}
      <Section
        title="Findings"
        aside={`${formatCount(findings.length)} here, ${formatCount(trajectory.findings.length)} in the run`}
      >
        {findings.length > 0 && (
          <ul className={classes['notes']}>
            {findings.map((finding) => (
              <FindingNote
                key={`${finding.kind}.${finding.turn}.${finding.start ?? ''}.${finding.detail}`}
                finding={finding}
              />
            ))}
          </ul>
        )}
      </Section>
      <Section title="Size">
        <Facts
          facts={[
            ['Think', `${plural(sizes.thinkWords, 'word')} · ${formatCount(sizes.thinkChars)} chars`],
            ['Calls', `${formatCount(sizes.calls)} · ${formatCount(sizes.callChars)} chars`],
            ['Responses', `${formatCount(sizes.responses)} · ${formatCount(sizes.responseChars)} chars`],
            ['Share of run', `${sizes.sharePercent.toFixed(1)} %`],
          ]}
        />
      </Section>
      {used.length > 0 && (
        <Section
          title="Tools used"
          aside={
            trajectory.tools.length === 0
              ? 'none offered'
              : `${used.filter(({ schema }) => schema !== undefined).length} of ${trajectory.tools.length} offered`
          }
        >
          <ToolBars uses={used} />
        </Section>
      )}
      <Section title="Source">
        <Disclosure key={step.number} summary={`${plural(step.turns.length, 'turn')} of this step, JSON`}>
          <JsonTree
            value={step.turns.flatMap((index) => {
              const turn = trajectory.turns[index];
              return turn === undefined ? [] : [{ turn: index, from: turn.from, value: turn.value }];
            })}
          />
        </Disclosure>
      </Section>
    </>
  );
}
