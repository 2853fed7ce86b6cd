/** A table of plain cells as CSV (RFC 4180) or as a JSON list of objects. Pure; values are written as they are. */
export interface TextColumn {
  readonly name: string;
  readonly cells: readonly (string | number | boolean | undefined)[];
}

/** Nothing is an empty field, an empty text is `""`. */
function toField(cell: TextColumn['cells'][number]): string {
  if (cell === undefined) return '';
  const text = String(cell);
  return text === '' || /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function toCsv(columns: readonly TextColumn[], rowCount: number): string {
  const lines = [columns.map(({ name }) => toField(name)).join(',')];
  for (let row = 0; row < rowCount; row += 1) {
    lines.push(columns.map(({ cells }) => toField(cells[row])).join(','));
  }
  return `${lines.join('\r\n')}\r\n`;
}

/** One object a line; nothing is null. */
export function toJsonList(columns: readonly TextColumn[], rowCount: number): string {
  const lines: string[] = [];
  for (let row = 0; row < rowCount; row += 1) {
    const pairs = columns.map(
      ({ name, cells }) => `${JSON.stringify(name)}:${JSON.stringify(cells[row] ?? null)}`,
    );
    lines.push(`{${pairs.join(',')}}`);
  }
  return `[${lines.length === 0 ? '' : `\n${lines.join(',\n')}\n`}]\n`;
}
