/** What of a folder can be opened, by name; the bytes decide later. */
const READABLE = /\.(parquet|jsonl|ndjson|jsonl\.gz|ndjson\.gz)$/i;

/** What a run says about itself beside its trajectories: no rows, numbers to compare with. */
const RUN_SUMMARY = /(^|\/)(statistics|([^/]+_)?metrics)\.json$/i;

export function isRunSummaryName(name: string): boolean {
  return RUN_SUMMARY.test(name);
}

export function isReadableName(name: string): boolean {
  return (READABLE.test(name) || isRunSummaryName(name)) && !/(^|\/)\./.test(name);
}

export interface FileClaim {
  readonly name: string;
  readonly byteLength: number;
  readonly fingerprint: string;
}

/** `file:<name>~<size>-<fingerprint>` in its parts; undefined for anything else. */
export function parseFileSource(source: string): FileClaim | undefined {
  const [, name, size, fingerprint] = /^file:(.*)~(\d+)-([0-9a-f]+)$/s.exec(source) ?? [];
  if (name === undefined || fingerprint === undefined) return undefined;
  return { name, byteLength: Number(size), fingerprint };
}

/** In words, when the file given is not the one wanted; both are `file:` sources. */
export function sayDifference(wanted: string, given: string): string {
  const [a, b] = [parseFileSource(wanted), parseFileSource(given)];
  if (a === undefined || b === undefined) return 'This is another file.';
  const facts = ({ byteLength, fingerprint }: FileClaim): string =>
    `${byteLength.toLocaleString('en-US')} bytes, fingerprint ${fingerprint}`;
  return `${b.name} is another file: wanted ${facts(a)}; given ${facts(b)}.`;
}
