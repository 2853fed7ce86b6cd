import { ChevronDown, ChevronRight } from 'lucide-react';
import { use, useState, type ReactNode } from 'react';
import { ShowWhole } from '../../ui/ShowWhole';
import classes from './tools.module.css';

/** A part folded to its name; made only when open. */
export function Details({ label, children }: { label: string; children: ReactNode }): ReactNode {
  const [chosen, setOpen] = useState<boolean>();
  const isNeeded = use(ShowWhole);
  const isOpen = chosen ?? isNeeded;
  return (
    <div>
      <button
        type="button"
        className={classes['fold']}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {isOpen ? <ChevronDown size={12} aria-hidden /> : <ChevronRight size={12} aria-hidden />}
        {label}
      </button>
      {isOpen && children}
    </div>
  );
}
