/** A row as read → what the index keeps of it. The one place where rows meet the parsers during indexing. */
import { computeAttention, computeMetrics, computeStrip, encodeStrip, parseRecord } from '../trace';
import { toIndexRows, type IndexRows } from '../engine/rows';
import type { RawRow } from '../source';
import type { IndexedRow, RowListing } from './FileRows';

export type IndexResult =
  | { readonly kind: 'bad'; readonly reason: string }
  | {
      readonly kind: 'indexed';
      readonly listing: RowListing;
      readonly row: IndexedRow;
      /** Its rows in the engine's tables. */
      readonly tables: IndexRows;
    };

export function indexRow(raw: RawRow, file: number): IndexResult {
  if (raw.kind === 'bad') return raw;
  const parsed = parseRecord(raw.record);
  if (parsed.kind === 'bad') return parsed;
  const { trajectory } = parsed;
  const figures = { metrics: computeMetrics(trajectory), attention: computeAttention(trajectory) };
  return {
    kind: 'indexed',
    tables: toIndexRows(trajectory, { file, row: raw.row }, figures),
    listing: {
      id: trajectory.id === '' ? undefined : trajectory.id,
      task: trajectory.task,
      category: trajectory.category,
      subcategory: trajectory.subcategory,
      turnCount: trajectory.turns.length,
    },
    row: {
      ...figures,
      strip: {
        structured: encodeStrip(computeStrip(trajectory, 'structured')),
        batch_runner: encodeStrip(computeStrip(trajectory, 'batch_runner')),
        tutorial: encodeStrip(computeStrip(trajectory, 'tutorial')),
      },
    },
  };
}
