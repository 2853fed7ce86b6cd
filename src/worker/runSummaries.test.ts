import { describe, expect, it } from 'vitest';
import { filesOfSummary } from './runSummaries';

describe('the files a summary is of', () => {
  const files = [
    'run/batch_0.jsonl',
    'run/trajectories.jsonl',
    'other/a.jsonl',
    'c/x_compressed.jsonl',
    'c/y.jsonl',
  ];

  it('are those of its folder; the merged file alone; the file it is named after', () => {
    expect(filesOfSummary('run/statistics.json', files)).toEqual([1]);
    expect(filesOfSummary('other/statistics.json', files)).toEqual([2]);
    expect(filesOfSummary('c/compression_metrics.json', files)).toEqual([3, 4]);
    expect(filesOfSummary('c/x_compressed_metrics.json', files)).toEqual([3]);
    expect(filesOfSummary('nowhere/statistics.json', files)).toEqual([]);
  });
});
