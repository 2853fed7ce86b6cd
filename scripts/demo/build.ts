/**
 * `npm run demo:build`: recordings → `public/demo/*.parquet`. Pure and deterministic: no clock, no randomness, no machine;
 * the gate builds again and compares bytes.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isMalformed, withMalformed, type KeyedRow } from './malformed';
import { loadRecordings, recordingOf, type RecordingFile } from './recording';
import { hashHex, toRow } from './rows';
import { CONFIGS, type Config } from './types';
import { runsOf, type Run } from './scenario';
import { FIRST_RUN, SCENARIOS } from './scenarios';
import { buildShard, type ShardRow } from './shard';

export type DemoShards = Record<Config, Uint8Array>;

/** All rows in file order: mixed by the hash of their keys, the showcase first. */
export function demoRows(): Record<Config, ShardRow[]> {
  const recordings = new Map<string, RecordingFile>();
  const rowOf = (run: Run): ShardRow => {
    const id = run.scenario.id;
    const file = recordings.get(id) ?? loadRecordings(id);
    recordings.set(id, file);
    return toRow(run, recordingOf(run, file));
  };
  const runs: KeyedRow[] = SCENARIOS.flatMap(runsOf).map((run) => ({
    key: run.key,
    config: run.config,
    row: rowOf(run),
  }));
  const rows = withMalformed(runs);
  // By hash, the damaged ones not among the first that a newcomer sees.
  const order = ({ key, row }: KeyedRow): string => {
    if (key === FIRST_RUN) return '';
    const hash = hashHex(key);
    return isMalformed(row) && hash < '5' ? `5${hash}` : hash;
  };
  const sorted = rows.toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
  return {
    kimi: sorted.filter((r) => r.config === 'kimi').map((r) => r.row),
    'glm-5.1': sorted.filter((r) => r.config === 'glm-5.1').map((r) => r.row),
  };
}

export function buildDemo(): DemoShards {
  const rows = demoRows();
  return { kimi: buildShard(rows.kimi), 'glm-5.1': buildShard(rows['glm-5.1']) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const shards = buildDemo();
  const folder = fileURLToPath(new URL('../../public/demo/', import.meta.url));
  mkdirSync(folder, { recursive: true });
  for (const config of CONFIGS) {
    writeFileSync(`${folder}${config}.parquet`, shards[config]);
    process.stdout.write(`${config}.parquet: ${shards[config].byteLength.toLocaleString('en')} bytes\n`);
  }
}
