import type { Config } from './scenario';
import type { ShardRow } from './shard';

export interface MalformedRow {
  readonly key: string;
  readonly config: Config;
  readonly row: ShardRow;
}

export function malformedRows(_runs: ReadonlyMap<string, ShardRow>): MalformedRow[] {
  return [];
}
