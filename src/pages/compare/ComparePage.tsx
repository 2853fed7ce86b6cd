import { useState, type ReactNode } from 'react';
import { useTrajectory } from '../../client/useTrajectory';
import type { OpenedTrajectory } from '../../client/types';
import { NO_PARAMS } from '../../state/url';
import { hashOf, useGo, usePlace, useSources } from '../../state/usePlace';
import { Button } from '../../ui/Button';
import { RunComparison } from '../../views/compare/RunComparison';
import { listParams } from '../../views/list/placeOfRow';
import { ErrorPanel } from '../../views/shell/ErrorPanel';
import { ReadCost, RowProgress } from '../../views/shell/ReadCost';
import { FileProblems } from '../../views/shell/FileProblems';
import classes from './ComparePage.module.css';

/** `#/compare?a=<id>&b=<id>`: two trajectories of what is open. */
export function ComparePage(): ReactNode {
  const { params } = usePlace();
  const { a, b } = params;
  return (
    <div className={classes['page']}>
      <h1 className="visuallyHidden">Compare two trajectories</h1>
      {a === undefined || b === undefined ? <NothingChosen /> : <Chosen a={a} b={b} />}
    </div>
  );
}

function Chosen({ a, b }: { a: string; b: string }): ReactNode {
  const place = usePlace();
  const go = useGo();
  const { params } = place;
  const dataset = useSources(params);
  const [agreed, setAgreed] = useState<readonly string[]>([]);
  const sides = [
    useTrajectory(dataset, a, undefined, agreed.includes(a)),
    useTrajectory(dataset, b, undefined, agreed.includes(b)),
  ] as const;
  const [first, second] = sides;
  const hrefOf = ({ address, ref }: OpenedTrajectory, step?: number): string =>
    hashOf({
      page: 't',
      address,
      params: { ...listParams(params), row: ref, ...(step === undefined ? {} : { step }) },
    });
  return (
    <>
      <FileProblems dataset={dataset} />
      {sides.map(
        ({ error, refetch }, index) =>
          error !== null &&
          (error.code === 'READ_COST' ? (
            <ReadCost
              key={index}
              error={error}
              onRead={() => setAgreed([...agreed, index === 0 ? a : b])}
              onCancel={() => go({ page: 'browse', address: undefined, params: listParams(params) })}
            />
          ) : (
            <ErrorPanel key={index} title={`Run ${index === 0 ? 'A' : 'B'} cannot be shown`} error={error}>
              <Button onClick={() => void refetch()}>Try again</Button>
            </ErrorPanel>
          )),
      )}
      <RowProgress dataset={dataset} />
      {sides.some(({ data, error }) => data === undefined && error === null) && (
        <p className={classes['wait']} role="status">
          Reading both trajectories…
        </p>
      )}
      {first.data !== undefined && second.data !== undefined && (
        <RunComparison
          key={`${first.data.address} ${second.data.address}`}
          a={first.data}
          b={second.data}
          rule={params.rule}
          hrefOf={hrefOf}
          onSwap={() => go({ ...place, params: { ...params, a: b, b: a } }, { isReplace: true })}
        />
      )}
    </>
  );
}

function NothingChosen(): ReactNode {
  const { params } = usePlace();
  const { src, rule } = params;
  return (
    <div className={classes['empty']}>
      <h2>Choose two trajectories</h2>
      <p>
        Tick two rows of the list and press Compare; or open one and choose “Compare with the same task in
        another config”.
      </p>
      <a href={hashOf({ page: 'browse', address: undefined, params: { ...NO_PARAMS, src, rule } })}>
        Go to the list
      </a>
    </div>
  );
}
