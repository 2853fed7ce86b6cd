import { ChevronDown, ChevronRight } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { SafeText } from '../../ui/content/SafeText';
import classes from './Inspector.module.css';

export function Section({
  title,
  aside,
  children,
}: {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}): ReactNode {
  return (
    <section className={classes['section']}>
      <div className={classes['head']}>
        <h3>
          <SafeText text={title} />
        </h3>
        {aside !== undefined && <span className={classes['aside']}>{aside}</span>}
      </div>
      {children}
    </section>
  );
}

/** Something on demand; its content is made only when open. */
export function Disclosure({
  summary,
  startsOpen = false,
  children,
}: {
  summary: ReactNode;
  startsOpen?: boolean;
  children: ReactNode;
}): ReactNode {
  const [isOpen, setOpen] = useState(startsOpen);
  return (
    <div className={classes['disclosure']}>
      <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? <ChevronDown size={12} aria-hidden /> : <ChevronRight size={12} aria-hidden />}
        {summary}
      </button>
      {isOpen && <div className={classes['disclosed']}>{children}</div>}
    </div>
  );
}

/** Names and values on two sides of a line. */
export function Facts({
  facts,
}: {
  facts: readonly (readonly [name: string, value: ReactNode, title?: string])[];
}): ReactNode {
  return (
    <dl className={classes['facts']}>
      {facts.map(([name, value, title]) => (
        <div key={name} title={title}>
          <dt>
            <SafeText text={name} />
          </dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
