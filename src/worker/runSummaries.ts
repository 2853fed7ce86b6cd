/** A run's own summary file, compared with the files it is of. */
import { toAppError } from '../lib/AppError';
import type { SourceFile } from '../source';
import { compareSummary, parseJsonLine, toJsonValue, type CountedRun } from '../trace';
import type { RunSummary } from './api';

function folderOf(name: string): string {
  return name.slice(0, name.lastIndexOf('/') + 1);
}

/**
 * Which of the files a summary is of: `<x>_metrics.json` of `<x>.jsonl`; else those of its folder, and of these only
 * `trajectories.jsonl` where there is one, as the batch files hold the same rows.
 */
export function filesOfSummary(summary: string, files: readonly string[]): readonly number[] {
  const folder = folderOf(summary);
  const beside = files.flatMap((name, at) =>
    folderOf(name) === folder ? [{ at, own: name.slice(folder.length) }] : [],
  );
  const stem = /([^/]+)_metrics\.json$/i.exec(summary)?.[1];
  const only = (is: (own: string) => boolean) => beside.filter(({ own }) => is(own));
  const [named, merged] = [
    only((own) => stem !== undefined && own.startsWith(`${stem}.`)),
    only((own) => /^trajectories\.jsonl(\.gz)?$/i.test(own)),
  ];
  const chosen = [named, merged, beside].find((each) => each.length > 0) ?? [];
  return chosen.map(({ at }) => at);
}

interface Counting {
  readonly signal: AbortSignal;
  count(files: readonly number[]): Promise<CountedRun>;
}

/** Rejects only when it is aborted or the index cannot be asked; what is wrong with the file is its `problem`. */
export async function readRunSummary(
  { name, readSummary }: SourceFile,
  files: readonly string[],
  { signal, count }: Counting,
): Promise<RunSummary> {
  const among = filesOfSummary(name, files);
  const none = (problem: string): RunSummary => ({ name, files: among, rows: [], problem });
  if (among.length === 0) return none('No trajectory file of its folder is open.');
  const text = await readSummary?.({ signal }).catch((error: unknown) => toAppError(error));
  signal.throwIfAborted();
  if (typeof text !== 'string') return none(text?.message ?? 'It cannot be read.');
  const parsed = parseJsonLine(text);
  if (parsed.kind === 'bad') return none(parsed.reason);
  const rows = compareSummary(toJsonValue(parsed.record), await count(among));
  return rows.length === 0
    ? none('It holds no number of statistics.json or compression_metrics.json.')
    : { name, files: among, rows, problem: undefined };
}
