/** Verdicts of a reader as JSON lines: what one takes out, another reads in. Pure. */
export const VERDICTS = ['keep', 'drop', 'unsure'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** One line: `{"id", "file", "row", "verdict", "note", "source", "version", "at"}`. */
export interface TriageLine {
  /** Null where the record has none. */
  readonly id: string | null;
  /** Name of the file, and the row in it from 0. */
  readonly file: string;
  readonly row: number;
  /** Null: a note without a verdict. */
  readonly verdict: Verdict | null;
  readonly note: string;
  /** What was open, as the address names it. */
  readonly source: string;
  /** Of the file's content (ETag or the like); "" where unknown. */
  readonly version: string;
  /** When it was marked, ISO 8601. */
  readonly at: string;
}

export interface TriageLines {
  readonly lines: readonly TriageLine[];
  /** Lines that are none, with the number of the line from 1. */
  readonly bad: readonly { readonly line: number; readonly reason: string }[];
}

export function formatTriageLines(lines: readonly TriageLine[]): string {
  return lines
    .map(
      ({ id, file, row, verdict, note, source, version, at }) =>
        `${JSON.stringify({ id, file, row, verdict, note, source, version, at })}\n`,
    )
    .join('');
}

const isText = (value: unknown): value is string => typeof value === 'string';

function parseLine(text: string): TriageLine | string {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return 'not JSON';
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read)) return 'not an object';
  const { id, file, row, verdict, note, source, version, at } = read as Record<string, unknown>; // just checked
  const known = VERDICTS.find((each) => each === verdict);
  if (known === undefined && (verdict ?? null) !== null)
    return `the verdict is ${JSON.stringify(verdict).slice(0, 60)}`;
  const hasPlace = isText(file) && typeof row === 'number' && Number.isSafeInteger(row) && row >= 0;
  if (!isText(id) && !hasPlace) return 'neither an id nor a file and row';
  return {
    id: isText(id) ? id : null,
    file: hasPlace ? file : '',
    row: hasPlace ? row : 0,
    verdict: known ?? null,
    note: isText(note) ? note : '',
    source: isText(source) ? source : '',
    version: isText(version) ? version : '',
    at: isText(at) ? at : '',
  };
}

/** Never throws: a line that is none is told and the others count. Blank lines are nothing. */
export function parseTriageLines(text: string): TriageLines {
  const lines: TriageLine[] = [];
  const bad: TriageLines['bad'][number][] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const read = parseLine(line);
    if (typeof read === 'string') bad.push({ line: index + 1, reason: read });
    else lines.push(read);
  }
  return { lines, bad };
}
