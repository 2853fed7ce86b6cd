/** The published figures of a dataset beside ours. On its own for the dataset itself, on request for others. */
import { useState, type ReactNode } from 'react';
import type { ConfigTotals } from '../../client/types';
import { useCard } from '../../client/useCard';
import type { DatasetFacts } from '../../client/useDatasetStatus';
import { useConfigTotals } from '../../client/useIndex';
import { formatCount } from '../../lib/text';
import { NO_PARAMS, type UrlParams } from '../../state/url';
import { hashOf, usePlace } from '../../state/usePlace';
import { NO_FILTER, withFacet } from '../../trace';
import { Button } from '../../ui/Button';
import { checkCard, type CardRow, type CountedConfig } from './cardCheck';
import classes from './CardPanel.module.css';
import { useIsNear } from './FigureScope';
import { RecordedPanel } from './RecordedPanel';
import { Verdict } from './Verdict';
import { ErrorLine } from '../../ui/ErrorLine';

interface CardPanelProps {
  readonly dataset: readonly string[];
  readonly facts: DatasetFacts;
}

/** Whose card is at hand, as public/cards/<file>. */
const CARD = { dataset: 'lambda/hermes-agent-reasoning-traces', file: 'hermes-agent-reasoning-traces.json' };

export function CardPanel({ dataset, facts }: CardPanelProps): ReactNode {
  const isItself = dataset.some((source) => /^hf:([^@:]*)/.exec(source)?.[1] === CARD.dataset);
  const [isAsked, setAsked] = useState(false);
  const [root, isNear] = useIsNear();
  return (
    <div className={classes['checks']} ref={root}>
      <RecordedPanel dataset={dataset} facts={facts} isNear={isNear} />
      <section className={classes['panel']} aria-labelledby="card-check">
        <h2 id="card-check">Does it agree with the published card?</h2>
        {isItself || isAsked ? (
          <CardTable dataset={dataset} facts={facts} />
        ) : (
          <Button className={classes['ask']} onClick={() => setAsked(true)}>
            Compare with the card of {CARD.dataset}
          </Button>
        )}
      </section>
    </div>
  );
}

function CardTable({ dataset, facts }: CardPanelProps): ReactNode {
  const { params } = usePlace();
  const card = useCard(CARD.file);
  const totals = useConfigTotals(dataset, facts.version, facts.hasRows);
  const error = card.error ?? totals.error;
  if (error !== null) return <ErrorLine error={error} />;
  if (card.data === undefined || totals.data === undefined) return <p>Counting…</p>;
  const rows = checkCard(card.data, new Map(totals.data.map((each) => [each.config, toCounted(each)])));
  const equal = rows.filter(({ isEqual }) => isEqual).length;
  const soFar = facts.isIndexed
    ? ''
    : ` So far: ${formatCount(facts.rowsIndexed)} of ${formatCount(facts.rowsListed)} trajectories are indexed.`;
  return (
    <>
      <p className={classes['text']}>
        {equal} of {rows.length} figures of {card.data.dataset} ({card.data.published}) are the same here.
        {soFar} Filters do not apply: each figure is of all rows of its config. {card.data.note}
      </p>
      <div className={classes['scroll']} tabIndex={0} role="region" aria-label="Card check, data">
        <table aria-label="Card check">
          <thead>
            <tr>
              <th scope="col">Figure</th>
              <th scope="col" data-number>
                Published
              </th>
              <th scope="col" data-number>
                Here
              </th>
              <th scope="col">Verdict</th>
              <th scope="col">Definition</th>
            </tr>
          </thead>
          {Object.keys(card.data.configs).map((config) => (
            <tbody key={config}>
              <tr>
                <th scope="rowgroup" colSpan={5}>
                  {config}
                </th>
              </tr>
              {rows
                .filter((row) => row.config === config)
                .map((row) => (
                  <tr key={row.figure}>
                    <td>
                      <a
                        href={rowsHref(params, row)}
                        aria-label={`${config} ${row.figure}: its trajectories`}
                      >
                        {row.figure}
                      </a>
                    </td>
                    <td data-number>{format(row.published)}</td>
                    <td data-number>{row.ours === undefined ? 'not open' : format(row.ours)}</td>
                    <td>
                      <Verdict isEqual={row.isEqual} />
                    </td>
                    <td>{row.definition}</td>
                  </tr>
                ))}
            </tbody>
          ))}
        </table>
      </div>
    </>
  );
}

function format(value: number): string {
  return Number.isInteger(value) ? formatCount(value) : String(value);
}

function toCounted({ categories, tools, ...totals }: ConfigTotals): CountedConfig {
  const byName = (counts: ConfigTotals['tools']): ReadonlyMap<string, number> =>
    new Map(counts.map(({ value, count }) => [value, count]));
  return { ...totals, categories: byName(categories), tools: byName(tools) };
}

/** The trajectories a figure is of. */
function rowsHref({ src, rule }: UrlParams, { config, category, tool }: CardRow): string {
  const ofConfig = withFacet(NO_FILTER, 'config', { include: [config], exclude: [] });
  const filter =
    category !== undefined
      ? withFacet(ofConfig, 'cat', { include: [category], exclude: [] })
      : tool !== undefined
        ? withFacet(ofConfig, 'tool', { include: [tool], exclude: [] })
        : ofConfig;
  return hashOf({ page: 'browse', address: undefined, params: { ...NO_PARAMS, src, rule, filter } });
}
