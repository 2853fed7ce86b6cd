/** Two sources side by side under the same filters: shares of each one's own total, with n. */
import { useMemo, useState, type ReactNode } from 'react';
import { useDatasetFacts } from '../../client/useDatasetStatus';
import type { DatasetKey } from '../../client/types';
import type { ListQuery } from '../../trace';
import { SafeText } from '../../ui/content/SafeText';
import { FileProblems } from '../shell/FileProblems';
import { IndexProgress } from '../shell/IndexProgress';
import { nameOfSources } from '../shell/sourceNames';
import { useIsNear } from './FigureScope';
import { PairContext, usePair } from './usePair';
import { summarize, type Side } from './versus';
import { VersusPlots } from './VersusPlots';
import classes from './VersusPanel.module.css';

interface VersusPanelProps {
  readonly dataset: DatasetKey;
  /** The other source. */
  readonly vs: string;
  readonly query: ListQuery;
}

export function VersusPanel({ dataset, vs, query }: VersusPanelProps): ReactNode {
  const [other] = useState<DatasetKey>(() => [vs]);
  const [factsA, factsB] = [useDatasetFacts(dataset), useDatasetFacts(other)];
  const pair = useMemo(() => {
    // what was found in one source says nothing of the other
    const { text: _text, ...rest } = query;
    return { a: { dataset, facts: factsA }, b: { dataset: other, facts: factsB }, query: rest };
  }, [dataset, other, factsA, factsB, query]);
  return (
    <section className={classes['panel']} aria-label="Side by side">
      <IndexProgress dataset={other} />
      <FileProblems dataset={other} />
      {query.text !== undefined && (
        <p className={classes['wait']}>
          Side by side, full text does not narrow: these figures are of all trajectories of the other filters.
        </p>
      )}
      <PairContext value={pair}>
        <NumbersTable names={[nameOfSources(dataset), nameOfSources(other)]} />
        <VersusPlots />
      </PairContext>
    </section>
  );
}

interface Sides {
  readonly sides: readonly [Side, Side] | undefined;
  readonly problem: string | undefined;
}

function useSides(isNear: boolean): Sides {
  const length = usePair('length', isNear);
  const tools = usePair('tools', isNear);
  const failures = usePair('failures', isNear);
  const width = usePair('width', isNear);
  const steps = usePair('steps', isNear);
  const think = usePair('think', isNear);
  const problem = [length, tools, failures, width, steps, think].find((each) => each.problem)?.problem;
  if (!length.both || !tools.both || !failures.both || !width.both || !steps.both || !think.both)
    return { sides: undefined, problem };
  const [lengthA, lengthB] = length.both;
  const [toolsA, toolsB] = tools.both;
  const [failuresA, failuresB] = failures.both;
  const [widthA, widthB] = width.both;
  const [stepsA, stepsB] = steps.both;
  const [thinkA, thinkB] = think.both;
  return {
    sides: [
      { length: lengthA, tools: toolsA, failures: failuresA, width: widthA, steps: stepsA, think: thinkA },
      { length: lengthB, tools: toolsB, failures: failuresB, width: widthB, steps: stepsB, think: thinkB },
    ],
    problem,
  };
}

function NumbersTable({ names }: { names: readonly [string, string] }): ReactNode {
  const [root, isNear] = useIsNear();
  const { sides, problem } = useSides(isNear);
  return (
    <div
      className={classes['summary']}
      tabIndex={0}
      role="region"
      aria-label="Both in numbers, table"
      ref={root}
    >
      {sides === undefined ? (
        <p className={classes['wait']} role={problem === undefined ? undefined : 'alert'}>
          <SafeText text={problem ?? 'Counting both…'} />
        </p>
      ) : (
        <table aria-label="Both in numbers">
          <thead>
            <tr>
              <th scope="col">
                <span className="visuallyHidden">Figure</span>
              </th>
              {names.map((name, index) => (
                <th key={index} scope="col" data-side={index === 0 ? 'a' : 'b'}>
                  {index === 0 ? 'A' : 'B'}: <SafeText text={name} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {summarize(...sides).map((row) => (
              <tr key={row.title}>
                <th scope="row">{row.title}</th>
                <td>{row.a}</td>
                <td>{row.b}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
