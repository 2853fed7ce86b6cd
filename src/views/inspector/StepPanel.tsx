import { Check, CircleX, Minus } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import { formatCount, plural } from '../../lib/text';
import { OUTCOME_RULES, type OutcomeRule, type Step, type Trajectory } from '../../trace';
import { SafeText } from '../../ui/content/SafeText';
import { findingsOf } from '../replayer/runFacts';
import { FindingNote } from './FindingNote';
import classes from './Inspector.module.css';
import { outcomeKindInfo, outcomesOf, type CallOutcome } from './outcomeFacts';
import { Disclosure, Facts, Section } from './Section';
import { Sentence } from './Sentence';
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
    </>
  );
}

function OutcomeNote({ outcome, rule }: { outcome: CallOutcome; rule: OutcomeRule }): ReactNode {
  const verdict = outcome.verdicts.find((each) => each.rule === rule);
  if (verdict === undefined) {
    return (
      <li className={classes['note']}>
        <Minus size={14} aria-hidden />
        <p>
          <SafeText text={outcome.name} /> has no response.
        </p>
      </li>
    );
  }
  const info = verdict.failed ? outcomeKindInfo(verdict.kind) : undefined;
  return (
    <li className={classes['note']}>
      {verdict.failed ? (
        <CircleX size={14} aria-hidden data-tone="failed" />
      ) : (
        <Check size={14} aria-hidden />
      )}
      <div>
        <p className={classes['said']}>
          <SafeText text={outcome.name} /> {verdict.failed ? 'failed' : 'ok'}.{' '}
          <Sentence text={verdict.detail} />
        </p>
        {info !== undefined && (
          <Disclosure summary={`Why: ${info.title}`}>
            <Sentence text={info.sentence} />
          </Disclosure>
        )}
      </div>
    </li>
  );
}

/** Rule by call; the rule in use stands in weight. Many calls stand below each other. */
function RuleTable({ outcomes, rule }: { outcomes: readonly CallOutcome[]; rule: OutcomeRule }): ReactNode {
  const word = (outcome: CallOutcome, each: OutcomeRule): ReactNode => {
    const verdict = outcome.verdicts.find((found) => found.rule === each);
    if (verdict === undefined) return <td key={each + outcome.name}>–</td>;
    return (
      <td key={each + outcome.name} data-failed={verdict.failed} title={verdict.detail}>
        {verdict.failed ? (each === 'tutorial' ? 'flagged' : 'failed') : 'ok'}
      </td>
    );
  };
  const isWide = outcomes.length <= 2;
  return (
    <table className={classes['table']} aria-label="What each rule says">
      <thead>
        <tr>
          <th scope="col">{isWide ? 'Rule' : 'Call'}</th>
          {(isWide ? outcomes.map(({ name }) => name) : OUTCOME_RULES).map((head) => (
            <th key={head} scope="col" data-chosen={head === rule}>
              {head.replace(' without a call', '')}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {isWide
          ? OUTCOME_RULES.map((each) => (
              <tr key={each}>
                <th scope="row" data-chosen={each === rule}>
                  {each}
                </th>
                {outcomes.map((outcome) => word(outcome, each))}
              </tr>
            ))
          : outcomes.map((outcome) => (
              <tr key={outcome.name}>
                <th scope="row">{outcome.name.replace(' without a call', '')}</th>
                {OUTCOME_RULES.map((each) => word(outcome, each))}
              </tr>
            ))}
      </tbody>
    </table>
  );
}
