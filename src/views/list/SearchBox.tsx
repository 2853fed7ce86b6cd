/**
 * The searchbox "Search": the whole filter as text (docs/FILTERS.md). A word searches the task; keys filter as the
 * facets do. What is written is applied after a pause as long as it can be read; else the message says where not.
 */
import { Search } from 'lucide-react';
import {
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
} from 'react';
import type { Facets } from '../../client/types';
import { parseFilterText, printFilterText, type FilterTextError, type TrajectoryFilter } from '../../trace';
import { pageActivity } from '../../lib/activity';
import type { Completion, Suggestion } from '../facets/completeFilterText';
import classes from './SearchBox.module.css';
import { SafeText } from '../../ui/content/SafeText';
import { spellHidden } from '../../ui/content/hidden';

/** Comes when the field is first used. */
const loadHelp = () => pageActivity.during(import('./Suggestions'));

interface SearchBoxProps {
  readonly filter: TrajectoryFilter;
  readonly facets: Facets | undefined;
  readonly onChange: (filter: TrajectoryFilter) => void;
  readonly ref?: Ref<{ focus(): void }>;
}

/** Typing is shown at once and asked for after a pause. */
const PAUSE_MS = 150;

function errorOf(text: string): FilterTextError | undefined {
  const result = parseFilterText(text);
  return result.kind === 'error' ? result.error : undefined;
}

export function SearchBox({ filter, facets, onChange, ref }: SearchBoxProps): ReactNode {
  const base = useId();
  const input = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState<string>();
  const [found, setError] = useState<FilterTextError>();
  const [caret, setCaret] = useState<number>();
  const [active, setActive] = useState(-1);
  // behind what was taken, before the next key
  const [caretTo, setCaretTo] = useState<{ at: number }>();
  useLayoutEffect(() => {
    if (caretTo !== undefined) input.current?.setSelectionRange(caretTo.at, caretTo.at);
  }, [caretTo]);
  const [help, setHelp] = useState<Awaited<ReturnType<typeof loadHelp>>>();
  const [scrolledPx, setScrolledPx] = useState(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const text = draft ?? printFilterText(filter);
  const completion = caret === undefined ? undefined : help?.completeFilterText(text, caret, facets);
  const suggestions = completion?.suggestions ?? [];
  // half a term is no mistake while it is being completed
  const error = suggestions.length > 0 ? undefined : found;

  useImperativeHandle(
    ref,
    () => ({
      // what is added is a term of its own
      focus: () => {
        const { current } = input;
        if (current === null) return;
        current.focus();
        const shown = current.value;
        if (shown !== '' && !/\s$/.test(shown)) setDraft(`${shown} `);
      },
    }),
    [],
  );

  const apply = (written: string): void => {
    clearTimeout(timer.current);
    const result = parseFilterText(written);
    setError(result.kind === 'error' ? result.error : undefined);
    if (result.kind === 'filter' && printFilterText(result.filter) !== printFilterText(filter))
      onChange(result.filter);
  };
  const write = (written: string): void => {
    setDraft(written);
    setActive(-1);
    if (errorOf(written) === undefined) setError(undefined);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => apply(written), PAUSE_MS);
  };
  const take = ({ start, end }: Completion, suggestion: Suggestion): void => {
    const written = text.slice(0, start) + suggestion.text + text.slice(end).trimStart();
    const at = start + suggestion.text.length;
    write(written);
    setCaret(suggestion.text.endsWith(' ') ? undefined : at);
    setCaretTo({ at });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    const { key } = event;
    const chosen = suggestions[active];
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      if (caret === undefined) setCaret(input.current?.selectionStart ?? text.length);
      else setActive(nextActive(active, key === 'ArrowDown' ? 1 : -1, suggestions.length));
    } else if (key === 'Enter' && completion !== undefined && chosen !== undefined) take(completion, chosen);
    else if (key === 'Enter') {
      setCaret(undefined);
      apply(text);
      const wrong = errorOf(text);
      if (wrong !== undefined) input.current?.setSelectionRange(wrong.start, wrong.end);
    } else if (key === 'Escape' && suggestions.length > 0) setCaret(undefined);
    else return;
    event.preventDefault();
  };

  return (
    <div className={classes['field']}>
      <label className={classes['box']} data-wrong={error !== undefined}>
        <Search size={14} aria-hidden />
        <span className={classes['text']}>
          {error !== undefined && (
            <span className={classes['marker']} aria-hidden>
              <span style={{ marginLeft: -scrolledPx }}>{text.slice(0, error.start)}</span>
              <mark>{text.slice(error.start, error.end) || ' '}</mark>
            </span>
          )}
          <input
            ref={input}
            type="search"
            aria-label="Search"
            aria-autocomplete="list"
            aria-controls={suggestions.length > 0 ? `${base}list` : undefined}
            aria-activedescendant={active >= 0 ? `${base}${active}` : undefined}
            aria-invalid={error !== undefined || undefined}
            aria-describedby={error === undefined ? undefined : `${base}error`}
            placeholder="Search tasks, or filter: tool:terminal failures>=3"
            value={text}
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="off"
            onChange={({ target }) => {
              write(target.value);
              setCaret(target.selectionStart ?? target.value.length);
            }}
            onClick={({ currentTarget }) =>
              caret !== undefined && setCaret(currentTarget.selectionStart ?? 0)
            }
            onKeyDown={onKeyDown}
            onFocus={() => void loadHelp().then(setHelp, () => undefined)}
            onScroll={({ currentTarget }) => setScrolledPx(currentTarget.scrollLeft)}
            onBlur={() => {
              setCaret(undefined);
              setActive(-1);
              if (draft === undefined) return;
              apply(draft);
              if (errorOf(draft) === undefined) setDraft(undefined);
            }}
          />
        </span>
        <kbd className={classes['key']} aria-hidden>
          /
        </kbd>
      </label>
      {error !== undefined && (
        <p id={`${base}error`} className={classes['error']}>
          Character {error.start + 1}: <SafeText text={error.message} />
        </p>
      )}
      {help !== undefined && completion !== undefined && suggestions.length > 0 && (
        <help.Suggestions
          base={base}
          suggestions={suggestions}
          active={active}
          onTake={(suggestion) => take(completion, suggestion)}
        />
      )}
      {(error !== undefined || suggestions.length > 0) && (
        <span role="status" className="visuallyHidden">
          {error === undefined ? `${suggestions.length} suggestions` : spellHidden(error.message)}
        </span>
      )}
    </div>
  );
}

/** −1 = in the field, none chosen. */
function nextActive(active: number, by: 1 | -1, count: number): number {
  return ((active + 1 + by + count + 1) % (count + 1)) - 1;
}
