import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { FACET_KEYS, RANGE_KEYS } from '../../trace';
import { Button } from '../../ui/Button';
import classes from './ChipBar.module.css';
import { useFilter } from './useFilter';
import { FACET_NAMES, RANGE_NAMES, rangeName, valueName } from './words';

interface Chip {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly isExcluded: boolean;
  readonly onRemove: () => void;
  readonly onFlip?: () => void;
}

/** What is filtered, one chip a value: the word flips between including and excluding, the cross removes. */
export function ChipBar(): ReactNode {
  const actions = useFilter();
  const { filter } = actions;
  const chips: Chip[] = FACET_KEYS.flatMap((key) => {
    const { include = [], exclude = [] } = filter.facets[key] ?? {};
    const chip = (value: string, isExcluded: boolean): Chip => ({
      id: `${key}=${value}`,
      name: FACET_NAMES[key],
      value: valueName(key, value),
      isExcluded,
      onRemove: () => actions.dropFacetValue(key, value),
      onFlip: () => actions.flip(key, value),
    });
    return [...include.map((value) => chip(value, false)), ...exclude.map((value) => chip(value, true))];
  });
  for (const key of RANGE_KEYS) {
    const range = filter.ranges[key];
    if (range === undefined) continue;
    chips.push({
      id: key,
      name: RANGE_NAMES[key],
      value: rangeName(range),
      isExcluded: false,
      onRemove: () => actions.setRange(key, {}),
    });
  }
  return (
    <div className={classes['chips']} role="group" aria-label="Filters">
      {chips.map(({ id, name, value, isExcluded, onRemove, onFlip }) => (
        <span key={id} className={classes['chip']} data-excluded={isExcluded}>
          {onFlip === undefined ? (
            <span className={classes['word']}>
              {name} <strong>{value}</strong>
            </span>
          ) : (
            <button
              type="button"
              className={classes['word']}
              onClick={onFlip}
              title={isExcluded ? 'Include instead' : 'Exclude instead'}
            >
              {isExcluded ? 'not' : name} <strong>{value}</strong>
            </button>
          )}
          <button
            type="button"
            className={classes['remove']}
            onClick={onRemove}
            aria-label={`Remove filter ${name} ${value}`}
          >
            <X size={12} aria-hidden />
          </button>
        </span>
      ))}
      <Button size="small" variant="quiet" onClick={actions.clear}>
        Clear
      </Button>
    </div>
  );
}
