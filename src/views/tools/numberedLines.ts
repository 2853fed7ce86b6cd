/** The text of read_file: `     1|line`, numbers as recorded. */
export interface NumberedText {
  readonly text: string;
  /** One per line; a line without a number (a notice of the tool) has none. */
  readonly numbers: readonly (string | undefined)[];
}

const NUMBERED = /^ {0,12}(\d{1,9})\|/;

/** Looks at the beginning only: the text may be of any size. */
export function startsNumbered(content: string | undefined): boolean {
  return content !== undefined && NUMBERED.test(content.slice(0, 40));
}

/** Undefined when the first line has no number: then it is a text like any other. */
export function parseNumberedLines(content: string): NumberedText | undefined {
  if (!startsNumbered(content)) return undefined;
  const lines = content.split('\n');
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
