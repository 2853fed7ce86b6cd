import { useDeferredValue, useId, useState, type ReactNode, type RefCallback } from 'react';
import { formatCount } from '../lib/text';
import { toCsv } from '../lib/tableText';
import { Button } from './Button';
import { SafeText } from './content/SafeText';
import classes from './Figure.module.css';
import { downloadText } from './saveFile';

export interface FigureColumn<Row> {
  readonly head: string;
  /** As it is written to a file; numbers are set to the right. */
  readonly value: (row: Row) => string | number;
  /** As it is shown, where that is more than the value. */
  readonly cell?: (row: Row) => ReactNode;
}

interface FigureProps<Row> {
  /** Accessible name of the figure and of its table. */
  readonly name: string;
  /** The title states the question. */
  readonly question: string;
  /** Name · definition · n. */
  readonly caption: string;
  readonly definition: string;
  readonly sql: string | undefined;
  /** Undefined while they are not counted. */
  readonly rows: readonly Row[] | undefined;
  /** Why they cannot be. */
  readonly problem?: string | undefined;
  /** Is told its element. */
  readonly root?: RefCallback<HTMLElement> | undefined;
  readonly rowKey: (row: Row) => string;
  readonly columns: readonly FigureColumn<Row>[];
  /** The plot: drawn for eyes only, the table carries the same for everyone. */
  readonly children: ReactNode;
  /** Something chosen here, e.g. `2 chosen`. */
  readonly chosen?: string | undefined;
}

type Shown = 'plot' | 'data' | 'sql' | 'definition';

/** A figure: question, definition, n, plot; its data as a table, its SQL and its definition on demand. */
export function Figure<Row>(props: FigureProps<Row>): ReactNode {
  const { name, question, caption, definition, sql, rows, problem, rowKey, columns, children, chosen, root } =
    props;
  const [shown, setShown] = useState<Shown>('plot');
  const id = useId();
  // the heaviest thing on a page: everything else is painted first
  const plot = useDeferredValue(children);
  const toggle = (what: Shown): void => setShown(shown === what ? 'plot' : what);
  return (
    <figure aria-label={name} className={classes['figure']} ref={root}>
      <div className={classes['head']}>
        <h2 className={classes['question']}>{question}</h2>
        {chosen !== undefined && (
          <span className={classes['chosen']}>
            <SafeText text={chosen} />
          </span>
        )}
      </div>
      <p className={classes['caption']}>{caption}</p>
      <div id={id} className={classes['body']}>
        {rows === undefined && (shown === 'plot' || shown === 'data') && (
          <p className={classes['wait']} role={problem === undefined ? undefined : 'alert'}>
            <SafeText text={problem ?? 'Counting…'} />
          </p>
        )}
        {rows !== undefined &&
          shown === 'plot' &&
          (rows.length === 0 ? (
            <p className={classes['text']}>Nothing to show.</p>
          ) : (
            <div aria-hidden="true">{plot}</div>
          ))}
        {rows !== undefined && shown === 'data' && (
          <DataTable name={name} rows={rows} rowKey={rowKey} columns={columns} />
        )}
        {shown === 'definition' && <p className={classes['text']}>{definition}</p>}
        {shown === 'sql' && (
          <pre className={classes['sql']}>
            <SafeText text={sql ?? ''} />
          </pre>
        )}
      </div>
      <div className={classes['foot']}>
        <FootButton
          label={shown === 'data' ? 'Hide data' : 'Show data'}
          isOpen={shown === 'data'}
          controls={id}
          onClick={() => toggle('data')}
        />
        <FootButton label="SQL" isOpen={shown === 'sql'} controls={id} onClick={() => toggle('sql')} />
        <FootButton
          label="Definition"
          isOpen={shown === 'definition'}
          controls={id}
          onClick={() => toggle('definition')}
        />
        <Button
          size="small"
          variant="quiet"
          className={classes['link'] ?? ''}
          aria-label={`Save ${name} as CSV`}
          disabled={rows === undefined || rows.length === 0}
          onClick={() => saveCsv(name, rows ?? [], columns)}
        >
          CSV
        </Button>
      </div>
    </figure>
  );
}

function FootButton({
  label,
  isOpen,
  controls,
  onClick,
}: {
  label: string;
  isOpen: boolean;
  controls: string;
  onClick: () => void;
}): ReactNode {
  return (
    <Button
      size="small"
      variant="quiet"
      aria-expanded={isOpen}
      aria-controls={controls}
      className={classes['link'] ?? ''}
      onClick={onClick}
    >
      {label}
    </Button>
  );
}

function DataTable<Row>({
  name,
  rows,
  rowKey,
  columns,
}: Pick<FigureProps<Row>, 'name' | 'rowKey' | 'columns'> & { readonly rows: readonly Row[] }): ReactNode {
  return (
    <div className={classes['scroll']} tabIndex={0} role="region" aria-label={`${name}, data`}>
      <table aria-label={name} className={classes['table']}>
        <thead>
          <tr>
            {columns.map(({ head, value, cell }) => (
              <th
                key={head}
                scope="col"
                data-number={
                  rows[0] !== undefined && cell === undefined && typeof value(rows[0]) === 'number'
                }
              >
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map(({ head, value, cell }) => (
                <td key={head} data-number={typeof value(row) === 'number' && cell === undefined}>
                  {cell === undefined ? <Value value={value(row)} /> : cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Value({ value }: { value: string | number }): ReactNode {
  if (typeof value === 'string') return <SafeText text={value} />;
  return Number.isInteger(value) ? formatCount(value) : value;
}

/** The table as a file, with the figure's name. */
function saveCsv<Row>(name: string, rows: readonly Row[], columns: readonly FigureColumn<Row>[]): void {
  const table = columns.map(({ head, value }) => ({ name: head, cells: rows.map(value) }));
  void downloadText(`${name.toLowerCase().replaceAll(' ', '-')}.csv`, 'text/csv', toCsv(table, rows.length));
}
