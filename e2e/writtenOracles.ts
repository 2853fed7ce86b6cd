/** What must hold of files that were saved: what is written is what was recorded. */

/** The cells of RFC 4180, read without the product's code; undefined where the text is no such table. */
export function readCsv(text: string): readonly (readonly string[])[] | undefined {
  const rows: string[][] = [[]];
  const CELL = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/y;
  while (CELL.lastIndex < text.length) {
    const [, quoted, bare, end] = CELL.exec(text) ?? [];
    if (end === undefined || end === '') return undefined;
    rows.at(-1)?.push(quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

/** One column of a CSV: its name, and the cells that must be in it, in any order. */
export function findCsvDifferences(
  text: string,
  {
    column,
    head,
    cells,
  }: { readonly column: number; readonly head: string; readonly cells: readonly string[] },
): readonly string[] {
  const [names, ...rows] = readCsv(text) ?? [];
  if (names === undefined) return [`no CSV: ${JSON.stringify(text.slice(0, 200))}`];
  const uneven = rows.filter(({ length }) => length !== names.length).length;
  const written = new Set(rows.map((row) => row[column]));
  return [
    ...(uneven > 0 ? [`CSV: ${uneven} rows are of another width`] : []),
    ...(names[column] === head
      ? []
      : [`CSV: ${JSON.stringify(names[column])} is not ${JSON.stringify(head)}`]),
    ...cells.filter((cell) => !written.has(cell)).map((cell) => `CSV lacks ${JSON.stringify(cell)}`),
  ];
}

/** Lines of a download of records stored as JSONL (byte for byte) and after them as parquet (field for field). */
export function findExportDifferences(
  text: string,
  { lines: records, rows }: { readonly lines: readonly object[]; readonly rows: readonly object[] },
): readonly string[] {
  const lines = text.split('\n').slice(0, -1);
  const stored = records.map((record) => JSON.stringify(record));
  const found = stored.filter((line, row) => lines[row] !== line).map((line) => `export lacks ${line}`);
  if (lines.length !== records.length + rows.length) found.push(`export: ${lines.length} lines`);
  for (const [row, line] of lines.slice(records.length).entries()) {
    const written: unknown = JSON.parse(line);
    const own = new Map(Object.entries(rows[row] ?? {}));
    for (const [key, value] of Object.entries(written ?? {}))
      if (JSON.stringify(value) !== JSON.stringify(own.get(key)))
        found.push(`export: ${key} of parquet row ${row} differs`);
  }
  return found;
}
