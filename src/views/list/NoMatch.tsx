import type { ReactNode } from 'react';
import { formatCount } from '../../lib/text';
import { withFacet, withRange, type ListQuery, type TrajectoryFilter } from '../../trace';
import { useWithoutEach } from '../../client/useIndex';
import type { DatasetKey, WithoutClause } from '../../client/types';
import { Button } from '../../ui/Button';
import { useFilter } from '../facets/useFilter';
import { FACET_NAMES, RANGE_NAMES, rangeName, valueName } from '../facets/words';
import classes from './NoMatch.module.css';

interface NoMatchProps {
  readonly dataset: DatasetKey;
  readonly query: ListQuery;
  readonly version: number;
}

/** The filters leave nothing: what leaving out each gives. */
export function NoMatch({ dataset, query, version }: NoMatchProps): ReactNode {
  const without = useWithoutEach(dataset, query, version, true);
  const { replace } = useFilter();
  const { filter } = query;
  return (
    <div className={classes['empty']}>
      <h2>No trajectory matches all filters</h2>
      <p>Leaving one out gives:</p>
      <ul>
        {without.data?.map(({ key, count }) => (
          <li key={key}>
            <span>
              without <strong>{clauseName(filter, key)}</strong>
            </span>
            <span>{formatCount(count)}</span>
            <Button size="small" disabled={count === 0} onClick={() => replace(dropClause(filter, key))}>
              Leave out
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

type ClauseKey = WithoutClause['key'];

function clauseName(filter: TrajectoryFilter, key: ClauseKey): string {
  if (key === 'q') return `Search “${filter.q}”`;
  if (isRangeKey(key)) return `${RANGE_NAMES[key]} ${rangeName(filter.ranges[key] ?? {})}`;
  const { include = [], exclude = [] } = filter.facets[key] ?? {};
  const values = [...include, ...exclude.map((value) => `not ${value}`)].map((value) =>
    valueName(key, value),
  );
  return `${FACET_NAMES[key]} ${values.join(', ')}`;
}

function dropClause(filter: TrajectoryFilter, key: ClauseKey): TrajectoryFilter {
  if (key === 'q') return { ...filter, q: '' };
  return isRangeKey(key) ? withRange(filter, key, {}) : withFacet(filter, key, { include: [], exclude: [] });
}

function isRangeKey(key: Exclude<ClauseKey, 'q'>): key is keyof typeof RANGE_NAMES {
  return key in RANGE_NAMES;
}
