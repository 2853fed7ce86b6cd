/**
 * What a batch runner or a compressor recorded about its own trajectory, number by number beside the same counted
 * here. FORMAT: `tool_stats` and `tool_error_counts` (2.2), `compression_metrics` (2.3).
 */
import { member } from '../../lib/member';
import { isJsonObject, type JsonObject } from '../json/jsonValue';
import type { JsonValue, Trajectory } from '../model';

export const RECORDED_FIGURES = [
  {
    key: 'count',
    sentence:
      'Calls of the tool. Here: tool call blocks of that name; one that is not JSON is `<malformed>`.',
  },
  {
    key: 'success',
    sentence:
      "Calls whose response did not fail. Here: paired responses that are ok under the writer's own rule, batch_runner.",
  },
  {
    key: 'failure',
    sentence: 'Calls whose response failed. Here: paired responses that failed under the rule batch_runner.',
  },
  {
    key: 'error_count',
    sentence: '`tool_error_counts`: the failures once more, counted here as failure is.',
  },
  { key: 'compressed_turns', sentence: 'Turns after compression. Here: turns of the record.' },
  {
    key: 'original_turns',
    sentence:
      'Turns before compression. Here: turns of the record, with the compressed region in place of its one summary turn.',
  },
  { key: 'turns_removed', sentence: 'Here: recorded original turns less the turns of the record.' },
  {
    key: 'turns_count',
    sentence: 'Turns of the compressed region. Here: its recorded end less its recorded start.',
  },
  {
    key: 'was_compressed',
    sentence: '1 = compressed. Here: 1 when a human turn is a `[CONTEXT SUMMARY]`.',
  },
  {
    key: 'tokens_saved',
    sentence:
      'Here: recorded original tokens less compressed tokens; tokens themselves are not counted here.',
  },
  { key: 'compression_ratio', sentence: 'Here: recorded compressed tokens ÷ original tokens, to 4 places.' },
] as const;

export type RecordedKey = (typeof RECORDED_FIGURES)[number]['key'];

export interface RecordedFigure {
  readonly figure: RecordedKey;
  /** Of which tool; "" where the figure is of none. */
  readonly tool: string;
  readonly recorded: number;
  readonly ours: number;
}

export interface ToolTally {
  count: number;
  success: number;
  failure: number;
}

/** Calls by tool, with what the rule batch_runner says of their responses; as the writer counts them. */
export function tallyTools({ steps, turns }: Trajectory): ReadonlyMap<string, ToolTally> {
  const tallies = new Map<string, ToolTally>();
  for (const { calls } of steps) {
    for (const { name, response } of calls) {
      const tally = tallies.get(name) ?? { count: 0, success: 0, failure: 0 };
      tallies.set(name, tally);
      tally.count += 1;
      const block = response && turns[response.turn]?.blocks[response.block];
      if (block?.kind !== 'tool_response') continue;
      if (block.outcome.batch_runner.failed) tally.failure += 1;
      else tally.success += 1;
    }
  }
  return tallies;
}

export function numberAt(value: JsonValue | undefined, key: string): number | undefined {
  const found = isJsonObject(value) ? member(value, key) : undefined;
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
}

/** What is 0 on both sides is left out: the writer lists every tool it knows. */
function toolFigures(trajectory: Trajectory): RecordedFigure[] {
  const { tool_stats: stats, tool_error_counts: errors } = trajectory.recorded;
  if (!isJsonObject(stats) && !isJsonObject(errors)) return [];
  const ours = tallyTools(trajectory);
  const tools = new Set([
    ...(isJsonObject(stats) ? Object.keys(stats) : []),
    ...(isJsonObject(errors) ? Object.keys(errors) : []),
    ...ours.keys(),
  ]);
  const figures: RecordedFigure[] = [];
  for (const tool of tools) {
    const tally = ours.get(tool) ?? { count: 0, success: 0, failure: 0 };
    const add = (figure: RecordedKey, recorded: number, counted: number): void => {
      if (recorded !== 0 || counted !== 0) figures.push({ figure, tool, recorded, ours: counted });
    };
    if (isJsonObject(stats)) {
      const own = member(stats, tool);
      for (const key of ['count', 'success', 'failure'] as const)
        add(key, numberAt(own, key) ?? 0, tally[key]);
    }
    if (isJsonObject(errors)) add('error_count', numberAt(errors, tool) ?? 0, tally.failure);
  }
  return figures;
}

function compressionFigures({ recorded, turns }: Trajectory): RecordedFigure[] {
  const metrics = recorded['compression_metrics'];
  if (!isJsonObject(metrics)) return [];
  const region = member(metrics, 'compression_region');
  const [start, end] = [numberAt(region, 'start_idx'), numberAt(region, 'end_idx')];
  const removed = start === undefined || end === undefined ? undefined : end - start;
  const [before, tokens] = [numberAt(metrics, 'original_turns'), tokensOf(metrics)];
  const wasCompressed = member(metrics, 'was_compressed');
  const made: readonly (readonly [RecordedKey, number | undefined, number | undefined])[] = [
    [
      'was_compressed',
      typeof wasCompressed === 'boolean' ? Number(wasCompressed) : undefined,
      hasSummary(turns),
    ],
    ['compressed_turns', numberAt(metrics, 'compressed_turns'), turns.length],
    ['original_turns', before, removed === undefined || removed < 1 ? undefined : turns.length + removed - 1],
    [
      'turns_removed',
      numberAt(metrics, 'turns_removed'),
      before === undefined ? undefined : before - turns.length,
    ],
    ['turns_count', numberAt(region, 'turns_count'), removed],
    ['tokens_saved', numberAt(metrics, 'tokens_saved'), tokens && tokens.before - tokens.after],
    [
      'compression_ratio',
      numberAt(metrics, 'compression_ratio'),
      tokens === undefined || tokens.before === 0
        ? undefined
        : Math.round((10_000 * tokens.after) / tokens.before) / 10_000,
    ],
  ];
  return made.flatMap(([figure, written, ours]) =>
    written === undefined || ours === undefined ? [] : [{ figure, tool: '', recorded: written, ours }],
  );
}

function hasSummary(turns: Trajectory['turns']): number {
  return turns.some(({ note }) => note === 'summary') ? 1 : 0;
}

function tokensOf(metrics: JsonObject): { readonly before: number; readonly after: number } | undefined {
  const [before, after] = [numberAt(metrics, 'original_tokens'), numberAt(metrics, 'compressed_tokens')];
  return before === undefined || after === undefined ? undefined : { before, after };
}

/** Empty when nothing of the kind was recorded. */
export function compareRecorded(trajectory: Trajectory): readonly RecordedFigure[] {
  return [...toolFigures(trajectory), ...compressionFigures(trajectory)];
}
