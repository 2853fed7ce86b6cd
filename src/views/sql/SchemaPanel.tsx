import { ChevronDown, ChevronRight } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';
import { formatCount } from '../../lib/text';
import type { SqlTable } from '../../client/types';
import classes from './SchemaPanel.module.css';

/** Words that DuckDB takes for something else when they stand bare. */
const QUOTED = new Set(['row']);

function written(column: string): string {
  return QUOTED.has(column) ? `"${column}"` : column;
}

interface SchemaPanelProps {
  readonly tables: readonly SqlTable[];
  readonly onInsert: (text: string) => void;
  /** What stands under the raw tables: how to fill them. */
  readonly children: ReactNode;
}

/** The tables with their columns and meanings; a click writes the name into the SQL. */
export function SchemaPanel({ tables, onInsert, children }: SchemaPanelProps): ReactNode {
  const ofKind = (kind: SqlTable['kind']): ReactNode =>
    tables
      .filter((table) => table.kind === kind)
      .map((table) => <Table key={table.name} table={table} onInsert={onInsert} />);
  return (
    <div className={classes['panel']}>
      <h2 className={classes['group']}>Index</h2>
      <p className={classes['note']}>A trajectory is file and row in every table.</p>
      {ofKind('index')}
      <h2 className={classes['group']}>Raw tables</h2>
      <p className={classes['note']}>Trajectories as stored, loaded on demand.</p>
      {ofKind('raw')}
      {children}
    </div>
  );
}

function Table({
  table: { name, rowCount, columns },
  onInsert,
}: {
  table: SqlTable;
  onInsert: (text: string) => void;
}): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <button
        type="button"
        className={classes['table']}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        {isOpen ? <ChevronDown size={14} aria-hidden /> : <ChevronRight size={14} aria-hidden />}
        {name}
        <span className={classes['count']}>
          {formatCount(rowCount)} <span className="visuallyHidden">rows</span>
        </span>
      </button>
      <ul id={id} className={classes['columns']} hidden={!isOpen} aria-label={`Columns of ${name}`}>
        {isOpen &&
          columns.map((column) => (
            <li key={column.name}>
              <button
                type="button"
                className={classes['column']}
                title={`Write ${written(column.name)} into the SQL`}
                onClick={() => onInsert(written(column.name))}
              >
                <span className={classes['name']}>{column.name}</span>
                <span className={classes['type']}>{column.type}</span>
                <span className={classes['meaning']}>{column.meaning}</span>
              </button>
            </li>
          ))}
      </ul>
    </>
  );
}
