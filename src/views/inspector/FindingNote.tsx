import { Diamond } from 'lucide-react';
import type { ReactNode } from 'react';
import { findingKindInfo, type Finding } from '../../trace';
import { findingTitle } from '../replayer/runFacts';
import classes from './Inspector.module.css';
import { Sentence } from './Sentence';
import { Disclosure } from './Section';

export function findingSentence(kind: string): string {
  return findingKindInfo(kind)?.sentence ?? 'A kind this version has no sentence for.';
}

/** `Steps 4–7`, or where it stands before the first step. */
export function findingPlace({ step, lastStep }: Finding): string {
  if (step === 0) return 'Preamble';
  return lastStep !== undefined && lastStep > step ? `Steps ${step}–${lastStep}` : `Step ${step}`;
}

/** One finding: its kind, what was seen here, and on demand what the kind means. */
export function FindingNote({ finding, isOpen = false }: { finding: Finding; isOpen?: boolean }): ReactNode {
  return (
    <li className={classes['note']}>
      <Diamond size={14} aria-hidden data-tone="finding" />
      <div>
        <strong>{findingTitle(finding.kind)}</strong>
        <p>
          <Sentence text={finding.detail} />
        </p>
        <Disclosure summary="Why flagged" startsOpen={isOpen}>
          <Sentence text={findingSentence(finding.kind)} />
        </Disclosure>
      </div>
    </li>
  );
}
