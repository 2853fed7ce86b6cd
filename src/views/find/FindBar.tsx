import { ChevronDown, ChevronUp, Search, X } from 'lucide-react';
import { useEffect, useEffectEvent, useState, type KeyboardEvent, type ReactNode, type Ref } from 'react';
import { formatCount } from '../../lib/text';
import { excerptOf, type Trajectory } from '../../trace';
import { IconButton } from '../../ui/Button';
import { SafeText } from '../../ui/content/SafeText';
import classes from './FindBar.module.css';
import { useSearch, type Search as SearchResult, type SearchHit } from './useSearch';

export interface FoundPlace {
  readonly hit: SearchHit;
  readonly needle: string;
}

interface FindBarProps {
  readonly trajectory: Trajectory;
  /** Searched from here on first. */
  readonly fromTurn: number;
  readonly onFound: (place: FoundPlace | undefined) => void;
  readonly onClose: () => void;
  readonly field: Ref<HTMLInputElement>;
}

/** Find in this trajectory: everything, also what is folded, cut, or not rendered. */
export function FindBar({ trajectory, fromTurn, onFound, onClose, field }: FindBarProps): ReactNode {
  const [needle, setNeedle] = useState('');
  const [start] = useState(fromTurn);
  const [chosen, setChosen] = useState<SearchHit>();
  const search = useSearch(trajectory, needle, start);
  const { hits, nearest } = search;
  const hit = chosen ?? nearest;
  const at = hit === undefined ? -1 : hits.indexOf(hit);

  const tell = useEffectEvent((found: SearchHit | undefined) => onFound(found && { hit: found, needle }));
  useEffect(() => tell(hit), [hit]);

  const step = (direction: 1 | -1): void => {
    if (hits.length > 0) setChosen(hits[(at + direction + hits.length) % hits.length]);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <search className={classes['bar']} aria-label="Find">
      <label className={classes['field']}>
        <Search size={14} aria-hidden />
        <input
          ref={field}
          type="search"
          aria-label="Find in trajectory"
          placeholder="Find in trajectory"
          // opened by a key or a button to be typed in at once
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          spellCheck={false}
          value={needle}
          onChange={(event) => {
            setNeedle(event.target.value);
            setChosen(undefined);
          }}
          onKeyDown={onKeyDown}
        />
      </label>
      <span className={classes['count']} role="status" aria-label="Found">
        {countOf(needle, search, at)}
      </span>
      <IconButton
        size="small"
        variant="quiet"
        label="Previous match"
        hint="Shift+Enter"
        disabled={hits.length === 0}
        onClick={() => step(-1)}
      >
        <ChevronUp size={16} aria-hidden />
      </IconButton>
      <IconButton
        size="small"
        variant="quiet"
        label="Next match"
        hint="Enter"
        disabled={hits.length === 0}
        onClick={() => step(1)}
      >
        <ChevronDown size={16} aria-hidden />
      </IconButton>
      <Around trajectory={trajectory} hit={hit} />
      <IconButton size="small" variant="quiet" label="Close find" hint="Escape" onClick={onClose}>
        <X size={16} aria-hidden />
      </IconButton>
    </search>
  );
}

function countOf(needle: string, { hits, isDone, isCut, error }: SearchResult, at: number): string {
  if (needle === '') return '';
  if (error !== undefined) return error;
  if (hits.length === 0) return isDone ? 'Not found' : 'Searching…';
  const total = `${formatCount(hits.length)}${isCut ? ' or more' : isDone ? '' : ' so far'}`;
  return at === -1 ? total : `${formatCount(at + 1)} of ${total}`;
}

/** The hit with its surroundings as recorded: it may stand where nothing is drawn. */
function Around({ trajectory, hit }: { trajectory: Trajectory; hit: SearchHit | undefined }): ReactNode {
  const value = hit === undefined ? undefined : trajectory.turns[hit.turn]?.value;
  if (hit === undefined || value === undefined) return <span className={classes['around']} />;
  const { before, hit: text, after } = hit.excerpt ?? excerptOf(value, hit);
  return (
    <code className={classes['around']}>
      <span className={classes['before']}>
        <bdi>
          <SafeText text={before} />
        </bdi>
      </span>
      <mark>
        <SafeText text={text} />
      </mark>
      <span className={classes['after']}>
        <SafeText text={after} />
      </span>
    </code>
  );
}
