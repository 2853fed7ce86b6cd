import { Check, CircleX, Minus } from 'lucide-react';
import type { ReactNode } from 'react';
import { OUTCOME_RULES, type OutcomeRule } from '../../trace';
import { SafeText } from '../../ui/content/SafeText';
import classes from './Inspector.module.css';
import { outcomeKindInfo, type CallOutcome } from './outcomeFacts';
import { Disclosure } from './Section';
import { Sentence } from './Sentence';
import { spellHidden } from '../../ui/content/hidden';

/** What the rule in use says of a response, what decided, and on demand what that kind of failure means. */
export function OutcomeNote({
  outcome,
  rule,
  isOpen = false,
}: {
  outcome: CallOutcome;
  rule: OutcomeRule;
  isOpen?: boolean;
}): ReactNode {
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
          <Disclosure summary={`Why: ${info.title}`} startsOpen={isOpen}>
            <Sentence text={info.sentence} />
          </Disclosure>
        )}
      </div>
    </li>
  );
}

/** Rule by call; the rule in use stands in weight. Many calls stand below each other. */
export function RuleTable({
  outcomes,
  rule,
}: {
  outcomes: readonly CallOutcome[];
  rule: OutcomeRule;
}): ReactNode {
  const word = (outcome: CallOutcome, each: OutcomeRule): ReactNode => {
    const verdict = outcome.verdicts.find((found) => found.rule === each);
    if (verdict === undefined) return <td key={each + outcome.name}>–</td>;
    return (
      <td key={each + outcome.name} data-failed={verdict.failed} title={spellHidden(verdict.detail)}>
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
              <SafeText text={head.replace(' without a call', '')} />
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
                <th scope="row">
                  <SafeText text={outcome.name.replace(' without a call', '')} />
                </th>
                {OUTCOME_RULES.map((each) => word(outcome, each))}
              </tr>
            ))}
      </tbody>
    </table>
  );
}
