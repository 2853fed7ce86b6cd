import { useMemo, useState, type ReactNode } from 'react';
import { formatCount } from '../../lib/text';
import { findingKindInfo, type Finding, type Trajectory } from '../../trace';
import { Button } from '../../ui/Button';
import { findingTitle } from '../replayer/runFacts';
import { findingPlace, findingSentence } from './FindingNote';
import classes from './Inspector.module.css';
import { Sentence } from './Sentence';
import { Disclosure, Section } from './Section';

interface FindingsPanelProps {
  readonly trajectory: Trajectory;
  readonly current: number;
  readonly onStep: (step: number) => void;
}

const FEW = 20;

/** Kinds a reader should care for first, then in the order of the run. */
function groupByKind(findings: readonly Finding[]): readonly (readonly [string, readonly Finding[]])[] {
  const groups = Map.groupBy(findings, ({ kind }) => kind);
  const weight = (kind: string): number => findingKindInfo(kind)?.weight ?? 2;
  return [...groups].sort(([a], [b]) => weight(b) - weight(a));
}

/** All findings of the run by kind; each leads to its step. */
export function FindingsPanel({ trajectory, current, onStep }: FindingsPanelProps): ReactNode {
  const groups = useMemo(() => groupByKind(trajectory.findings), [trajectory]);
  if (groups.length === 0) {
    return <p className={classes['empty']}>Nothing in the structure of this run stands out.</p>;
  }
  return groups.map(([kind, findings]) => (
    <Section key={kind} title={findingTitle(kind)} aside={formatCount(findings.length)}>
      <Disclosure summary="Why flagged">
        <Sentence text={findingSentence(kind)} />
      </Disclosure>
      <FindingLinks findings={findings} current={current} onStep={onStep} />
    </Section>
  ));
}

function FindingLinks({
  findings,
  current,
  onStep,
}: {
  findings: readonly Finding[];
  current: number;
  onStep: (step: number) => void;
}): ReactNode {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? findings : findings.slice(0, FEW);
  return (
    <>
      <ul className={classes['links']}>
        {shown.map((finding) => {
          const step = Math.max(1, finding.step);
          return (
            <li key={`${finding.turn}.${finding.start ?? ''}.${finding.detail}`}>
              <button
                type="button"
                aria-current={step === current ? 'step' : undefined}
                onClick={() => onStep(step)}
              >
                <strong>{findingPlace(finding)}</strong>
                <span>
                  <Sentence text={finding.detail} />
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {shown.length < findings.length && (
        <Button size="small" variant="quiet" onClick={() => setWhole(true)}>
          {FEW} of {formatCount(findings.length)}. Show all
        </Button>
      )}
    </>
  );
}
