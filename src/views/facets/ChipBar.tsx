import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { DatasetKey } from '../../client/types';
import { useDatasetFacts } from '../../client/useDatasetStatus';
import { useTextCoverage } from '../../client/useIndex';
import { formatCount } from '../../lib/text';
import { FACET_KEYS, RANGE_KEYS, type ListQuery } from '../../trace';
import { Button } from '../../ui/Button';
import classes from './ChipBar.module.css';
import { textName } from './clauseName';
import { useFilter } from './useFilter';
import { FACET_NAMES, RANGE_NAMES, rangeName, valueName } from './words';
import { spellHidden } from '../../ui/content/hidden';
import { SafeText } from '../../ui/content/SafeText';

interface Chip {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly isExcluded: boolean;
  /** How far it is known. */
  readonly note?: string;
  readonly onRemove: () => void;
  readonly onFlip?: () => void;
}

interface ChipBarProps {
  readonly dataset: DatasetKey;
  readonly query: ListQuery;
  /** Below the bar it stands in, all chips in sight. */
  readonly hasOwnLine?: boolean;
}

/** What is filtered, one chip a value: the word flips between including and excluding, the cross removes. */
export function ChipBar({ dataset, query, hasOwnLine = false }: ChipBarProps): ReactNode {
  const actions = useFilter();
  const { version } = useDatasetFacts(dataset);
  const coverage = useTextCoverage(dataset, query, query.text, version).data;
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
  const { text } = query;
  if (text !== undefined) {
    const { listed = 0, searched = 0 } = coverage ?? {};
    chips.unshift({
      id: 'text',
      name: 'Full text',
      value: textName({ ...text, isExcluded: false }),
      isExcluded: text.isExcluded,
      ...(searched < listed && { note: `${formatCount(searched)} of ${formatCount(listed)} searched` }),
      onRemove: () => actions.setHits(undefined),
      onFlip: () => actions.setHits(text.isExcluded ? 'only' : 'none'),
    });
  }
  return (
    <div className={classes['chips']} data-own-line={hasOwnLine} role="group" aria-label="Filters">
      {chips.map(({ id, name, value, isExcluded, note, onRemove, onFlip }) => (
        <span key={id} className={classes['chip']} data-excluded={isExcluded}>
          {onFlip === undefined ? (
            <span className={classes['word']}>
              {name}{' '}
              <strong>
                <SafeText text={value} />
              </strong>
            </span>
          ) : (
            <button
              type="button"
              className={classes['word']}
              onClick={onFlip}
              title={isExcluded ? 'Include instead' : 'Exclude instead'}
            >
              {isExcluded ? 'not' : name}{' '}
              <strong>
                <SafeText text={value} />
              </strong>
            </button>
          )}
          {note !== undefined && <span className={classes['note']}>{note}</span>}
          <button
            type="button"
            className={classes['remove']}
            onClick={onRemove}
            aria-label={`Remove filter ${name} ${spellHidden(value)}`}
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
