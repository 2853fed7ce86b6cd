import type { ReactNode } from 'react';
import { CutText } from '../../ui/CutText';
import { SafeText } from '../../ui/content/SafeText';
import { parseOutlineLine } from './outlineLine';
import classes from './tools.module.css';

const CUT = { maxLines: 16, maxChars: 3000, keep: 'first' } as const;

function draw(shown: string): ReactNode {
  return shown.split('\n').map((line, index) => {
    const { indent, role, rest, reference } = parseOutlineLine(line);
    return (
      <span key={index}>
        {index > 0 && '\n'}
        <SafeText text={indent} />
        <span className={classes['role']}>{role}</span>
        <SafeText text={rest} />
        <span className={classes['reference']}>
          <SafeText text={reference} />
        </span>
      </span>
    );
  });
}

/** A page as the agent saw it: roles quiet, words plain, references as handles. */
export function Outline({ text }: { text: string }): ReactNode {
  return <CutText isMono text={text} cut={CUT} render={draw} />;
}
