import { useId, useState, type ReactNode } from 'react';
import { Button } from './Button';
import classes from './Figure.module.css';

export interface FigureColumn<Row> {
  readonly head: string;
  readonly isNumber?: boolean;
  readonly cell: (row: Row) => ReactNode;
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
  readonly rows: readonly Row[];
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
  const { name, question, caption, definition, sql, rows, rowKey, columns, children, chosen } = props;
  const [shown, setShown] = useState<Shown>('plot');
  const id = useId();
  const toggle = (what: Shown): void => setShown(shown === what ? 'plot' : what);
  return (
    <figure aria-label={name} className={classes['figure']}>
      <div className={classes['head']}>
        <h2 className={classes['question']}>{question}</h2>
        {chosen !== undefined && <span className={classes['chosen']}>{chosen}</span>}
      </div>
      <p className={classes['caption']}>{caption}</p>
      <div id={id} className={classes['body']}>
        {shown === 'plot' &&
          (rows.length === 0 ? (
            <p className={classes['text']}>Nothing to show.</p>
          ) : (
            <div aria-hidden="true">{children}</div>
          ))}
        {shown === 'data' && <DataTable name={name} rows={rows} rowKey={rowKey} columns={columns} />}
        {shown === 'definition' && <p className={classes['text']}>{definition}</p>}
        {shown === 'sql' && <pre className={classes['sql']}>{sql}</pre>}
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
}: Pick<FigureProps<Row>, 'name' | 'rows' | 'rowKey' | 'columns'>): ReactNode {
  return (
    <div className={classes['scroll']} tabIndex={0} role="region" aria-label={`${name}, data`}>
      <table aria-label={name} className={classes['table']}>
        <thead>
          <tr>
            {columns.map(({ head, isNumber }) => (
              <th key={head} scope="col" data-number={isNumber}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map(({ head, isNumber, cell }) => (
                <td key={head} data-number={isNumber}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
