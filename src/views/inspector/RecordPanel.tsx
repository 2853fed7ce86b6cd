import { useMemo, useState, type ReactNode } from 'react';
import { formatCount, plural } from '../../lib/text';
import { computeMetrics, METRICS, type Trajectory } from '../../trace';
import { Button } from '../../ui/Button';
import { JsonTree } from '../../ui/content/JsonTree';
import { SafeText } from '../../ui/content/SafeText';
import classes from './Inspector.module.css';
import { PromptSection } from './PromptSection';
import { RecordedCheck } from './RecordedCheck';
import { recordFacts, type RecordTable } from './recordFacts';
import { Sentence } from './Sentence';
import { Disclosure, Facts, Section } from './Section';
import { spellHidden } from '../../ui/content/hidden';

/** What the writer recorded about the run, and what is counted in it. */
export function RecordPanel({ trajectory }: { trajectory: Trajectory }): ReactNode {
  const { id, category, subcategory, task, recorded } = trajectory;
  const { facts, tables, rest } = useMemo(() => recordFacts(recorded), [recorded]);
  return (
    <>
      <Section title="Recorded">
        <Facts
          facts={[
            ['id', <SafeText key="id" text={id} />],
            ['category', <SafeText key="category" text={category} />],
            ['subcategory', <SafeText key="subcategory" text={subcategory} />],
            ...facts.map(([name, value]) => [name, <SafeText key={name} text={value} />] as const),
          ]}
        />
        <p className={classes['text']}>
          <SafeText text={task} />
        </p>
        {rest.map(([name, value]) => (
          <Disclosure key={name} summary={<SafeText text={name} />}>
            <JsonTree value={value} />
          </Disclosure>
        ))}
      </Section>
      <RecordedCheck trajectory={trajectory} />
      {tables
        .filter(({ name }) => name !== 'tool_stats')
        .map((table) => (
          <CountTable key={table.name} table={table} />
        ))}
      <MetricList trajectory={trajectory} />
      <PromptSection trajectory={trajectory} />
      <Section title="Source">
        <Disclosure summary="Record without its turns, JSON">
          <JsonTree value={{ id, category, subcategory, task, ...recorded }} />
        </Disclosure>
      </Section>
    </>
  );
}

function CountTable({ table: { name, columns, rows, leftOut } }: { table: RecordTable }): ReactNode {
  return (
    <Section title={name} aside={leftOut > 0 ? `${plural(leftOut, 'row')} of zeros left out` : undefined}>
      <table className={classes['table']} aria-label={spellHidden(name)}>
        <thead>
          <tr>
            <th scope="col">Tool</th>
            {columns.map((column) => (
              <th key={column} scope="col" data-number>
                <SafeText text={column} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([tool, counts]) => (
            <tr key={tool}>
              <th scope="row">
                <SafeText text={tool} />
              </th>
              {counts.map((count, index) => (
                <td key={columns[index]} data-number>
                  {formatCount(count)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

/** One line of any figure: a number, a flag, or counts by name. */
function figureText(value: unknown): string {
  if (typeof value === 'number') return formatCount(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const entries = value instanceof Map ? [...value] : Object.entries(value ?? {});
  const shown = entries
    .filter(([, count]) => count !== 0)
    .map(([name, count]) => `${String(name)}: ${formatCount(Number(count))}`);
  return shown.length === 0 ? '0' : shown.join(', ');
}

function MetricList({ trajectory }: { trajectory: Trajectory }): ReactNode {
  const [isDefined, setDefined] = useState(false);
  const figures: ReadonlyMap<string, unknown> = useMemo(
    () => new Map(Object.entries(computeMetrics(trajectory))),
    [trajectory],
  );
  const metrics = METRICS.filter(({ level, key }) => level === 'trajectory' && figures.has(key));
  return (
    <Section
      title="Counted"
      aside={
        <Button size="small" variant="quiet" isPressed={isDefined} onClick={() => setDefined(!isDefined)}>
          Definitions
        </Button>
      }
    >
      <dl className={classes['metrics']}>
        {metrics.map(({ key, title, sentence }) => (
          <div key={key} title={isDefined ? undefined : sentence}>
            <dt>{title}</dt>
            <dd>
              <SafeText text={figureText(figures.get(key))} />
            </dd>
            {isDefined && (
              <dd className={classes['definition']}>
                <Sentence text={sentence} />
              </dd>
            )}
          </div>
        ))}
      </dl>
    </Section>
  );
}
