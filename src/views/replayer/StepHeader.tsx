import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { keyOf, type KeyId } from '../../state/keyTable';
import type { Finding, OutcomeRule, Step } from '../../trace';
import { Button } from '../../ui/Button';
import { neighbour, rankAt } from './runFacts';
import { StepTags } from './StepTags';
import { ViewToggles } from './ViewToggles';
import classes from './StepHeader.module.css';

interface StepHeaderProps {
  readonly step: Step | undefined;
  readonly current: number;
  readonly total: number;
  readonly rule: OutcomeRule;
  readonly findings: readonly Finding[];
  readonly failureSteps: readonly number[];
  readonly findingSteps: readonly number[];
  readonly onStep: (step: number) => void;
  readonly heading: Ref<HTMLHeadingElement>;
  /** The field of `:`, while it is open. */
  readonly goToStep: ReactNode;
}

/** The sticky head of the replayer: the one heading, and the ways to the next failure and finding. */
export function StepHeader(props: StepHeaderProps): ReactNode {
  const { step, current, total, rule, findings, failureSteps, findingSteps, onStep, heading, goToStep } =
    props;
  return (
    <div className={classes['header']}>
      <h2 ref={heading} tabIndex={-1} className={classes['heading']}>
        Step {current} <span className={classes['of']}>of {total}</span>
      </h2>
      {goToStep}
      <span className={classes['tags']}>
        {step !== undefined && <StepTags step={step} rule={rule} findings={findings} />}
      </span>
      <Pair
        word="Failure"
        name="failure"
        steps={failureSteps}
        current={current}
        next="nextFailure"
        onStep={onStep}
      />
      <Pair
        word="Finding"
        name="finding"
        steps={findingSteps}
        current={current}
        next="nextFinding"
        onStep={onStep}
      />
      <ViewToggles />
    </div>
  );
}

interface PairProps {
  readonly word: string;
  readonly name: string;
  readonly steps: readonly number[];
  readonly current: number;
  readonly next: KeyId;
  readonly onStep: (step: number) => void;
}

/** `‹ Failure 2 of 6 e ›`: disabled at the ends, never hidden. */
function Pair({ word, name, steps, current, next, onStep }: PairProps): ReactNode {
  const before = neighbour(steps, current, -1);
  const after = neighbour(steps, current, 1);
  const rank = rankAt(steps, current);
  return (
    <span className={classes['pair']}>
      <Button
        variant="quiet"
        size="small"
        aria-label={`Previous ${name}`}
        disabled={before === undefined}
        onClick={() => before !== undefined && onStep(before)}
      >
        <ChevronLeft size={14} aria-hidden />
      </Button>
      <span className={classes['count']}>
        {steps.length === 0 ? `No ${name}` : `${word} ${rank} of ${steps.length}`}
        <kbd className={classes['key']}>{keyOf(next)}</kbd>
      </span>
      <Button
        variant="quiet"
        size="small"
        aria-label={`Next ${name}`}
        disabled={after === undefined}
        onClick={() => after !== undefined && onStep(after)}
      >
        <ChevronRight size={14} aria-hidden />
      </Button>
    </span>
  );
}
