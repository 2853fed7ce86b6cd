/** Widths of a result's columns, and what of a cell stands in its one line. Pure. */
import type { SqlColumn } from '../../client/types';

const CHAR_PX = 7;
const PADDING_PX = 24;
const LEAST_PX = 64;
const MOST_PX = 380;
/** Rows looked at: those of the first screen, about. */
const SAMPLE = 60;
/** Characters of a cell that stand in the grid; the rest is one click away. */
export const CELL_CHARS = 160;

export function cellText(cell: SqlColumn['cells'][number]): string {
  return cell === undefined ? 'null' : String(cell);
}

export function isCellCut(text: string): boolean {
  return text.length > CELL_CHARS || text.includes('\n');
}

/** One line of it: line breaks are shown as a sign. */
export function cellLine(text: string): string {
  const line = text.slice(0, CELL_CHARS).replaceAll(/\r?\n|\r/g, ' ⏎ ');
  return text.length > CELL_CHARS ? `${line}…` : line;
}

export function columnWidths(columns: readonly SqlColumn[]): readonly number[] {
  return columns.map(({ name, cells }) => {
    let chars = name.length;
    for (const cell of cells.slice(0, SAMPLE))
      chars = Math.max(chars, Math.min(CELL_CHARS, cellText(cell).length));
    return Math.min(MOST_PX, Math.max(LEAST_PX, Math.ceil(chars * CHAR_PX) + PADDING_PX));
  });
}

export interface TrajectoryColumns {
  readonly file: SqlColumn;
  readonly row: SqlColumn;
  readonly step: SqlColumn | undefined;
}

/** The columns that name a trajectory, when the result has them. */
export function trajectoryColumns(columns: readonly SqlColumn[]): TrajectoryColumns | undefined {
  const find = (name: string): SqlColumn | undefined =>
    columns.find((column) => column.name === name && column.isNumber);
  const file = find('file');
  const row = find('row');
  return file === undefined || row === undefined ? undefined : { file, row, step: find('step') };
}
