/**
 * What a reader waits for, in Chromium against the build of `npm start`: cold start → first row, cold permalink → step, a click
 * on a row → step, a filter click → list and count. `perCalibration` = median ÷ the calibration loop of the same rounds.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fifthFiles } from './support/bigFiles';
import { coldPermalink, coldStart, filterClicks, openOne, type BenchDataset } from './support/flows';
import { NETS, type NetName } from './support/nets';
import { report } from './support/results';
import { openStage, type Stage } from './support/stage';
import { median, round, ROUNDS, worst } from './support/statistics';
import { calibrate, type Measured } from './support/visit';
import { openBytes } from '../src/source';

/** The id of a row, for a link to it. */
async function idOf(name: string, bytes: Uint8Array, row: number): Promise<string> {
  const raw = await (await openBytes(name, bytes)).readRow(row);
  return raw.kind === 'record' ? String(raw.record['id']) : '';
}

async function demoDataset(): Promise<BenchDataset> {
  const row = 40;
  const bytes = readFileSync(join(import.meta.dirname, '../dist/demo/kimi.parquet'));
  return { name: 'demo', src: 'demo', id: await idOf('kimi.parquet', bytes, row), row, step: 3 };
}

/** A fifth of the published rows in the hub's layout (a row group of 100 MB), by URL. */
async function hubDataset(stage: Stage): Promise<BenchDataset> {
  const [kimi] = await fifthFiles('pages', ['kimi']);
  if (kimi === undefined) throw new Error('no file was made');
  const bytes = kimi.load();
  stage.data.files.set('train.parquet', bytes);
  const row = 700;
  const src = `url:${stage.data.url('train.parquet')}`;
  return { name: 'hub, 102 MB', src, id: await idOf('train.parquet', bytes, row), row, step: 3 };
}

type Flow = (stage: Stage, dataset: BenchDataset) => Promise<readonly Measured[]>;

async function repeat(once: () => Promise<Measured>): Promise<readonly Measured[]> {
  const all: Measured[] = [];
  for (let each = 0; each < ROUNDS; each += 1) all.push(await once());
  return all;
}

const FLOWS: Readonly<Record<string, Flow>> = {
  'cold start → first row': (stage, dataset) => repeat(() => coldStart(stage, dataset)),
  'cold permalink → step': (stage, dataset) => repeat(() => coldPermalink(stage, dataset)),
  'open one from the list': (stage, dataset) => repeat(() => openOne(stage, dataset)),
  'filter click → list and count': (stage, dataset) => filterClicks(stage, dataset, ROUNDS),
};

function middle(measured: readonly Measured[], key: keyof Measured): number {
  return round(median(measured.map((each) => each[key])));
}

async function bench(stage: Stage, flow: string, dataset: BenchDataset, net: NetName): Promise<void> {
  const act = FLOWS[flow];
  if (act === undefined) return;
  const before = await calibrate(stage);
  stage.setNet(net);
  const measured = await act(stage, dataset);
  stage.setNet('loopback');
  const calibrationMs = (before + (await calibrate(stage))) / 2;
  const durations = measured.map(({ durationMs }) => durationMs);
  report({
    bench: 'browser',
    flow,
    data: dataset.name,
    net,
    medianMs: round(median(durations), 0),
    worstMs: round(worst(durations), 0),
    perCalibration: round(median(durations) / calibrationMs, 2),
    blockedMs: middle(measured, 'blockedMs'),
    longestTaskMs: round(worst(measured.map(({ longestTaskMs }) => longestTaskMs))),
    parquetBytes: middle(measured, 'parquetBytes'),
    parquetRequests: middle(measured, 'parquetRequests'),
    appBytes: middle(measured, 'appBytes'),
    appRequests: middle(measured, 'appRequests'),
    calibrationMs: round(calibrationMs),
  });
}

const stage = await openStage();
try {
  const datasets = [await demoDataset(), await hubDataset(stage)];
  // NETS is a record of exactly these names
  for (const net of Object.keys(NETS) as NetName[])
    for (const dataset of datasets)
      for (const flow of Object.keys(FLOWS)) await bench(stage, flow, dataset, net);
} finally {
  await stage.close();
}
