import { ChevronDown, ChevronRight } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { SafeText } from '../../ui/content/SafeText';
import classes from './FoldedText.module.css';

interface FoldedTextProps {
  /** One line of what is inside. */
  readonly preview: string;
  /** Its size, e.g. `142 words`. */
  readonly size: string;
  readonly startsOpen: boolean;
  readonly children: ReactNode;
}

/** A block that can be folded to one line with its size; its parts are made only when open. */
export function FoldedText({ preview, size, startsOpen, children }: FoldedTextProps): ReactNode {
  const [isOpen, setOpen] = useState(startsOpen);
  if (isOpen && startsOpen) return children;
  return (
    <div>
      <button
        type="button"
        className={classes['line']}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <bdi className={classes['preview']}>
          <SafeText text={preview} />
        </bdi>
        <span className={classes['size']}>{isOpen ? size : `${size}, folded`}</span>
        {isOpen ? <ChevronDown size={14} aria-hidden /> : <ChevronRight size={14} aria-hidden />}
      </button>
      {isOpen && <div className={classes['open']}>{children}</div>}
    </div>
  );
}
