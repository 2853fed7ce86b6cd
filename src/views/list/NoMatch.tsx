import type { ReactNode } from 'react';
import { formatCount, plural } from '../../lib/text';
import { isRangeKey, withFacet, withRange, type ListQuery, type TrajectoryFilter } from '../../trace';
import { useTextCoverage, useWithoutEach } from '../../client/useIndex';
import type { DatasetKey, WithoutClause } from '../../client/types';
import { Button } from '../../ui/Button';
import { useFilter } from '../facets/useFilter';
import { clauseName } from '../facets/clauseName';
import classes from './NoMatch.module.css';
import { SafeText } from '../../ui/content/SafeText';

interface NoMatchProps {
  readonly dataset: DatasetKey;
  readonly query: ListQuery;
  readonly version: number;
}

/** The filters leave nothing: what leaving out each gives. */
export function NoMatch({ dataset, query, version }: NoMatchProps): ReactNode {
  const without = useWithoutEach(dataset, query, version, true);
  const { replace, setHits } = useFilter();
  const coverage = useTextCoverage(dataset, query, query.text, version).data;
  const unsearched = coverage === undefined ? 0 : coverage.listed - coverage.searched;
  return (
    <div className={classes['empty']}>
      <h2>
        {coverage?.searched === 0 && coverage.listed > 0
          ? 'The text was not searched for here yet'
          : 'No trajectory matches all filters'}
      </h2>
      {unsearched > 0 && (
        <p>
          {plural(unsearched, 'trajectory was', 'trajectories were')} not searched for the text yet: press
          Search in Full text.
        </p>
      )}
      <p>Leaving one out gives:</p>
      <ul>
        {without.data?.map(({ key, count }) => (
          <li key={key}>
            <span>
              without{' '}
              <strong>
                <SafeText text={clauseName(query, key)} />
              </strong>
            </span>
            <span>{formatCount(count)}</span>
            <Button
              size="small"
              disabled={count === 0}
              onClick={() => (key === 'text' ? setHits(undefined) : replace(dropClause(query.filter, key)))}
            >
              Leave out
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

type ClauseKey = Exclude<WithoutClause['key'], 'text'>;

function dropClause(filter: TrajectoryFilter, key: ClauseKey): TrajectoryFilter {
  if (key === 'q') return { ...filter, q: '' };
  return isRangeKey(key) ? withRange(filter, key, {}) : withFacet(filter, key, { include: [], exclude: [] });
}
