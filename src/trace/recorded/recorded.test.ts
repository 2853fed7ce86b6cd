/** What a run recorded beside what is counted: on the demo's own runs as a batch runner would have written them. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBytes } from '../../source';
import type { JsonValue, Trajectory } from '../model';
import { parseRecord } from '../record/parseRecord';
import { compareRecorded } from './compareRecorded';
import { compareSummary, type CountedRun } from './compareSummary';

const records: Record<string, unknown>[] = [];

beforeAll(async () => {
  const file = await openBytes('kimi.parquet', readFileSync('public/demo/kimi.parquet'));
  for await (const { rows } of file.readRows())
    for (const raw of rows) if (raw.kind === 'record') records.push({ ...raw.record });
});

function parse(record: Record<string, unknown>): Trajectory {
  const parsed = parseRecord(record);
  if (parsed.kind !== 'trajectory') throw new Error('no trajectory');
  return parsed.trajectory;
}

/** As the batch runner counts: by the blocks themselves, not by our tally. */
function writtenStats({ turns, steps }: Trajectory): Record<string, Record<string, number>> {
  const stats: Record<string, Record<string, number>> = { never_used: { count: 0, success: 0, failure: 0 } };
  for (const turn of turns)
    for (const block of turn.blocks)
      if (block.kind === 'tool_call') {
        const own = (stats[block.name] ??= { count: 0, success: 0, failure: 0 });
        own['count'] = (own['count'] ?? 0) + 1;
        const call = steps
          .flatMap(({ calls }) => calls)
          .find(({ ref }) => ref.turn === turn.index && turn.blocks[ref.block] === block);
        const answer = call?.response && turns[call.response.turn]?.blocks[call.response.block];
        if (answer?.kind !== 'tool_response') continue;
        const key = answer.outcome.batch_runner.failed ? 'failure' : 'success';
        own[key] = (own[key] ?? 0) + 1;
      }
  return stats;
}

const differing = (trajectory: Trajectory): readonly string[] =>
  compareRecorded(trajectory)
    .filter(({ recorded, ours }) => recorded !== ours)
    .map(({ tool, figure }) => `${tool} ${figure}`);

describe('tool_stats', () => {
  it('is equal in every run as the writer counts, and differs where a copy is doctored', () => {
    expect(records.length).toBeGreaterThan(50);
    for (const record of records) {
      const tool_stats = writtenStats(parse(record));
      const failures = Object.entries(tool_stats).map(([tool, { failure = 0 }]) => [tool, failure]);
      const written = parse({ ...record, tool_stats, tool_error_counts: Object.fromEntries(failures) });
      expect(differing(written)).toEqual([]);
      expect(compareRecorded(written).some(({ tool }) => tool === 'never_used')).toBe(false);
      const [tool, own] = Object.entries(tool_stats).find(([, { count = 0 }]) => count > 0) ?? [];
      if (tool === undefined) continue;
      const doctored = { ...tool_stats, [tool]: { ...own, success: (own?.['success'] ?? 0) + 1 } };
      expect(differing(parse({ ...record, tool_stats: doctored }))).toEqual([`${tool} success`]);
    }
  });

  it('says nothing where nothing was recorded, and survives odd values', () => {
    const [record = {}] = records;
    expect(compareRecorded(parse(record))).toEqual([]);
    for (const tool_stats of [null, 3, 'x', [], { terminal: null }, { terminal: { count: 'many' } }])
      expect(() => compareRecorded(parse({ ...record, tool_stats }))).not.toThrow();
  });
});

describe('compression_metrics', () => {
  const turns = [
    ['system', 's'],
    ['human', 'do it'],
    ['gpt', '<think>\n</think>\na'],
    ['human', '[CONTEXT SUMMARY]: much was done'],
    ['gpt', '<think>\n</think>\nb'],
  ].map(([from, value]) => ({ from, value }));
  const metrics = {
    original_tokens: 20_000,
    compressed_tokens: 15_003,
    tokens_saved: 4_997,
    compression_ratio: 0.7502,
    original_turns: 12,
    compressed_turns: 5,
    turns_removed: 7,
    compression_region: { start_idx: 3, end_idx: 11, turns_count: 8 },
    was_compressed: true,
  };

  it('is equal as the compressor writes it, field by field when doctored', () => {
    const written = parse({ conversations: turns, compression_metrics: metrics });
    expect(differing(written)).toEqual([]);
    expect(compareRecorded(written)).toHaveLength(7);
    for (const [field, differs] of [
      ['compressed_turns', ['compressed_turns']],
      ['tokens_saved', ['tokens_saved']],
      ['compression_ratio', ['compression_ratio']],
      ['original_turns', ['original_turns', 'turns_removed']],
    ] as const) {
      const doctored = { ...metrics, [field]: metrics[field] + 1 };
      const found = differing(parse({ conversations: turns, compression_metrics: doctored }));
      expect(found).toEqual(differs.map((each) => ` ${each}`));
    }
    const plain = turns.filter(({ value }) => value?.startsWith('[') !== true);
    expect(differing(parse({ conversations: plain, compression_metrics: metrics }))).toContain(
      ' was_compressed',
    );
  });
});

describe("a run's summary", () => {
  const counted: CountedRun = {
    trajectories: 3,
    turns: 40,
    steps: 18,
    thinkingSteps: 17,
    compressed: 1,
    tools: new Map([['terminal', { count: 7, success: 4, failure: 2 }]]),
  };
  const statistics = {
    total_prompts: 3,
    tool_statistics: {
      terminal: { count: 7, success: 4, failure: 2, success_rate: 66.67, failure_rate: 33.33 },
      patch: { count: 0, success: 0, failure: 0, success_rate: 0, failure_rate: 0 },
    },
    reasoning_statistics: { total_assistant_turns: 18, turns_with_reasoning: 17, turns_without_reasoning: 1 },
  };
  const unequal = (summary: JsonValue): readonly string[] =>
    compareSummary(summary, counted)
      .filter(({ recorded, ours }) => recorded !== ours)
      .map(({ field }) => field);

  it('of the batch runner and of the compressor: equal, and field by field when doctored', () => {
    expect(compareSummary(statistics, counted)).toHaveLength(9);
    expect(unequal(statistics)).toEqual([]);
    expect(unequal({ ...statistics, total_prompts: 4 })).toEqual(['total_prompts']);
    expect(unequal({ ...statistics, tool_statistics: {} })).toEqual([
      'tool_statistics.terminal.count',
      'tool_statistics.terminal.success',
      'tool_statistics.terminal.failure',
    ]);
    const compressor = {
      summary: { total_trajectories: 3, trajectories_compressed: 1 },
      turns: { total_after: 40 },
    };
    expect(compareSummary(compressor, counted)).toHaveLength(3);
    expect(unequal(compressor)).toEqual([]);
    expect(unequal({ ...compressor, turns: { total_after: 41 } })).toEqual(['turns.total_after']);
  });

  it('what is no summary has nothing to compare', () => {
    for (const value of [null, 3, 'x', [], {}, { tool_statistics: 3, turns: [] }])
      expect(compareSummary(value, { ...counted, tools: new Map() })).toEqual([]);
  });
});
