import { Search } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode, type Ref } from 'react';
import classes from './SearchBox.module.css';

interface SearchBoxProps {
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly ref?: Ref<HTMLInputElement>;
}

/** Typing is shown at once and asked for after a pause. */
const PAUSE_MS = 150;

export function SearchBox({ value, onChange, ref }: SearchBoxProps): ReactNode {
  const [draft, setDraft] = useState<string>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const type = (text: string): void => {
    setDraft(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      setDraft(undefined);
      onChange(text);
    }, PAUSE_MS);
  };
  return (
    <label className={classes['box']}>
      <Search size={14} aria-hidden />
      <input
        ref={ref}
        type="search"
        aria-label="Search"
        placeholder="Search tasks"
        value={draft ?? value}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => type(event.target.value)}
      />
      <kbd className={classes['key']} aria-hidden>
        /
      </kbd>
    </label>
  );
}
