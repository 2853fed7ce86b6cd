/** What a bench says: one JSON object a line on stdout. `bench` names the table, the other keys are its columns. */

export type BenchResult = Readonly<Record<string, string | number | boolean | undefined>> & {
  readonly bench: string;
};

export function report(result: BenchResult): void {
  console.log(JSON.stringify(result));
}

/** A line of a bench's output, or undefined for anything else it prints. */
export function parseResult(line: string): BenchResult | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    const isResult =
      typeof value === 'object' && value !== null && 'bench' in value && typeof value.bench === 'string';
    // Ours: flat objects of strings, numbers and booleans.
    return isResult ? (value as BenchResult) : undefined;
  } catch {
    return undefined;
  }
}
