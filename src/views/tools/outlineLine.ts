/** One line of a page snapshot, `  - link "Next" [ref=e9]`, in parts that joined are the line. */
export interface OutlineLine {
  readonly indent: string;
  readonly role: string;
  readonly rest: string;
  /** `[ref=e9]` and what follows it. */
  readonly reference: string;
}

const ROLE = /^(\s{0,200})(- [a-z]{1,30}:?|)/;

export function parseOutlineLine(line: string): OutlineLine {
  const [start = '', indent = '', role = ''] = ROLE.exec(line) ?? [];
  const after = line.slice(start.length);
  const at = after.lastIndexOf('[ref=');
  const isLast = at !== -1 && !after.slice(at).includes('"');
  return {
    indent,
    role,
    rest: isLast ? after.slice(0, at) : after,
    reference: isLast ? after.slice(at) : '',
  };
}
