/** A row as read → what the index keeps of it. The one place where rows meet the parsers during indexing. */
import { attentionOf, computeMetrics, computeStrip, encodeStrip, parseRecord, OUTCOME_RULES, type OutcomeRule } from '../trace';
import type { RawRow } from '../source';
import type { IndexedRow, RowListing } from './FileRows';

export type IndexResult =
  | { readonly kind: 'bad'; readonly reason: string }
  | { readonly kind: 'indexed'; readonly listing: RowListing; readonly row: IndexedRow };

export function indexRow(raw: RawRow): IndexResult {
  if (raw.kind === 'bad') return raw;
  const parsed = parseRecord(raw.record);
  if (parsed.kind === 'bad') return parsed;
  const { trajectory } = parsed;
  const byRule = <T>(make: (rule: OutcomeRule) => T): Readonly<Record<OutcomeRule, T>> =>
    // every rule of the list is a key
    Object.fromEntries(OUTCOME_RULES.map((rule) => [rule, make(rule)])) as Record<OutcomeRule, T>;
  return {
    kind: 'indexed',
    listing: {
      id: trajectory.id === '' ? undefined : trajectory.id,
      task: trajectory.task,
      category: trajectory.category,
      subcategory: trajectory.subcategory,
      turnCount: trajectory.turns.length,
    },
    row: {
      metrics: computeMetrics(trajectory),
      strip: byRule((rule) => encodeStrip(computeStrip(trajectory, rule))),
      attention: byRule((rule) => attentionOf(trajectory, rule)),
    },
  };
}
