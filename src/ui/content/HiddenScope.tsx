import { EyeOff } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';
import { plural } from '../../lib/text';
import { countHidden } from './hidden';
import classes from './SafeText.module.css';

const NAMED = 4;

/** Counts the hidden characters of the text drawn inside, and shows them on demand. */
export function HiddenScope({ text, children }: { text: string; children: ReactNode }): ReactNode {
  const { count, codes } = useMemo(() => countHidden(text), [text]);
  const [isShown, setShown] = useState(false);
  if (count === 0) return children;
  return (
    <div data-hidden={isShown ? 'shown' : 'counted'}>
      <button
        type="button"
        className={classes['badge']}
        aria-pressed={isShown}
        onClick={() => setShown(!isShown)}
      >
        <EyeOff size={12} aria-hidden />
        {plural(count, 'hidden character')}: {codes.slice(0, NAMED).join(', ')}
        {codes.length > NAMED && ` and ${codes.length - NAMED} more`} <b>{isShown ? 'Hide' : 'Show'}</b>
      </button>
      {children}
    </div>
  );
}
