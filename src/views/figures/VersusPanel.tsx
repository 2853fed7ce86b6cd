/** Two sources side by side under the same filters: shares of each one's own total, with n. */
import { useState, type ReactNode } from 'react';
import { useBehaviour, useInsights, useOverview } from '../../client/useIndex';
import { useDatasetFacts } from '../../client/useDatasetStatus';
import type { DatasetKey } from '../../client/types';
import { formatCount } from '../../lib/text';
import type { FacetKey, ListQuery } from '../../trace';
import { PairBars } from '../../ui/charts/PairBars';
import { SafeText } from '../../ui/content/SafeText';
import { Figure } from '../../ui/Figure';
import { valueName } from '../facets/words';
import { ErrorPanel } from '../shell/ErrorPanel';
import { FileProblems } from '../shell/FileProblems';
import { IndexProgress } from '../shell/IndexProgress';
import { nameOfSources } from '../shell/sourceNames';
import { percent } from './percent';
import { soFarText } from './soFar';
import { FEW, shareOut, summarize, type SharedFigure, type Side } from './versus';
import classes from './VersusPanel.module.css';

interface VersusPanelProps {
  readonly dataset: DatasetKey;
  /** The other source. */
  readonly vs: string;
  readonly query: ListQuery;
}

const MOST_ROWS = 10;

function useSide(dataset: DatasetKey, query: ListQuery) {
  const facts = useDatasetFacts(dataset);
  const { version, hasRows } = facts;
  // asked at once: the first question makes the worker open the source
  const overview = useOverview(dataset, query, version, true);
  const insights = useInsights(dataset, query, version, hasRows);
  const behaviour = useBehaviour(dataset, query, version, hasRows);
  const isHere = overview.data !== undefined && insights.data !== undefined && behaviour.data !== undefined;
  const side: Side | undefined = isHere
    ? { overview: overview.data, insights: insights.data, behaviour: behaviour.data }
    : undefined;
  return { side, facts, error: overview.error ?? insights.error ?? behaviour.error };
}

export function VersusPanel({ dataset, vs, query }: VersusPanelProps): ReactNode {
  const [other] = useState<DatasetKey>(() => [vs]);
  const a = useSide(dataset, query);
  const b = useSide(other, query);
  const error = a.error ?? b.error;
  const names = [nameOfSources(dataset), nameOfSources(other)] as const;
  const soFar = soFarText(a.facts) || soFarText(b.facts);
  return (
    <section className={classes['panel']} aria-label="Side by side">
      <IndexProgress dataset={other} />
      <FileProblems dataset={other} />
      {error !== null && <ErrorPanel title="The figures cannot be shown" error={error} />}
      {a.side === undefined || b.side === undefined ? (
        error === null && <p className={classes['wait']}>Counting both…</p>
      ) : (
        <Sides a={a.side} b={b.side} names={names} soFar={soFar} />
      )}
    </section>
  );
}

interface SidesProps {
  readonly a: Side;
  readonly b: Side;
  readonly names: readonly [string, string];
  readonly soFar: string;
}

function Sides({ a, b, names, soFar }: SidesProps): ReactNode {
  const counts = <Row,>(rows: readonly Row[], label: (row: Row) => string, count: (row: Row) => number) =>
    rows.map((row) => [label(row), count(row)] as const);
  const named =
    (facet: FacetKey) =>
    (row: { readonly value: string }): string =>
      valueName(facet, row.value);
  const count = (side: { readonly count: number }): number => side.count;
  const calling = ({ insights }: Side) => insights.width.bars.filter(({ width }) => width > 0);
  const blocks = ({ behaviour }: Side) => behaviour.blocks.totals;
  const failures = (side: Side): number => side.insights.failures.calls;
  return (
    <>
      <div className={classes['summary']} tabIndex={0} role="region" aria-label="Both in numbers, table">
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
            {summarize(a, b).map((row) => (
              <tr key={row.title}>
                <th scope="row">{row.title}</th>
                <td>{row.a}</td>
                <td>{row.b}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <SharePlot
        name="Category"
        question="What were the runs about?"
        unit="trajectories"
        figure={shareOut(
          counts(a.overview.category.bars, named('cat'), count),
          counts(b.overview.category.bars, named('cat'), count),
        )}
        sql={a.overview.category.sql}
        soFar={soFar}
      />
      <SharePlot
        name="Tool calls"
        question="Which tools were called?"
        unit="tool calls"
        figure={shareOut(
          counts(
            a.behaviour.failedTools.bars,
            (bar) => bar.value,
            (bar) => bar.calls,
          ),
          counts(
            b.behaviour.failedTools.bars,
            (bar) => bar.value,
            (bar) => bar.calls,
          ),
        )}
        sql={a.behaviour.failedTools.sql}
        soFar={soFar}
      />
      <SharePlot
        name="Failures"
        question="How do calls fail?"
        unit="failed responses per 100 tool calls"
        figure={shareOut(
          counts(a.insights.failures.bars, named('outcome'), count),
          counts(b.insights.failures.bars, named('outcome'), count),
          [failures(a), failures(b)],
        )}
        sql={a.insights.failures.sql}
        soFar={soFar}
      />
      <SharePlot
        name="Parallel width"
        question="How wide are parallel calls?"
        unit="calling steps"
        figure={shareOut(
          counts(
            calling(a),
            (bar) => String(bar.width),
            (bar) => bar.steps,
          ),
          counts(
            calling(b),
            (bar) => String(bar.width),
            (bar) => bar.steps,
          ),
        )}
        sql={a.insights.width.sql}
        soFar={soFar}
      />
      <SharePlot
        name="Findings"
        question="What is worth a look?"
        unit="trajectories with the finding"
        figure={shareOut(
          counts(a.insights.findings.bars, named('finding'), count),
          counts(b.insights.findings.bars, named('finding'), count),
          [a.insights.failures.trajectories, b.insights.failures.trajectories],
        )}
        sql={a.insights.findings.sql}
        soFar={soFar}
      />
      <SharePlot
        name="Block length"
        question="How long is what the agents write and get?"
        unit="blocks, by kind and power of two of characters"
        figure={shareOut(blockCounts(a), blockCounts(b), [
          blocks(a).reduce((sum, each) => sum + each.count, 0),
          blocks(b).reduce((sum, each) => sum + each.count, 0),
        ])}
        sql={a.behaviour.blocks.sql}
        soFar={soFar}
      />
    </>
  );
}

function blockCounts({ behaviour }: Side): readonly (readonly [string, number])[] {
  return behaviour.blocks.bins.flatMap((bin) =>
    (['think', 'call', 'response', 'answer'] as const)
      .filter((kind) => bin[kind] > 0)
      .map(
        (kind) => [`${kind} ${bin.from === bin.to ? bin.from : `${bin.from}–${bin.to}`}`, bin[kind]] as const,
      ),
  );
}

interface SharePlotProps {
  readonly name: string;
  readonly question: string;
  readonly unit: string;
  readonly figure: SharedFigure;
  readonly sql: string;
  readonly soFar: string;
}

function SharePlot({ name, question, unit, figure, sql, soFar }: SharePlotProps): ReactNode {
  const { rows, totalA, totalB } = figure;
  const top = rows.length > MOST_ROWS ? `, top ${MOST_ROWS} of ${rows.length}` : '';
  return (
    <Figure
      name={name}
      question={question}
      caption={`${name} · share of ${unit}, A: n = ${formatCount(totalA)}, B: n = ${formatCount(totalB)}${top}${soFar}`}
      definition={`Share of ${unit} of each side's own total, under the same filters but the figure's own. “few” marks rows with fewer than ${FEW} on a side: their shares say little.`}
      sql={sql}
      rows={rows}
      rowKey={({ label }) => label}
      columns={[
        { head: name, value: ({ label }) => label },
        { head: 'A', value: ({ countA }) => countA },
        { head: 'A, share', value: ({ countA }) => percent(countA, totalA) },
        { head: 'B', value: ({ countB }) => countB },
        { head: 'B, share', value: ({ countB }) => percent(countB, totalB) },
        { head: 'Note', value: ({ isFew }) => (isFew ? `few (< ${FEW})` : '') },
      ]}
    >
      <PairBars
        data={rows.slice(0, MOST_ROWS).map(({ label, shareA, shareB, isFew }) => ({
          label: isFew ? `${label} · few` : label,
          a: shareA,
          b: shareB,
        }))}
      />
    </Figure>
  );
}
