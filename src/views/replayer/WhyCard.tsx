/** Loaded late: the answer of a tag. The same notes as in the inspector, at the place they are about. */
import { Popover } from '@mantine/core';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { plural } from '../../lib/text';
import { keyOf } from '../../state/keyTable';
import type { BlockRef, Finding, OutcomeRule, Step, Trajectory } from '../../trace';
import { Button } from '../../ui/Button';
import { FindingNote } from '../inspector/FindingNote';
import { outcomeOf, outcomesOf } from '../inspector/outcomeFacts';
import { OutcomeNote, RuleTable } from '../inspector/OutcomeNotes';
import { neighbour, stepsWithTool } from './runFacts';
import classes from './WhyTag.module.css';

export type Why =
  | { readonly kind: 'findings'; readonly findings: readonly Finding[] }
  /** All responses of the step, or the one response of a tool. */
  | {
      readonly kind: 'outcome';
      readonly trajectory: Trajectory;
      readonly rule: OutcomeRule;
      readonly of: Step | { readonly at: BlockRef; readonly tool: string };
    }
  | {
      readonly kind: 'tool';
      readonly trajectory: Trajectory;
      readonly name: string;
      readonly step: number;
      readonly onSameTool: (direction: 1 | -1, tool: string) => void;
    };

const NAMES: Readonly<Record<Why['kind'], string>> = {
  findings: 'Why flagged',
  outcome: 'Why this outcome',
  tool: 'Calls of this tool',
};

const CARD_PX = 320;

export function WhyCard({ of, onClose }: { of: Why; onClose: () => void }): ReactNode {
  return (
    <Popover
      opened
      onDismiss={onClose}
      position="bottom-start"
      width={CARD_PX}
      trapFocus
      withinPortal
      withRoles={false}
    >
      <Popover.Target>
        <span aria-hidden className={classes['anchor']} />
      </Popover.Target>
      <Popover.Dropdown
        role="dialog"
        aria-label={NAMES[of.kind]}
        tabIndex={-1}
        data-autofocus
        className={classes['card'] ?? ''}
      >
        <Answer of={of} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Answer({ of }: { of: Why }): ReactNode {
  switch (of.kind) {
    case 'findings':
      return (
        <ul>
          {of.findings.map((finding) => (
            <FindingNote
              key={`${finding.turn}.${finding.start ?? ''}.${finding.detail}`}
              finding={finding}
              isOpen
            />
          ))}
        </ul>
      );
    case 'outcome':
      return <Outcomes {...of} />;
    case 'tool':
      return <SameTool {...of} />;
  }
  return undefined;
}

function Outcomes({ trajectory, rule, of }: Extract<Why, { kind: 'outcome' }>): ReactNode {
  const outcomes = 'at' in of ? [outcomeOf(trajectory, of.at, of.tool)] : outcomesOf(trajectory, of);
  return (
    <>
      <ul>
        {outcomes.map((outcome) => (
          <OutcomeNote key={outcome.name} outcome={outcome} rule={rule} isOpen />
        ))}
      </ul>
      <RuleTable outcomes={outcomes} rule={rule} />
    </>
  );
}

function SameTool({ trajectory, name, step, onSameTool }: Extract<Why, { kind: 'tool' }>): ReactNode {
  const steps = stepsWithTool(trajectory, name);
  return (
    <>
      <p className={classes['tool']}>
        Called in {plural(steps.length, 'step')} of this run; this is the {ordinal(steps.indexOf(step) + 1)}.
      </p>
      <div className={classes['steps']}>
        <Button
          size="small"
          disabled={neighbour(steps, step, -1) === undefined}
          onClick={() => onSameTool(-1, name)}
        >
          <ChevronLeft size={14} aria-hidden /> Previous call <kbd>{keyOf('previousSameTool')}</kbd>
        </Button>
        <Button
          size="small"
          disabled={neighbour(steps, step, 1) === undefined}
          onClick={() => onSameTool(1, name)}
        >
          Next call <kbd>{keyOf('nextSameTool')}</kbd> <ChevronRight size={14} aria-hidden />
        </Button>
      </div>
    </>
  );
}

const SUFFIXES: Partial<Readonly<Record<Intl.LDMLPluralRule, string>>> = { one: 'st', two: 'nd', few: 'rd' };

function ordinal(value: number): string {
  return `${value}${SUFFIXES[new Intl.PluralRules('en', { type: 'ordinal' }).select(value)] ?? 'th'}`;
}
