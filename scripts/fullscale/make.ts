/**
 * `npm run make:fullscale -- --out <dir> [--rows n] [--layout …]`: both configs of the published dataset with exactly its
 * counts, generated. Deterministic and streamed: a row group at a time.
 */
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { countsOf, FULL_CONFIGS, type FullConfig } from './counts';
import { LAYOUT_WORDS, parseLayout, type Layout } from './layout';
import { loadMaterial, type Material } from './material';
import { planRows } from './plan';
import { createRowMaker, fitBodyChars } from './rows';
import { writeShard, type ShardFile } from './writeShard';

/** Arrow bytes of a row group by the hub's rule. */
const GROUP_BYTES = 100e6;
const SEEDS: Readonly<Record<FullConfig, number>> = { kimi: 1, 'glm-5.1': 2 };

export interface FullscaleOptions {
  readonly out: string;
  /** Rows of kimi; glm-5.1 in proportion. Default: as published. */
  readonly rows?: number;
  readonly layout?: Layout;
  readonly configs?: readonly FullConfig[];
}

export interface MadeFile {
  readonly config: FullConfig;
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
}

function shardFiles(config: FullConfig, folder: string, rows: number, layout: Layout): readonly ShardFile[] {
  const { rowBytes } = countsOf(config);
  const rowsPerGroup = Math.min(rows, layout.groupRows ?? Math.floor(GROUP_BYTES / rowBytes));
  const perShard = Math.ceil(rows / layout.shards);
  return Array.from({ length: layout.shards }, (_, shard) => {
    const firstRow = shard * perShard;
    const pad = (n: number): string => String(n).padStart(5, '0');
    const name = layout.shards === 1 ? 'train' : `train-${pad(shard)}-of-${pad(layout.shards)}`;
    return {
      path: join(folder, `${name}.parquet`),
      firstRow,
      rows: Math.max(0, Math.min(perShard, rows - firstRow)),
      rowsPerGroup: Math.max(1, rowsPerGroup),
    };
  });
}

async function makeConfig(
  config: FullConfig,
  material: Material,
  { out, rows, layout = parseLayout() }: FullscaleOptions,
): Promise<readonly MadeFile[]> {
  const counts = countsOf(config, rows);
  const seed = SEEDS[config];
  const maker = { config, counts, material, plans: planRows(counts, seed) };
  const make = createRowMaker({ ...maker, bodyChars: fitBodyChars(maker, seed) }, seed);
  const folder = join(out, 'data', config);
  mkdirSync(folder, { recursive: true });
  const made: MadeFile[] = [];
  for (const file of shardFiles(config, folder, counts.rows, layout)) {
    await writeShard(file, layout, make);
    made.push({ config, path: file.path, rows: file.rows, bytes: statSync(file.path).size });
  }
  return made;
}

export async function makeFullscale(options: FullscaleOptions): Promise<readonly MadeFile[]> {
  const material = loadMaterial();
  const made: MadeFile[] = [];
  for (const config of options.configs ?? FULL_CONFIGS)
    made.push(...(await makeConfig(config, material, options)));
  return made;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { out: { type: 'string' }, rows: { type: 'string' }, layout: { type: 'string' } },
  });
  const rows = values.rows === undefined ? undefined : Number(values.rows);
  if (values.out === undefined || (rows !== undefined && !(Number.isInteger(rows) && rows > 0))) {
    console.error(`make:fullscale --out <dir> [--rows n] [--layout ${LAYOUT_WORDS}, with commas]`);
    process.exit(1);
  }
  const startedAt = performance.now();
  const layout = parseLayout(values.layout);
  const made = await makeFullscale({ out: values.out, layout, ...(rows !== undefined && { rows }) });
  for (const { path, rows: count, bytes } of made)
    console.log(`${path}: ${count.toLocaleString('en')} rows, ${bytes.toLocaleString('en')} bytes`);
  console.log(`${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
