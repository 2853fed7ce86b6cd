/** What batch runner and compressor recorded, and a run's own summary, beside what is counted here. */
import type { ReactNode } from 'react';
import type { RecordedFacts, RecordedTotal, RunSummary } from '../../client/types';
import type { DatasetFacts } from '../../client/useDatasetStatus';
import { useRecorded } from '../../client/useIndex';
import { formatCount, plural } from '../../lib/text';
import { NO_PARAMS, type UrlParams } from '../../state/url';
import { hashOf, usePlace } from '../../state/usePlace';
import { NO_FILTER, RECORDED_FIGURES, withFacet } from '../../trace';
import { ErrorLine } from '../../ui/ErrorLine';
import { SafeText } from '../../ui/content/SafeText';
import { Sentence } from '../inspector/Sentence';
import classes from './CardPanel.module.css';
import { Verdict } from './Verdict';
import { spellHidden } from '../../ui/content/hidden';

interface RecordedPanelProps {
  readonly dataset: readonly string[];
  readonly facts: DatasetFacts;
  /** Counted only when it is near the window. */
  readonly isNear: boolean;
}

export function RecordedPanel({ dataset, facts, isNear }: RecordedPanelProps): ReactNode {
  const { params } = usePlace();
  const { data, error } = useRecorded(dataset, facts.version, facts.hasRows && isNear);
  if (error !== null) return <ErrorLine error={error} />;
  if (data === undefined || (data.totals.length === 0 && data.summaries.length === 0)) return undefined;
  const soFar = facts.isIndexed
    ? ''
    : ` So far: ${formatCount(facts.rowsIndexed)} of ${formatCount(facts.rowsListed)} trajectories are indexed.`;
  return (
    <section className={classes['panel']} aria-labelledby="recorded-check">
      <h2 id="recorded-check">Does it agree with what the runs recorded?</h2>
      <p className={classes['text']}>
        {sayTotals(data.totals)} Filters do not apply.{soFar}
      </p>
      {data.totals.length > 0 && <TotalTable totals={data.totals} params={params} />}
      {data.summaries.map((summary) => (
        <SummaryTable key={summary.name} summary={summary} params={params} />
      ))}
    </section>
  );
}

function sayTotals(totals: RecordedFacts['totals']): string {
  if (totals.length === 0) return 'No record holds tool_stats or compression_metrics.';
  const equal = totals.filter(({ differing }) => differing === 0).length;
  return `${equal} of ${plural(totals.length, 'recorded figure')} are the same here in every trajectory.`;
}

const SENTENCES: ReadonlyMap<string, string> = new Map(
  RECORDED_FIGURES.map(({ key, sentence }) => [key, sentence]),
);

function TotalTable({ totals, params }: { totals: RecordedFacts['totals']; params: UrlParams }): ReactNode {
  return (
    <CheckTable
      label="Recorded check"
      heads={['Tool', 'Figure', 'Recorded', 'Here', 'Verdict', 'Rows', 'Definition']}
    >
      {totals
        .toSorted((a, b) => Number(b.differing > 0) - Number(a.differing > 0))
        .map((total) => (
          <tr key={`${total.tool} ${total.figure}`}>
            <td>
              <SafeText text={total.tool} />
            </td>
            <td>
              <SafeText text={total.figure} />
            </td>
            <td data-number>{formatCount(total.recorded)}</td>
            <td data-number>{formatCount(total.ours)}</td>
            <td>
              <Verdict isEqual={total.differing === 0} />
            </td>
            <td>
              <a href={sqlHref(params, total)}>
                {total.differing === 0
                  ? plural(total.trajectories, 'trajectory', 'trajectories')
                  : `${formatCount(total.differing)} of ${formatCount(total.trajectories)} differ`}
              </a>{' '}
              {total.first !== undefined && (
                <a
                  href={hashOf({
                    page: 't',
                    address: `~${total.first.file}.${total.first.row}`,
                    params: { ...NO_PARAMS, src: params.src, rule: 'batch_runner', row: total.first },
                  })}
                >
                  first
                </a>
              )}
            </td>
            <td>
              <Sentence text={SENTENCES.get(total.figure) ?? ''} />
            </td>
          </tr>
        ))}
    </CheckTable>
  );
}

function SummaryTable({ summary, params }: { summary: RunSummary; params: UrlParams }): ReactNode {
  const { name, rows, problem, files } = summary;
  const differing = rows.filter(({ recorded, ours }) => recorded !== ours).length;
  return (
    <>
      <h3>
        <SafeText text={name} />
      </h3>
      <p className={classes['text']}>
        {problem === undefined ? (
          `${rows.length - differing} of ${plural(rows.length, 'figure')} are the same in the ${plural(files.length, 'file')} beside it.`
        ) : (
          <SafeText text={problem} />
        )}
      </p>
      {rows.length > 0 && (
        <CheckTable label={name} heads={['Figure', 'Recorded', 'Here', 'Verdict', 'Definition']}>
          {rows.map((row) => (
            <tr key={row.field}>
              <td>
                <a href={listHref(params, row.tool)}>
                  <SafeText text={row.field} />
                </a>
              </td>
              <td data-number>{row.recorded.toLocaleString('en')}</td>
              <td data-number>{row.ours.toLocaleString('en')}</td>
              <td>
                <Verdict isEqual={row.recorded === row.ours} />
              </td>
              <td>{row.definition}</td>
            </tr>
          ))}
        </CheckTable>
      )}
    </>
  );
}

const NUMBERS: ReadonlySet<string> = new Set(['Recorded', 'Here']);

function CheckTable({
  label,
  heads,
  children,
}: {
  label: string;
  heads: readonly string[];
  children: ReactNode;
}): ReactNode {
  return (
    <div className={classes['scroll']} tabIndex={0} role="region" aria-label={`${spellHidden(label)}, data`}>
      <table aria-label={spellHidden(label)}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col" data-number={NUMBERS.has(head) || undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The rows of the index behind a total, the differing ones first; the reader runs it. */
function sqlHref({ src }: UrlParams, { figure, tool }: RecordedTotal): string {
  const sql = `SELECT file, "row", recorded, ours, recorded <> ours AS differs\nFROM recorded\nWHERE figure = ${quote(figure)} AND tool = ${quote(tool)}\nORDER BY differs DESC, file, "row"`;
  return hashOf({ page: 'sql', address: undefined, params: { ...NO_PARAMS, src, sql } });
}

function listHref({ src }: UrlParams, tool: string | undefined): string {
  const filter =
    tool === undefined ? NO_FILTER : withFacet(NO_FILTER, 'tool', { include: [tool], exclude: [] });
  return hashOf({
    page: 'browse',
    address: undefined,
    params: { ...NO_PARAMS, src, rule: 'batch_runner', filter },
  });
}
