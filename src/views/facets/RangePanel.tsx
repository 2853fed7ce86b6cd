/** The numbers a list can be narrowed by: two fields each, and a small histogram to drag over. */
import { X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { Ranges } from '../../client/types';
import { formatCount } from '../../lib/text';
import { RANGE_KEYS, type Range, type RangeKey } from '../../trace';
import { RangeHistogram } from '../../ui/charts/RangeHistogram';
import classes from './RangePanel.module.css';
import { useFilter } from './useFilter';
import { RANGE_NAMES } from './words';

export function RangePanel({ ranges }: { ranges: Ranges | undefined }): ReactNode {
  const { filter, setRange } = useFilter();
  return RANGE_KEYS.map((key) => (
    <RangeGroup
      key={key}
      name={RANGE_NAMES[key]}
      range={filter.ranges[key]}
      figure={ranges?.[key]}
      onRange={(range, isReplace) => setRange(key, range, isReplace)}
    />
  ));
}

interface RangeGroupProps {
  readonly name: string;
  readonly range: Range | undefined;
  readonly figure: Ranges[RangeKey];
  /** Typing and dragging replace the history entry. */
  readonly onRange: (range: Range, isReplace: boolean) => void;
}

function RangeGroup({ name, range, figure, onRange }: RangeGroupProps): ReactNode {
  return (
    <fieldset aria-label={name} className={classes['group']}>
      <div className={classes['head']}>
        <span className={classes['name']} aria-hidden>
          {name}
        </span>
        {range !== undefined && (
          <button
            type="button"
            className={classes['clear']}
            aria-label={`Any ${name.toLowerCase()}`}
            onClick={() => onRange({}, false)}
          >
            <X size={12} aria-hidden />
          </button>
        )}
        <RangeFields
          // typed text that was not applied goes when the range changes elsewhere
          key={`${range?.min}-${range?.max}`}
          name={name}
          range={range ?? {}}
          low={figure?.low}
          high={figure?.high}
          onRange={(next) => onRange(next, true)}
        />
      </div>
      {figure !== undefined && (
        <>
          <RangeHistogram
            bins={figure.bins}
            chosen={range}
            onPick={(picked) => onRange(picked ?? {}, true)}
          />
          <div className={classes['axis']} aria-hidden>
            <span>{formatCount(figure.bins[0]?.from ?? 0)}</span>
            {figure.bins.length > 1 && <span>{formatCount(figure.bins.at(-1)?.from ?? 0)} and more</span>}
          </div>
        </>
      )}
    </fieldset>
  );
}

interface RangeFieldsProps {
  readonly name: string;
  readonly range: Range;
  readonly low: number | undefined;
  readonly high: number | undefined;
  readonly onRange: (range: Range) => void;
}

/** Undefined = open; NaN = not a whole number the address can hold. */
function parseEnd(text: string): number | undefined {
  if (text.trim() === '') return undefined;
  return /^\d{1,9}$/.test(text.trim()) ? Number(text) : Number.NaN;
}

/** Applied by Enter or on leaving the pair, so that half a number never filters. */
function RangeFields({ name, range, low, high, onRange }: RangeFieldsProps): ReactNode {
  const [texts, setTexts] = useState<readonly [string, string]>([
    String(range.min ?? ''),
    String(range.max ?? ''),
  ]);
  const [min, max] = [parseEnd(texts[0]), parseEnd(texts[1])];
  const isUnreadable = Number.isNaN(min) || Number.isNaN(max);
  const isTurned = min !== undefined && max !== undefined && min > max;
  const apply = (): void => {
    if (isUnreadable || isTurned || (min === range.min && max === range.max)) return;
    onRange({ ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) });
  };
  const reset = (): void => setTexts([String(range.min ?? ''), String(range.max ?? '')]);
  const field = (end: 0 | 1, label: string, hint: number | undefined): ReactNode => (
    <input
      className={classes['field']}
      type="text"
      inputMode="numeric"
      aria-label={`${name} ${label}`}
      aria-invalid={isUnreadable || isTurned || undefined}
      title={isTurned ? `At least ${min} is more than at most ${max}` : undefined}
      placeholder={hint === undefined ? '' : String(hint)}
      value={texts[end]}
      onChange={({ target }) => setTexts(end === 0 ? [target.value, texts[1]] : [texts[0], target.value])}
      onKeyDown={({ key }) => {
        if (key === 'Enter') apply();
        else if (key === 'Escape') reset();
      }}
    />
  );
  return (
    <div
      className={classes['fields']}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) apply();
      }}
    >
      {field(0, 'at least', low)}
      <span aria-hidden>–</span>
      {field(1, 'at most', high)}
    </div>
  );
}
