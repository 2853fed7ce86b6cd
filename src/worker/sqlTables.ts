/** The tables readers write SQL against, with their meanings. */
import { OWN_TABLES, RAW_TABLES, TABLES, type TableName } from '../engine/tables';
import type { SqlTable } from './api';

type Columns = Readonly<Record<string, { readonly type: string; readonly meaning: string }>>;

export function toSqlTables(rowCounts: Readonly<Record<TableName, number>>): readonly SqlTable[] {
  const toTables = (tables: Readonly<Record<string, Columns>>, kind: SqlTable['kind']): readonly SqlTable[] =>
    Object.entries(tables).map(([name, columns]) => ({
      name,
      kind,
      rowCount: rowCounts[name as TableName], // a key of one of the three
      columns: Object.entries(columns).map(([column, about]) => ({ name: column, ...about })),
    }));
  return [...toTables({ ...TABLES, ...OWN_TABLES }, 'index'), ...toTables(RAW_TABLES, 'raw')];
}
