import type { ReactNode } from 'react';
import { formatCount } from '../../lib/text';
import { isRangeKey, withFacet, withRange, type ListQuery, type TrajectoryFilter } from '../../trace';
import { useWithoutEach } from '../../client/useIndex';
import type { DatasetKey, WithoutClause } from '../../client/types';
import { Button } from '../../ui/Button';
import { useFilter } from '../facets/useFilter';
import { clauseName } from '../facets/clauseName';
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

function dropClause(filter: TrajectoryFilter, key: ClauseKey): TrajectoryFilter {
  if (key === 'q') return { ...filter, q: '' };
  return isRangeKey(key) ? withRange(filter, key, {}) : withFacet(filter, key, { include: [], exclude: [] });
}
