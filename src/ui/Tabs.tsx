import { useId, useRef, type KeyboardEvent, type ReactNode } from 'react';
import classes from './Tabs.module.css';

interface TabsProps<Key extends string> {
  /** Accessible name of the row of tabs. */
  readonly label: string;
  readonly tabs: readonly { readonly key: Key; readonly title: ReactNode }[];
  readonly selected: Key;
  readonly onSelect: (key: Key) => void;
  /** Stands at the end of the row. */
  readonly aside?: ReactNode;
  readonly size?: 'bar' | 'touch';
  /** The panel of the selected tab. */
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

/** A row of tabs and the panel of the selected one. Arrows move and select, Home and End go to the ends. */
export function Tabs<Key extends string>(props: TabsProps<Key>): ReactNode {
  const { label, tabs, selected, onSelect, aside, size = 'bar', children, className } = props;
  const base = useId();
  const row = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = tabs.findIndex(({ key }) => key === selected);
    const targets: Readonly<Record<string, number>> = {
      ArrowRight: (at + 1) % tabs.length,
      ArrowLeft: (at - 1 + tabs.length) % tabs.length,
      Home: 0,
      End: tabs.length - 1,
    };
    const target = targets[event.key];
    const next = target === undefined ? undefined : tabs[target];
    if (next === undefined || target === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onSelect(next.key);
    row.current?.querySelectorAll<HTMLElement>('[role="tab"]')[target]?.focus();
  };
  return (
    <div className={`${classes['box']} ${className ?? ''}`}>
      <div className={classes['bar']} data-size={size}>
        <div ref={row} role="tablist" aria-label={label} className={classes['tabs']}>
          {tabs.map(({ key, title }) => (
            <button
              key={key}
              id={`${base}${key}`}
              type="button"
              role="tab"
              aria-selected={key === selected}
              aria-controls={key === selected ? `${base}panel` : undefined}
              tabIndex={key === selected ? 0 : -1}
              className={classes['tab']}
              onClick={() => onSelect(key)}
              onKeyDown={onKeyDown}
            >
              {title}
            </button>
          ))}
        </div>
        {aside}
      </div>
      <div
        id={`${base}panel`}
        role="tabpanel"
        aria-labelledby={`${base}${selected}`}
        className={classes['panel']}
      >
        {children}
      </div>
    </div>
  );
}
