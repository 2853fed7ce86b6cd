/**
 * What reading costs over the network, counted by the data server: the list of every row, and one trajectory in several
 * layouts, cold (nothing known of the file) and warm (footer read). Beside it a plain hyparquet reader on the same rows.
 */
import { parquetMetadataAsync, parquetReadObjects, type FileMetaData } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { openUrl, type TraceFile } from '../src/source';
import { bigFiles, fifthFiles, type BigFile } from './support/bigFiles';
import { bracket } from './support/calibration';
import { startDataStage, sumBytes, type DataStage } from './support/dataStage';
import { NETS, type NetName } from './support/nets';
import { report } from './support/results';
import { createLine } from './support/shapedProxy';
import { median, round, ROUNDS, worst } from './support/statistics';

const line = createLine(NETS.loopback);

interface Cost {
  readonly durationMs: number;
  readonly bytes: number;
  readonly requests: number;
}

async function costOf(data: DataStage, act: () => Promise<unknown>): Promise<Cost> {
  data.log.length = 0;
  const startedAt = performance.now();
  await act();
  const durationMs = performance.now() - startedAt;
  return {
    durationMs,
    bytes: sumBytes(data.log),
    requests: data.log.length,
  };
}

function summary(costs: readonly Cost[], calibrationMs: number) {
  const durations = costs.map(({ durationMs }) => durationMs);
  return {
    medianMs: round(median(durations)),
    worstMs: round(worst(durations)),
    perCalibration: round(median(durations) / calibrationMs, 2),
    bytes: median(costs.map(({ bytes }) => bytes)),
    worstBytes: worst(costs.map(({ bytes }) => bytes)),
    requests: median(costs.map(({ requests }) => requests)),
    worstRequests: worst(costs.map(({ requests }) => requests)),
    calibrationMs: round(calibrationMs),
  };
}

/** Rows spread over the file, none beside another. */
function someRows(count: number): readonly number[] {
  return Array.from({ length: ROUNDS }, (_, at) => Math.floor(((at + 0.4) * count) / ROUNDS));
}

async function listAll(files: readonly TraceFile[]): Promise<number> {
  const counts = files.map(async (file) => {
    let rows = 0;
    for await (const { ids } of file.readListing?.() ?? []) rows += ids.length;
    return rows;
  });
  return (await Promise.all(counts)).reduce((sum, each) => sum + each, 0);
}

async function benchList(data: DataStage, files: readonly BigFile[], net: NetName): Promise<void> {
  const open = (): Promise<readonly TraceFile[]> =>
    Promise.all(files.map(({ config }) => openUrl(data.url(`${config}.parquet`))));
  line.shape = NETS[net];
  let rows = 0;
  const opening: Cost[] = [];
  const listing: Cost[] = [];
  const calibrate = bracket();
  for (let each = 0; each < ROUNDS; each += 1) {
    let opened: readonly TraceFile[] = [];
    opening.push(await costOf(data, async () => (opened = await open())));
    listing.push(await costOf(data, async () => (rows = await listAll(opened))));
  }
  const calibrationMs = calibrate();
  const at = { bench: 'list', rows, files: files.length, net };
  report({ ...at, what: 'open: both footers', ...summary(opening, calibrationMs) });
  report({ ...at, what: 'list: every row with its turn count', ...summary(listing, calibrationMs) });
}

interface Layout {
  readonly name: string;
  readonly file: BigFile;
}

async function benchOne(data: DataStage, { name, file }: Layout, net: NetName): Promise<void> {
  const fileName = `${name}.parquet`;
  data.files.set(fileName, file.load());
  line.shape = NETS[net];
  const url = data.url(fileName);
  const { facts } = await openUrl(url);
  const rows = someRows(facts.rowCount ?? 0);
  const at = { bench: 'one trajectory', layout: name, net };
  const calibrate = bracket();
  const cold: Cost[] = [];
  const warm: Cost[] = [];
  const next: Cost[] = [];
  for (const row of rows) {
    cold.push(await costOf(data, async () => (await openUrl(url)).readRow(row)));
    const opened = await openUrl(url);
    warm.push(await costOf(data, () => opened.readRow(row)));
    next.push(await costOf(data, () => opened.readRow(row + 1)));
  }
  const calibrationMs = calibrate();
  report({ ...at, who: 'retrace, cold', ...summary(cold, calibrationMs) });
  report({ ...at, who: 'retrace, footer known', ...summary(warm, calibrationMs) });
  report({ ...at, who: 'retrace, the row after it', ...summary(next, calibrationMs) });
  if (net === 'loopback') {
    const plain: Cost[] = [];
    const metadata = await parquetMetadataAsync(plainBuffer(url, file.byteLength));
    for (const row of rows)
      plain.push(await costOf(data, () => readPlain(url, file.byteLength, metadata, row)));
    report({ ...at, who: 'plain hyparquet, footer known', ...summary(plain, calibrationMs) });
  }
  data.files.delete(fileName);
}

function plainBuffer(url: string, byteLength: number) {
  return {
    byteLength,
    async slice(start: number, end = byteLength): Promise<ArrayBuffer> {
      const response = await fetch(url, { headers: { range: `bytes=${start}-${end - 1}` } });
      return response.arrayBuffer();
    },
  };
}

function readPlain(url: string, byteLength: number, metadata: FileMetaData, row: number): Promise<unknown> {
  const file = plainBuffer(url, byteLength);
  return parquetReadObjects({
    file,
    metadata,
    compressors,
    rowStart: row,
    rowEnd: row + 1,
    useOffsetIndex: true,
  });
}

const data = await startDataStage(line);
try {
  // NETS is a record of exactly these names
  const nets = Object.keys(NETS) as NetName[];
  const files = await bigFiles();
  for (const file of files) data.files.set(`${file.config}.parquet`, file.load());
  for (const net of nets) await benchList(data, files, net);
  data.files.clear();
  const [kimi] = files;
  const [withoutIndex] = await fifthFiles('no-index', ['kimi']);
  for (const net of nets) {
    if (kimi) await benchOne(data, { name: 'hub', file: kimi }, net);
    if (withoutIndex) await benchOne(data, { name: 'no page index', file: withoutIndex }, net);
  }
} finally {
  await data.close();
}
