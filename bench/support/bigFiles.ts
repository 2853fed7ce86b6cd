/** The generated dataset for the benches: at full scale where RETRACE_FULLSCALE names its folder, else a fifth of it, made once. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { FULL_CONFIGS, type FullConfig } from '../../scripts/fullscale/counts';
import { parseLayout } from '../../scripts/fullscale/layout';
import { makeFullscale } from '../../scripts/fullscale/make';

const CACHE = join(import.meta.dirname, '../../.cache/fullscale');
/** A fifth: one row group of kimi and a little. */
const FIFTH = 1_529;

export interface BigFile {
  readonly config: FullConfig;
  readonly path: string;
  readonly byteLength: number;
  load(): Uint8Array;
}

function bigFile(config: FullConfig, folder: string): BigFile {
  const path = join(folder, 'data', config, 'train.parquet');
  return { config, path, byteLength: statSync(path).size, load: () => readFileSync(path) };
}

/** Both configs in the hub's layout. */
export async function bigFiles(): Promise<readonly BigFile[]> {
  const given = process.env['RETRACE_FULLSCALE'];
  if (given !== undefined) return FULL_CONFIGS.map((config) => bigFile(config, given));
  return fifthFiles('pages');
}

/** A fifth of the dataset in any layout of one file a config; kept in `.cache`. */
export async function fifthFiles(
  layout: string,
  configs: readonly FullConfig[] = FULL_CONFIGS,
): Promise<readonly BigFile[]> {
  const out = join(CACHE, layout);
  const missing = configs.filter((config) => !existsSync(join(out, 'data', config, 'train.parquet')));
  if (missing.length > 0)
    await makeFullscale({ out, rows: FIFTH, layout: parseLayout(layout), configs: missing });
  return configs.map((config) => bigFile(config, out));
}
