import { ChevronDown, ChevronRight } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import classes from './tools.module.css';

/** A part folded to its name; made only when open. */
export function Details({ label, children }: { label: string; children: ReactNode }): ReactNode {
  const [isOpen, setOpen] = useState(false);
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
