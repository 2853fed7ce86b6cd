/**
 * What real files contain and no correct writer would emit. Each case takes a recorded run, damages it the way it happens in
 * practice, and names the damage in `subcategory`. Runs that are `used` do not appear undamaged.
 */
import { uuidOf } from './rows';
import type { Config } from './types';
import type { ShardRow } from './shard';
import { CALL_CASES } from './malformed/callCases';
import { Draft, type Case } from './malformed/draft';
import { THINK_CASES } from './malformed/thinkCases';
import { TURN_CASES } from './malformed/turnCases';

export interface KeyedRow {
  readonly key: string;
  readonly config: Config;
  readonly row: ShardRow;
}

const CASES: readonly Case[] = [...THINK_CASES, ...CALL_CASES, ...TURN_CASES];

export const MALFORMED_PREFIX = 'Malformed: ';

export function isMalformed(row: ShardRow): boolean {
  return row.subcategory.startsWith(MALFORMED_PREFIX);
}

export const MALFORMED_LABELS: readonly string[] = CASES.map((c) => c.label);

/** The rows of all runs with the damaged ones added, and the used ones left out. */
export function withMalformed(runs: readonly KeyedRow[]): KeyedRow[] {
  const byKey = new Map(runs.map((r) => [r.key, r]));
  const used = new Set<string>();
  const damaged = CASES.map(({ label, base, damage, ...rest }): KeyedRow => {
    const source = byKey.get(base);
    if (source === undefined) throw new Error(`malformed case "${label}": no run ${base}`);
    if (rest.used) used.add(source.key);
    const draft = new Draft(source.row);
    damage(draft);
    const key = `${source.key}#${label}`;
    const row: ShardRow = {
      ...source.row,
      id: uuidOf(key),
      conversations: draft.turns,
      tools: draft.tools,
      task: draft.task,
      subcategory: `${MALFORMED_PREFIX}${label}`,
    };
    return { key, config: source.config, row };
  });
  return [...runs.filter((r) => !used.has(r.key)), ...damaged];
}
