import { Ban, ChevronDown, ChevronRight } from 'lucide-react';
import { Suspense, useState, type ReactNode } from 'react';
import { formatCount, plural } from '../../lib/text';
import type { FacetKey } from '../../trace';
import type { Facets, FacetValue, Ranges } from '../../client/types';
import { Button } from '../../ui/Button';
import { lazyPart } from '../../ui/lazyPart';
import classes from './FacetPanel.module.css';
import { useFilter, type FilterActions } from './useFilter';
import { FACET_NAMES, valueName } from './words';
import { spellHidden } from '../../ui/content/hidden';
import { SafeText } from '../../ui/content/SafeText';

const GROUPS: readonly FacetKey[] = ['config', 'cat', 'sub', 'tool', 'outcome', 'finding', 'triage'];
/** Shown where some record has one. */
const RECORDED: readonly FacetKey[] = ['model', 'state'];
/** Values shown before "n more". */
const FIRST_VALUES = 8;

const RangePanel = lazyPart(async () => (await import('./RangePanel')).RangePanel);

interface FacetPanelProps {
  readonly facets: Facets | undefined;
  readonly ranges: Ranges | undefined;
  readonly isGrowing: boolean;
}

/** The facets with counts; each leaves out its own clause, so its counts say what adding a value would give. */
export function FacetPanel({ facets, ranges, isGrowing }: FacetPanelProps): ReactNode {
  const actions = useFilter();
  const recorded = RECORDED.filter(
    (key) =>
      actions.filter.facets[key] !== undefined || facets?.[key].some(({ value }) => value !== '') === true,
  );
  return (
    <div className={classes['panel']}>
      {[...GROUPS, ...recorded].map((key) => (
        <FacetGroup key={key} facet={key} values={facets?.[key]} actions={actions} />
      ))}
      <Suspense fallback={undefined}>
        <RangePanel ranges={ranges} />
      </Suspense>
      {isGrowing && <p className={classes['note']}>Counts so far: the index is still being read.</p>}
    </div>
  );
}

interface FacetGroupProps {
  readonly facet: FacetKey;
  readonly values: readonly FacetValue[] | undefined;
  readonly actions: FilterActions;
}

function FacetGroup({ facet, values, actions }: FacetGroupProps): ReactNode {
  const [isOpen, setOpen] = useState(facet !== 'sub');
  const [isWhole, setWhole] = useState(false);
  const name = FACET_NAMES[facet];
  const clause = actions.filter.facets[facet];
  const shown = isWhole ? values : firstOf(values ?? [], clause?.include ?? [], clause?.exclude ?? []);
  const hidden = (values?.length ?? 0) - (shown?.length ?? 0);
  return (
    <fieldset aria-label={name} className={classes['group']}>
      <div className={classes['head']}>
        <button
          type="button"
          className={classes['title']}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? <ChevronDown size={14} aria-hidden /> : <ChevronRight size={14} aria-hidden />}
          {name}
          {!isOpen && values !== undefined && (
            <span className={classes['size']}>{plural(values.length, 'value')}</span>
          )}
        </button>
        {facet === 'tool' && isOpen && (clause?.include.length ?? 0) > 1 && (
          <Button
            size="small"
            variant="quiet"
            title={
              actions.filter.toolMode === 'any' ? 'Ask for all of them in one run' : 'Ask for any of them'
            }
            onClick={() => actions.setToolMode(actions.filter.toolMode === 'any' ? 'all' : 'any')}
          >
            {actions.filter.toolMode === 'any' ? 'any of these' : 'all of these'}
          </Button>
        )}
      </div>
      {isOpen && values === undefined && <p className={classes['note']}>Counting…</p>}
      {isOpen &&
        shown?.map((each) => (
          <FacetRow
            key={each.value}
            name={valueName(facet, each.value)}
            count={each.count}
            isIncluded={clause?.include.includes(each.value) === true}
            isExcluded={clause?.exclude.includes(each.value) === true}
            onToggle={() => actions.toggle(facet, each.value)}
            onExclude={() => actions.toggleExcluded(facet, each.value)}
          />
        ))}
      {isOpen && (hidden > 0 || isWhole) && (values?.length ?? 0) > FIRST_VALUES && (
        <button
          type="button"
          className={classes['more']}
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
        >
          {isWhole ? 'fewer' : `${hidden} more`}
        </button>
      )}
    </fieldset>
  );
}

function firstOf(
  values: readonly FacetValue[],
  include: readonly string[],
  exclude: readonly string[],
): readonly FacetValue[] {
  return values.filter(
    ({ value }, index) => index < FIRST_VALUES || include.includes(value) || exclude.includes(value),
  );
}

interface FacetRowProps {
  readonly name: string;
  readonly count: number;
  readonly isIncluded: boolean;
  readonly isExcluded: boolean;
  readonly onToggle: () => void;
  readonly onExclude: () => void;
}

function FacetRow(props: FacetRowProps): ReactNode {
  const { name, count, isIncluded, isExcluded, onToggle, onExclude } = props;
  const spoken = spellHidden(name);
  return (
    <div className={classes['row']} data-excluded={isExcluded} data-zero={count === 0 && !isIncluded}>
      <label className={classes['value']}>
        <input
          type="checkbox"
          checked={isIncluded}
          aria-label={`${spoken} ${formatCount(count)}${isExcluded ? ', excluded' : ''}`}
          onChange={onToggle}
        />
        <span className={classes['name']} title={spoken}>
          <SafeText text={name} />
        </span>
        <span className={classes['count']}>{formatCount(count)}</span>
      </label>
      <button
        type="button"
        className={classes['exclude']}
        aria-label={`Exclude ${spoken}`}
        title={isExcluded ? 'Excluded; click to take it back' : 'Exclude'}
        aria-pressed={isExcluded}
        onClick={onExclude}
      >
        <Ban size={12} aria-hidden />
      </button>
    </div>
  );
}
