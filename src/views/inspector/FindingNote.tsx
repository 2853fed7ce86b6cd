import { Diamond } from 'lucide-react';
import type { ReactNode } from 'react';
import { findingKindInfo, type Finding } from '../../trace';
import { SafeText } from '../../ui/content/SafeText';
import classes from './Inspector.module.css';
import { Disclosure } from './Section';

export function findingTitle(kind: string): string {
  return findingKindInfo(kind)?.title ?? kind.replaceAll('_', ' ');
}

/** `Steps 4–7`, or where it stands before the first step. */
export function findingPlace({ step, lastStep }: Finding): string {
  if (step === 0) return 'Preamble';
  return lastStep !== undefined && lastStep > step ? `Steps ${step}–${lastStep}` : `Step ${step}`;
}

/** One finding: its kind, what was seen here, and on demand what the kind means. */
export function FindingNote({ finding }: { finding: Finding }): ReactNode {
  return (
    <li className={classes['note']}>
      <Diamond size={14} aria-hidden data-tone="finding" />
      <div>
        <strong>{findingTitle(finding.kind)}</strong>
        <p>
          <SafeText text={finding.detail} />
        </p>
        <Disclosure summary="Why flagged">
          {findingKindInfo(finding.kind)?.sentence ?? 'A kind this version has no sentence for.'}
        </Disclosure>
      </div>
    </li>
  );
}
