import { ChevronLeft, ChevronRight, CircleX, Diamond, Hash, type LucideIcon } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { keyOf, type KeyId } from '../../state/keyTable';
import type { Finding, OutcomeRule, Step, Trajectory } from '../../trace';
import { Button, IconButton } from '../../ui/Button';
import { neighbour, rankAt } from './runFacts';
import classes from './StepHeader.module.css';
import { StepTags } from './StepTags';
import { ViewToggles } from './ViewToggles';

interface StepHeaderProps {
  readonly trajectory: Trajectory;
  readonly step: Step | undefined;
  readonly current: number;
  readonly total: number;
  readonly rule: OutcomeRule;
  readonly isPhone: boolean;
  readonly findings: readonly Finding[];
  readonly failureSteps: readonly number[];
  readonly findingSteps: readonly number[];
  readonly onStep: (step: number) => void;
  readonly onSameTool: (direction: 1 | -1, tool: string) => void;
  readonly heading: Ref<HTMLHeadingElement>;
  /** The field of `:`, while it is open. */
  readonly goToStep: ReactNode;
  readonly onGoToStep: () => void;
}

/** The sticky head of the replayer: the one heading, and the ways to the next failure and finding. */
export function StepHeader(props: StepHeaderProps): ReactNode {
  const { step, current, total, rule, isPhone, findings, onStep, heading, goToStep, onGoToStep } = props;
  const size = isPhone ? 'touch' : 'bar';
  return (
    <div className={classes['header']}>
      <h2 ref={heading} tabIndex={-1} className={classes['heading']}>
        Step {current} <span className={classes['of']}>of {total}</span>
      </h2>
      {goToStep}
      <span className={classes['tags']}>
        {step !== undefined && (
          <StepTags
            trajectory={props.trajectory}
            step={step}
            rule={rule}
            findings={findings}
            onSameTool={props.onSameTool}
          />
        )}
      </span>
      <span className={classes['tools']}>
        {/* on a phone this pair stands in the transport */}
        {!isPhone && (
          <Pair
            word="Failure"
            icon={CircleX}
            name="failure"
            steps={props.failureSteps}
            current={current}
            next="nextFailure"
            onStep={onStep}
          />
        )}
        <Pair
          word="Finding"
          icon={Diamond}
          name="finding"
          steps={props.findingSteps}
          current={current}
          next="nextFinding"
          onStep={onStep}
        />
        <IconButton
          size={size}
          variant="quiet"
          label="Go to step"
          hint={keyOf('goToStep')}
          disabled={total === 0}
          onClick={onGoToStep}
        >
          <Hash size={16} aria-hidden />
        </IconButton>
        <ViewToggles size={size} />
      </span>
    </div>
  );
}

interface PairProps {
  readonly word: string;
  /** Stands for the word on a phone. */
  readonly icon: LucideIcon;
  readonly name: string;
  readonly steps: readonly number[];
  readonly current: number;
  readonly next: KeyId;
  readonly onStep: (step: number) => void;
}

/** `‹ Failure 2 of 6 e ›`: disabled at the ends, never hidden. */
function Pair({ word, icon: Icon, name, steps, current, next, onStep }: PairProps): ReactNode {
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
        {steps.length === 0 ? (
          `No ${name}`
        ) : (
          <span>
            <Icon size={14} aria-hidden className={classes['sign']} />
            <span className={classes['word']}>{word} </span>
            {rank} of {steps.length}
          </span>
        )}
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
