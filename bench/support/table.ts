/** Results → tables, one for each name, columns in the order they first appear. */
import type { BenchResult } from './results';

type Cell = BenchResult[string];

function format(value: Cell): string {
  if (value === undefined) return '';
  return typeof value === 'number' ? value.toLocaleString('en', { maximumFractionDigits: 2 }) : String(value);
}

export interface Table {
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly isNumber: readonly boolean[];
}

export function toTables(results: readonly BenchResult[]): readonly Table[] {
  const names = [...new Set(results.map(({ bench }) => bench))];
  return names.map((name) => {
    const group = results.filter(({ bench }) => bench === name);
    const head = [...new Set(group.flatMap((result) => Object.keys(result)))].filter(
      (key) => key !== 'bench',
    );
    return {
      name,
      head,
      rows: group.map((result) => head.map((key) => format(result[key]))),
      isNumber: head.map((key) => group.every((result) => typeof (result[key] ?? 0) === 'number')),
    };
  });
}

export function toText({ name, head, rows, isNumber }: Table): string {
  const widths = head.map((key, at) => Math.max(key.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => (isNumber[at] ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd();
  return [`\n${name}`, line(head), ...rows.map(line)].join('\n');
}

export function toMarkdown({ head, rows, isNumber }: Table): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(isNumber.map((is) => (is ? '---:' : '---'))), ...rows.map(line)].join('\n');
}
