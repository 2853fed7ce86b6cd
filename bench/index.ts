/**
 * The whole index: in Node, parse workers that decode alone beside the same workers decoding and parsing, and the tutorial's
 * Python reading and parsing the same rows; in Chromium, from the navigation to the last row indexed, and the second visit.
 */
import { spawnSync } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { buffersOf, openBytes } from '../src/source';
import { bigFiles, type BigFile } from './support/bigFiles';
import { bracket } from './support/calibration';
import { visitBare, type BareVisit } from './support/bareVisit';
import { startDataStage } from './support/dataStage';
import { NETS, type NetName } from './support/nets';
import { report } from './support/results';
import { createLine } from './support/shapedProxy';
import { openStage, type Stage } from './support/stage';
import { median, round, ROUNDS, worst } from './support/statistics';
import { bundleThread, threadPool } from './support/threadPool';
import { calibrate, visitOften, type Measured } from './support/visit';

const SIGNAL = new AbortController().signal;
/** Whole files take minutes; a fifth is enough to see a ratio. */
const isFull = process.env['RETRACE_FULLSCALE'] !== undefined;
const rounds = isFull ? 3 : ROUNDS;

interface Loaded {
  readonly config: string;
  readonly bytes: Uint8Array;
}

/** One pass over all files by a fresh pool; its workers have started before the clock. */
async function onePass(
  path: string,
  files: readonly Loaded[],
  size: number,
  only: 'decode' | 'index',
): Promise<number> {
  const pool = threadPool(path, size, only);
  const opened = await Promise.all(files.map(({ config, bytes }) => openBytes(`${config}.parquet`, bytes)));
  const startedAt = performance.now();
  const running: Promise<void>[] = [];
  for (const file of opened) {
    for await (const unit of file.readUnits(SIGNAL)) {
      const release = await pool.slot(SIGNAL);
      const load = async () => {
        const rows = await unit.load(SIGNAL);
        return { payload: { rows, firstRow: unit.firstRow }, transfer: buffersOf(rows) };
      };
      const work = async (): Promise<void> => {
        const answer = await pool.run('index', load, SIGNAL);
        release();
        if (!answer.ok) throw new Error(answer.error.message);
      };
      running.push(work());
    }
  }
  await Promise.all(running);
  const durationMs = performance.now() - startedAt;
  pool.close();
  return durationMs;
}

/** The same rows as JSON lines, for a Python without a parquet reader. Made once. */
async function jsonLinesOf({ config, path: source, byteLength, load }: BigFile): Promise<string> {
  const folder = join(import.meta.dirname, '../.cache/jsonl');
  const path = join(folder, `${config}-${byteLength}.jsonl`);
  if (existsSync(path) && statSync(path).mtimeMs > statSync(source).mtimeMs) return path;
  mkdirSync(folder, { recursive: true });
  const out = createWriteStream(`${path}.part`);
  for await (const { rows } of (await openBytes(config, load())).readRows()) {
    for (const row of rows) {
      if (row.kind === 'record' && !out.write(`${JSON.stringify(row.record)}\n`)) await once(out, 'drain');
    }
  }
  out.end();
  await once(out, 'finish');
  renameSync(`${path}.part`, path);
  return path;
}

/** Read and parse as the tutorial does; undefined where there is no python3. */
async function pythonMs(
  files: readonly BigFile[],
): Promise<{ durationMs: number; reader: string } | undefined> {
  const script = join(import.meta.dirname, 'tutorial.py');
  const hasArrow = spawnSync('python3', ['-c', 'import pyarrow.parquet']).status === 0;
  let durationMs = 0;
  for (const file of files) {
    const path = hasArrow ? file.path : await jsonLinesOf(file);
    const run = spawnSync('python3', [script, path, '1'], { encoding: 'utf8', timeout: 600_000 });
    if (run.status !== 0) return undefined;
    durationMs += Number(run.stdout);
  }
  return { durationMs, reader: hasArrow ? 'pyarrow' : 'json.loads of the same rows as JSON lines' };
}

async function benchPool(): Promise<void> {
  const files = await bigFiles();
  const loaded = files.map(({ config, load }) => ({ config, bytes: load() }));
  const bytes = loaded.reduce((sum, each) => sum + each.bytes.length, 0);
  const path = await bundleThread();
  const python = await pythonMs(files);
  for (const workers of [1, 2]) {
    const finish = bracket();
    const decode: number[] = [];
    const index: number[] = [];
    // side by side, so that a busy minute falls on both
    for (let each = 0; each < rounds; each += 1) {
      decode.push(await onePass(path, loaded, workers, 'decode'));
      index.push(await onePass(path, loaded, workers, 'index'));
    }
    const calibrationMs = finish();
    const ratios = index.map((each, at) => each / (decode[at] ?? Number.NaN));
    report({
      bench: 'full index in Node',
      workers,
      bytes,
      rounds,
      decodeMs: round(median(decode), 0),
      indexMs: round(median(index), 0),
      worstIndexMs: round(worst(index), 0),
      'index ÷ decode only': round(median(ratios), 2),
      mbPerS: round(bytes / 1e3 / median(index)),
      'tutorial read + parse ms': python && round(python.durationMs, 0),
      'index ÷ tutorial': python && round(median(index) / python.durationMs, 2),
      'tutorial reads by': python?.reader ?? 'no python3',
      calibrationMs: round(calibrationMs),
    });
  }
}

/** All rows indexed and figures drawn: the progress bar is gone, a facet has its counts, nothing is in flight. */
const COMPLETE = [
  { selector: 'html[data-idle="true"]' },
  { selector: 'html:not(:has([role="progressbar"][aria-label="Indexing"]))' },
  { selector: 'fieldset[aria-label="Category"] input' },
];

function hashOf(url: string): string {
  return `#/browse?src=${encodeURIComponent(`url:${url}`)}`;
}

interface Pass {
  readonly first: Measured;
  readonly second: Measured;
}

async function onVisit(stage: Stage, hash: string, workers: number): Promise<Pass> {
  const { visits, close } = await visitOften(stage, hash, COMPLETE, { times: 2, cores: workers + 1 });
  await close();
  const [first, second] = visits;
  if (first === undefined || second === undefined) throw new Error('two visits were asked for');
  return { first, second };
}

/** Before any other browser is open: they share the pages of their code. */
async function benchMemory(): Promise<void> {
  const data = await startDataStage(createLine(NETS.loopback));
  for (const { config, byteLength, load } of await bigFiles()) {
    data.files.set('train.parquet', load());
    for (const workers of [1, 2]) {
      const visits: BareVisit[] = [];
      for (let each = 0; each < Math.min(rounds, 3); each += 1)
        visits.push(
          await visitBare(hashOf(data.url('train.parquet')), { conditions: COMPLETE, cores: workers + 1 }),
        );
      report({
        bench: 'memory of the full index in Chromium',
        config,
        workers,
        rounds: visits.length,
        fileBytes: byteLength,
        medianMs: round(median(visits.map(({ durationMs }) => durationMs)), 0),
        'worst peak PSS MB': round(worst(visits.map(({ peakMb }) => peakMb)), 0),
        'PSS at rest MB': round(median(visits.map(({ restMb }) => restMb)), 0),
      });
    }
  }
  await data.close();
}

async function benchVisits(stage: Stage, net: NetName, workers: number): Promise<void> {
  const [kimi] = await bigFiles();
  if (kimi === undefined) throw new Error('no file was made');
  stage.data.files.set('train.parquet', kimi.load());
  const hash = hashOf(stage.data.url('train.parquet'));
  const before = await calibrate(stage);
  stage.setNet(net);
  const passes: Pass[] = [];
  // shaped, a pass is mostly waiting for the line: once is enough at full size
  for (let each = 0; each < (net === 'loopback' || !isFull ? Math.min(rounds, 3) : 1); each += 1)
    passes.push(await onVisit(stage, hash, workers));
  stage.setNet('loopback');
  const calibrationMs = (before + (await calibrate(stage))) / 2;
  for (const which of ['first', 'second'] as const) {
    const visits = passes.map((pass) => pass[which]);
    const middle = (key: keyof Measured): number => round(median(visits.map((each) => each[key])), 0);
    report({
      bench: 'full index in Chromium',
      visit: which,
      net,
      workers,
      rounds: passes.length,
      fileBytes: kimi.byteLength,
      medianMs: middle('durationMs'),
      worstMs: round(worst(visits.map(({ durationMs }) => durationMs)), 0),
      perCalibration: round(median(visits.map(({ durationMs }) => durationMs)) / calibrationMs, 2),
      blockedMs: middle('blockedMs'),
      longestTaskMs: round(worst(visits.map(({ longestTaskMs }) => longestTaskMs)), 0),
      parquetBytes: middle('parquetBytes'),
      parquetRequests: middle('parquetRequests'),
      calibrationMs: round(calibrationMs),
    });
  }
}

await benchPool();
await benchMemory();
const stage = await openStage();
try {
  for (const workers of [1, 2]) await benchVisits(stage, 'loopback', workers);
  // the line is slower than one worker
  await benchVisits(stage, '50 ms, 100 Mbit/s', 1);
} finally {
  await stage.close();
}
