import { Suspense, useRef, useState, type ReactNode, type SyntheticEvent } from 'react';
import { lazyPart } from '../../ui/lazyPart';
import { Tag, type Tone } from '../../ui/Tag';
import type { Why } from './WhyCard';
import classes from './WhyTag.module.css';

const WhyCard = lazyPart(async () => (await import('./WhyCard')).WhyCard);

interface WhyTagProps {
  readonly tone: Tone;
  readonly icon: ReactNode;
  /** What it is a tag of. */
  readonly of: Why;
  readonly children: ReactNode;
}

/** A tag that answers when asked: why a finding was flagged, why an outcome is what it is, where a tool is called. */
export function WhyTag({ tone, icon, of, children }: WhyTagProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  // pressed while open it closes: the card must not close first and be opened again
  const keepOpen = (event: SyntheticEvent): void => {
    if (isOpen) event.stopPropagation();
  };
  return (
    <span className={classes['place']} data-tone={tone}>
      <button
        ref={button}
        type="button"
        className={classes['button']}
        title={of.kind === 'tool' ? 'Calls of this tool' : 'Why?'}
        aria-haspopup="dialog"
        data-open={isOpen}
        onMouseDown={keepOpen}
        onTouchStart={keepOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Tag tone={tone} icon={icon}>
          {children}
        </Tag>
      </button>
      {isOpen && (
        <Suspense fallback={undefined}>
          <WhyCard
            of={of}
            onClose={() => {
              setOpen(false);
              button.current?.focus({ preventScroll: true });
            }}
          />
        </Suspense>
      )}
    </span>
  );
}
