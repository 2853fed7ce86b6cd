/**
 * Rows of a unit → its column buffers: the one place where rows meet the parsers during indexing. A new table of the
 * index (engine/tables, engine/rows) comes along by itself.
 */
import { computeAttention, computeMetrics, encodeStrips, parseRecord, type Trajectory } from '../trace';
import { encodeColumns, type ColumnTable, type Schema } from '../engine/columns';
import { toIndexRows } from '../engine/rows';
import { TABLES, type IndexTableName } from '../engine/tables';
import type { RawRow } from '../source';
import { packUnit, type UnitTables } from './packedUnit';

/** One row for each row of `trajectory`: what the list shows and no query asks for. */
export const LIST_SCHEMA = {
  strip_structured: { type: 'VARCHAR' },
  strip_batch_runner: { type: 'VARCHAR' },
  strip_tutorial: { type: 'VARCHAR' },
  attention_reason: { type: 'VARCHAR' },
  /** 0 = none. */
  attention_step: { type: 'INTEGER' },
} as const satisfies Schema;

type ListColumns = Readonly<Record<keyof typeof LIST_SCHEMA, string | number>>;

/** Of the dataset and the file, not of the row: filled in where the unit is used. */
const NOT_OF_THE_UNIT = ['file', 'config'];

type Rows = { [Name in IndexTableName | 'list']: object[] };

function noRows(): Rows {
  const names = [...Object.keys(TABLES), 'list'];
  return Object.fromEntries(names.map((name) => [name, []])) as unknown as Rows; // each key of TABLES, and list
}

/** `rows` = consecutive rows of a file, from `firstRow`. */
export function indexUnit(rows: readonly RawRow[], firstRow: number): Uint8Array<ArrayBuffer> {
  const all = noRows();
  const bad: (readonly [number, string])[] = [];
  for (const raw of rows) {
    const parsed =
      raw.kind === 'bad' ? raw : parseRecord(raw.record, { isWellFormed: raw.isWellFormed === true });
    if (parsed.kind === 'bad') {
      bad.push([raw.row, parsed.reason]);
      all.listing.push({ row: raw.row, task: '', category: '', subcategory: '', turns: 0 });
    } else addTrajectory(all, parsed.trajectory, raw.row);
  }
  const tables = Object.entries(all).map(([name, made]) => {
    const schema: Schema = name === 'list' ? LIST_SCHEMA : TABLES[name as IndexTableName]; // a key of Rows
    return [name, encodeColumns(schema, made, NOT_OF_THE_UNIT)] as const;
  });
  return packUnit({
    firstRow,
    rowCount: rows.length,
    bad,
    tables: Object.fromEntries<ColumnTable>(tables) as UnitTables, // each key of Rows
  });
}

function addTrajectory(all: Rows, trajectory: Trajectory, row: number): void {
  const { id, task, category, subcategory, turns } = trajectory;
  const known = { metrics: computeMetrics(trajectory), attention: computeAttention(trajectory) };
  const listing = { row, task, category, subcategory, turns: turns.length };
  all.listing.push(id === '' ? listing : { ...listing, id });
  all.list.push(toListColumns(trajectory, known.attention));
  for (const [name, made] of Object.entries(toIndexRows(trajectory, { file: 0, row }, known))) {
    // a key of Rows; one by one: a hostile trajectory has more rows than a call takes arguments
    for (const each of made) all[name as IndexTableName].push(each);
  }
}

function toListColumns(
  trajectory: Trajectory,
  { reason, step }: ReturnType<typeof computeAttention>,
): ListColumns {
  const rules = ['structured', 'batch_runner', 'tutorial'] as const;
  const [structured = '', batchRunner = '', tutorial = ''] = encodeStrips(trajectory, rules);
  return {
    strip_structured: structured,
    strip_batch_runner: batchRunner,
    strip_tutorial: tutorial,
    attention_reason: reason,
    attention_step: step ?? 0,
  };
}
