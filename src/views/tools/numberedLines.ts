/** The text of read_file: `     1|line`, numbers as recorded. */
export interface NumberedText {
  readonly text: string;
  /** One per line; a line without a number (a notice of the tool) has none. */
  readonly numbers: readonly (string | undefined)[];
}

const NUMBERED = /^ {0,12}(\d{1,9})\|/;

/** Undefined when the first line has no number: then it is a text like any other. */
export function parseNumberedLines(content: string): NumberedText | undefined {
  const lines = content.split('\n');
  if (!NUMBERED.test(lines[0] ?? '')) return undefined;
  const parsed = lines.map((line) => {
    const found = NUMBERED.exec(line);
    return found === null
      ? { text: line, number: undefined }
      : { text: line.slice(found[0].length), number: found[1] };
  });
  return {
    text: parsed.map(({ text }) => text).join('\n'),
    numbers: parsed.map(({ number }) => number),
  };
}
