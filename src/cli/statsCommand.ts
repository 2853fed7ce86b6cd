/** `retrace stats <file…> [--json]`: the index figures of shards. */
import { defineCommand } from 'citty';
import { accumulateStats, type StatsAccumulator, type StatsJson } from '../trace';
import { createProgress, type Progress } from './progress';
import { eachRow, explain, withFile } from './rows';
import { writeStatsText } from './statsText';

async function addFile(
  path: string,
  index: number,
  stats: StatsAccumulator,
  progress: Progress,
): Promise<void> {
  await withFile(path, async (file) => {
    const show = (bytesRead: number) => progress.show(path, bytesRead, file.facts.byteLength);
    show(0);
    for await (const { row, parsed } of eachRow(file, index, show)) {
      if (parsed.kind === 'trajectory') stats.addTrajectory(parsed.trajectory);
      else stats.addBadRow({ file: path, row, reason: parsed.reason });
    }
  });
}

export interface StatsRun {
  readonly stats: StatsJson;
  /** One sentence for each file that could not be read. */
  readonly unreadable: readonly string[];
}

/** Files that cannot be read are named; the others count. */
export async function computeStats(paths: readonly string[], progress: Progress): Promise<StatsRun> {
  const stats = accumulateStats();
  const unreadable: string[] = [];
  for (const [index, path] of paths.entries()) {
    try {
      await addFile(path, index, stats, progress);
    } catch (thrown) {
      unreadable.push(explain(path, thrown));
    }
  }
  progress.clear();
  return { stats: stats.toJson(), unreadable };
}

export const statsCommand = defineCommand({
  meta: {
    name: 'stats',
    description: 'Figures of one or more files: turns, steps, calls, outcomes, findings.',
  },
  args: {
    file: {
      type: 'positional',
      required: true,
      description: 'parquet, .jsonl or .jsonl.gz; several are added up',
    },
    json: { type: 'boolean', default: false, description: 'print one JSON object' },
  },
  async run({ args }) {
    const { stats, unreadable } = await computeStats(args._, createProgress(process.stderr));
    process.stdout.write(args.json ? `${JSON.stringify(stats, undefined, 2)}\n` : writeStatsText(stats));
    for (const sentence of unreadable) process.stderr.write(`${sentence}\n`);
    if (unreadable.length > 0) process.exitCode = 1;
  },
});
