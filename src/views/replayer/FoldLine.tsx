import { ChevronDown, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { SafeText } from '../../ui/content/SafeText';
import classes from './FoldedText.module.css';

interface FoldLineProps {
  readonly preview: ReactNode;
  readonly size: string;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

/** The one line of a folded block: what it is about, its size, and the way in. */
export function FoldLine({ preview, size, isOpen, onToggle }: FoldLineProps): ReactNode {
  return (
    <button type="button" className={classes['line']} aria-expanded={isOpen} onClick={onToggle}>
      <bdi className={classes['preview']}>
        {typeof preview === 'string' ? <SafeText text={preview} /> : preview}
      </bdi>
      <span className={classes['size']}>{isOpen ? size : `${size}, folded`}</span>
      {isOpen ? <ChevronDown size={14} aria-hidden /> : <ChevronRight size={14} aria-hidden />}
    </button>
  );
}
