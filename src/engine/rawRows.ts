/** A stored record → its rows in the raw tables. */
import type { RowRef, StoredRecord } from '../trace';
import type { TableRow } from './tables';

export interface RawRows {
  readonly rows: readonly TableRow<'rows'>[];
  readonly turns: readonly TableRow<'turns'>[];
}

export function toRawRows(stored: StoredRecord, { file, row }: RowRef, config: string): RawRows {
  const { id, category, subcategory, task, toolsText, turns } = stored;
  return {
    rows: [
      { file, row, id: id === '' ? undefined : id, config, category, subcategory, task, tools: toolsText },
    ],
    turns: turns.map(({ from, value }, turn) => ({ file, row, turn, role: from, value })),
  };
}
