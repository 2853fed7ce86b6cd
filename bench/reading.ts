/**
 * What reading costs over the network, counted by the data server: the list of every row, and one trajectory in several
 * layouts, cold (nothing known of the file) and warm (footer read). Beside it a plain hyparquet reader on the same rows.
 */
import { parquetMetadataAsync, parquetReadObjects, type FileMetaData } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { openUrl, type TraceFile } from '../src/source';
import { startFaultServer, type FaultServer } from '../src/testing/faultServer';
import { bigFiles, fifthFiles, type BigFile } from './support/bigFiles';
import { runCalibration } from './support/calibration';
import { NETS, type NetName } from './support/nets';
import { report } from './support/results';
import { median, round, ROUNDS, worst } from './support/statistics';

interface Cost {
  readonly durationMs: number;
  readonly bytes: number;
  readonly requests: number;
}

async function costOf(server: FaultServer, act: () => Promise<unknown>): Promise<Cost> {
  server.reset();
  const startedAt = performance.now();
  await act();
  const durationMs = performance.now() - startedAt;
  return {
    durationMs,
    bytes: server.log.reduce((sum, each) => sum + each.bytes, 0),
    requests: server.log.length,
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

async function benchList(server: FaultServer, files: readonly BigFile[], net: NetName): Promise<void> {
  const open = (): Promise<readonly TraceFile[]> =>
    Promise.all(files.map(({ config }) => openUrl(server.url('ok', `${config}.parquet`))));
  server.shape = NETS[net];
  let rows = 0;
  const opening: Cost[] = [];
  const listing: Cost[] = [];
  const calibrationMs = runCalibration();
  for (let each = 0; each < ROUNDS; each += 1) {
    let opened: readonly TraceFile[] = [];
    opening.push(await costOf(server, async () => (opened = await open())));
    listing.push(await costOf(server, async () => (rows = await listAll(opened))));
  }
  const at = { bench: 'list', rows, files: files.length, net };
  report({ ...at, what: 'open: both footers', ...summary(opening, calibrationMs) });
  report({ ...at, what: 'list: every row with its turn count', ...summary(listing, calibrationMs) });
}

interface Layout {
  readonly name: string;
  readonly file: BigFile;
}

async function benchOne(server: FaultServer, { name, file }: Layout, net: NetName): Promise<void> {
  const fileName = `${name}.parquet`;
  server.files.set(fileName, file.load());
  server.shape = NETS[net];
  const url = server.url('ok', fileName);
  const warm = await openUrl(url);
  const rows = someRows(warm.facts.rowCount ?? 0);
  const at = { bench: 'one trajectory', layout: name, net };
  const calibrationMs = runCalibration();
  const cold: Cost[] = [];
  const next: Cost[] = [];
  for (const row of rows) {
    cold.push(await costOf(server, async () => (await openUrl(url)).readRow(row)));
    next.push(await costOf(server, () => warm.readRow(row)));
  }
  report({ ...at, who: 'retrace, cold', ...summary(cold, calibrationMs) });
  report({ ...at, who: 'retrace, footer known', ...summary(next, calibrationMs) });
  if (net === 'loopback') {
    const plain: Cost[] = [];
    const metadata = await parquetMetadataAsync(plainBuffer(url, file.byteLength));
    for (const row of rows)
      plain.push(await costOf(server, () => readPlain(url, file.byteLength, metadata, row)));
    report({ ...at, who: 'plain hyparquet, footer known', ...summary(plain, calibrationMs) });
  }
  server.files.delete(fileName);
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

const server = await startFaultServer();
try {
  // NETS is a record of exactly these names
  const nets = Object.keys(NETS) as NetName[];
  const files = await bigFiles();
  for (const file of files) server.files.set(`${file.config}.parquet`, file.load());
  for (const net of nets) await benchList(server, files, net);
  server.files.clear();
  const [kimi] = files;
  const [withoutIndex] = await fifthFiles('no-index', ['kimi']);
  for (const net of nets) {
    if (kimi) await benchOne(server, { name: 'hub', file: kimi }, net);
    if (withoutIndex) await benchOne(server, { name: 'no page index', file: withoutIndex }, net);
  }
} finally {
  await server.close();
}
