import type { ReactNode } from 'react';
import type { Suggestion } from '../facets/completeFilterText';
import classes from './SearchBox.module.css';
import { SafeText } from '../../ui/content/SafeText';

export { completeFilterText } from '../facets/completeFilterText';

interface SuggestionsProps {
  /** Ids: `<base>list`, and `<base><index>` of each option. */
  readonly base: string;
  readonly suggestions: readonly Suggestion[];
  readonly active: number;
  readonly onTake: (suggestion: Suggestion) => void;
}

/** Below the searchbox, which keeps the focus. */
export function Suggestions({ base, suggestions, active, onTake }: SuggestionsProps): ReactNode {
  return (
    <div id={`${base}list`} role="listbox" aria-label="Suggestions" className={classes['suggestions']}>
      {suggestions.map((suggestion, index) => (
        <div
          key={suggestion.text}
          id={`${base}${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          className={classes['suggestion']}
          // not on click: the field must not lose the focus
          onMouseDown={(event) => {
            event.preventDefault();
            onTake(suggestion);
          }}
        >
          <span>
            <SafeText text={suggestion.label} />
          </span>
          <span className={classes['note']}>{suggestion.note}</span>
        </div>
      ))}
    </div>
  );
}
