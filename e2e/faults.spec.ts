/**
 * Every fault of a data server and of line files as the reader meets it: what is said, the way out, and that what is well
 * still works. Many sources in one page, each with a fault of its own; a seeded few here, all with DEEP=1. Bytes, waits
 * and clocks are the range reader's own tests (src/source/httpRange.test.ts).
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { countCorpus } from '../src/testing/corpusCount';
import type { FaultServer } from '../src/testing/faultServer';
import { testRows, writeTestParquet } from '../src/testing/parquetFiles';
import { createRandom } from '../src/testing/random';
import { selfSigned } from '../src/testing/selfSigned';
import { IS_DEEP, expect, test, type Retrace, deepTest } from './fixtures';

interface Fault {
  readonly fault: string;
  /** What is said of the file; undefined: all of it is read. */
  readonly says?: RegExp;
  readonly content?: Uint8Array;
  /** Rows it gives, bad ones included. */
  readonly rows?: number;
  readonly bad?: RegExp;
  readonly isExposed?: boolean;
  /** Stays as it is when the server is well again: it is the file. */
  readonly isLasting?: boolean;
}

const CORPUS = 'faults of a data server in the browser';
const PARQUET_ROWS = 40;
const parquet = writeTestParquet(testRows(PARQUET_ROWS, 2000), { rowGroupSize: 10 });
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const join = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));
const line = (task: string, text = task): string =>
  JSON.stringify({ task, conversations: [{ from: 'human', value: text }] });
const zipped = (...lines: readonly string[]): Uint8Array =>
  new Uint8Array(gzipSync(lines.map((each) => `${each}\n`).join('')));

/** Lasts: the fault is in the file itself. */
const broken = (content: Uint8Array, says: RegExp): Fault => ({
  fault: 'ok',
  content,
  says,
  isLasting: true,
});
const lines = (content: Uint8Array, rows: number, bad?: RegExp): Fault => ({
  fault: 'ok',
  content,
  rows,
  ...(bad && { bad }),
});
const withSize = (length: number): Uint8Array =>
  join(encode('PAR1....'), new Uint8Array(Uint32Array.of(length).buffer), encode('PAR1'));
/** An HTTP date in the past is nonsense: the reader waits as it would anyway. */
const PAST = 'Mon, 05 Jan 2026 00:00:30 GMT';
const NO_WAY =
  /no connection, or the server or a blocker does not let this page read it \(after 5 attempts\)/;

const NETWORK: readonly Fault[] = [
  ...['0', '1', 'half', 'last'].flatMap((where) => [
    { fault: `drop:${where}:2` },
    { fault: `drop:${where}`, says: NO_WAY },
  ]),
  { fault: 'status:416', says: /416/ },
  { fault: 'no-range' },
  { fault: 'huge', says: /sends only the whole file.*beyond 64 MB download it and drop it here/ },
  { fault: 'endless', says: /sends only the whole file.*beyond 64 MB download it and drop it here/ },
  { fault: 'wrong-range', says: /asked for bytes 0–16383, got "bytes 1-16384\/\d+" \(after 2 attempts\)/ },
  { fault: 'wrong-range:1' },
  // a header that is missing and one that is not exposed look alike from another origin
  { fault: 'no-content-range' },
  { fault: 'ok', isExposed: false },
  { fault: 'short:100:2' },
  { fault: 'short:100', says: /only 500 of [\d,]+ bytes came \(after 5 attempts\)/ },
  { fault: 'short:0', says: /only 0 of [\d,]+ bytes came \(after 5 attempts\)/ },
  { fault: 'long', says: /the server sent more than the [\d,]+ bytes asked for/ },
  { fault: 'drip' },
  { fault: 'flaky:30' },
  { fault: 'status:429:1:1' },
  { fault: 'status:429:2' },
  { fault: 'status:503:1:1' },
  { fault: 'status:503:1:+2' },
  { fault: `status:503:1:${PAST}` },
  { fault: 'status:503:1:soon' },
  { fault: 'status:429:1:1', isExposed: false },
  { fault: 'status:503:9:86400', says: /503.*asks for a pause of 24 h/ },
  { fault: 'status:500:2' },
  { fault: 'status:502:1' },
  { fault: 'status:504:3' },
  { fault: 'status:500', says: /answered 500.*\(after 5 attempts\)/ },
  { fault: 'status:401', says: /asks for a sign-in, or the file is private \(401\)/ },
  { fault: 'status:403', says: /refuses this file \(403\)/ },
  { fault: 'status:404', says: /there is no such file \(404\)/ },
  { fault: 'status:410', says: /gone for good \(410\)/ },
  { fault: 'redirect' },
  { fault: 'signed:1' },
  { fault: 'redirect-no-cors', says: NO_WAY },
  { fault: 'redirect-loop', says: NO_WAY },
  { fault: 'redirect-private', says: NO_WAY },
  { fault: 'no-etag' },
  { fault: 'weak-etag' },
  { fault: 'nothing' },
  // a range is asked for without encodings: this browser gives up on one by itself, and tells scripts nothing
  { fault: 'encoding', says: NO_WAY },
  { fault: 'html', says: /this is a web page, not parquet/ },
];

const FILES: readonly Fault[] = [
  broken(new Uint8Array(0), /the file is empty \(0 bytes\)/),
  broken(encode('PAR'), /3 bytes that are neither parquet/),
  broken(encode('PAR1'), /4 bytes are too few/),
  broken(withSize(0x7fffffff), /its footer claims 2,147,483,647 bytes/),
  broken(withSize(1000), /its footer claims 1,000 bytes/),
  broken(parquet.subarray(0, -9), /./),
  lines(encode(`${line('first')}\n${line('cut').slice(0, -9)}`), 2, /^row 1/),
  lines(encode(`\uFEFF${line('BOM')}\r\n\r\n${line('CRLF')}\r\n\n  \n`), 2),
  // pieces of 4 MiB: the borders lie inside characters of three bytes
  lines(encode(`${line('edge', '€'.repeat(3_000_000))}\n${line('after the edge')}`), 2),
  lines(
    join(encode(`${line('good')}\n{"task":"`), Uint8Array.of(0xff, 0xc3, 0x28), encode('"}\n')),
    2,
    /^row 1.*UTF-8/,
  ),
  lines(join(zipped(line('one'), line('two')), zipped(line('three'))), 3),
  lines(join(zipped(line('whole')), zipped(line('a'), line('b')).subarray(0, -12)), 4, /^row \d/),
  ...(IS_DEEP ? [lines(encode(`${line('long', 'x'.repeat(60_000_000))}\n${line('after it')}`), 2)] : []),
];

/** In a seeded order; without DEEP some of those that ask for no pause. */
function tried(): readonly Fault[] {
  const random = createRandom(20261121);
  const mixed = [...NETWORK, ...FILES]
    .map((fault) => ({ fault, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ fault }) => fault);
  const isSlow = ({ fault, says, content }: Fault): boolean =>
    (content?.length ?? 0) > 1_000_000 ||
    /after 5|24 h/.test(says?.source ?? '') ||
    /^(endless|drip|flaky|status:\d+:)/.test(fault);
  return IS_DEEP ? mixed : mixed.filter((fault) => !isSlow(fault)).slice(0, 8);
}

interface Named extends Fault {
  readonly name: string;
}

const source = (url: string): string => `src=${encodeURIComponent(`url:${url}`)}`;

function serve(data: FaultServer, name: string, { content, fault, isExposed }: Fault): string {
  data.files.set(name, content ?? parquet);
  return source(`${data.url(fault, name)}${isExposed === false ? '?cors=hidden' : ''}`);
}

/** What is wrong with what is said of each file, in words; nothing when all is right. */
async function misjudged({ page }: Retrace, files: readonly Named[]): Promise<readonly string[]> {
  const alerts = await page.getByRole('alert').allTextContents();
  const notes = await page.getByText(/could not be parsed$/).allTextContents();
  return files.flatMap(({ name, fault, says, bad }) => {
    const said = alerts.find((alert) => alert.startsWith(`${name} cannot be read`));
    const noted = notes.some((note) => note.startsWith(`${name}:`));
    const isRight =
      (says === undefined ? said === undefined : says.test(said ?? '')) && noted === (bad !== undefined);
    return isRight ? [] : [`${name} (${fault}): ${said ?? 'no alert'}, ${noted ? '' : 'no '}bad rows`];
  });
}

const rowsOf = (files: readonly Named[]): number =>
  files.reduce((sum, { says, rows = PARQUET_ROWS }) => (says === undefined ? sum + rows : sum), 0);

function totals(rows: number, unread: number): string {
  const count = rows.toLocaleString('en-US');
  const files = unread === 1 ? '1 file' : `${unread} files`;
  return `${count} of ${count} trajectories${unread === 0 ? '' : ` · partial, ${files} unread`}`;
}

test.beforeEach(({ data, allowedErrors }) => {
  data.reset();
  allowedErrors.push(/Failed to load resource|ERR_|CORS policy|Content Security Policy|192\.168\.0\.1/);
});

const PAGE_FILES = 12;
const all = tried();
for (let first = 0; first < all.length; first += PAGE_FILES) {
  const some = all.slice(first, first + PAGE_FILES);
  test(`faults ${first + 1}–${first + some.length}: each is said, what is well works, Retry reads what became well`, async ({
    retrace,
    data,
  }) => {
    test.setTimeout(180_000);
    countCorpus(CORPUS, some.length, some.length);
    const { page } = retrace;
    const files: readonly Named[] = some.map((fault, index) => ({
      ...fault,
      name: `f${first + index}.${fault.rows === undefined ? 'parquet' : 'jsonl'}`,
    }));
    const sources = files.map((file) => serve(data, file.name, file));
    const well = source(data.url('ok', 'well.parquet'));
    data.files.set('well.parquet', parquet);
    await page.goto(`${retrace.url}#/browse?${well}&${sources.join('&')}`);
    const failed = files.filter(({ says }) => says !== undefined);
    const whole = totals(PARQUET_ROWS + rowsOf(files), failed.length);
    await expect(retrace.matches).toHaveText(whole, { timeout: 120_000 });
    await retrace.idle();
    expect(await misjudged(retrace, files)).toEqual([]);
    for (const { name, bad } of files) {
      if (bad === undefined) continue;
      const note = page.getByText(new RegExp(`^${name}: \\d rows? could not be parsed$`)).locator('..');
      await note.getByRole('button', { name: 'Show rows' }).click();
      await expect(note.getByRole('listitem').first()).toHaveText(bad);
    }
    if (IS_DEEP && first === 0) await retrace.look('many-faults');
    // HEAD would have been refused: it is never asked
    expect(new Set(data.log.map(({ method }) => method))).toEqual(new Set(['GET']));
    await retrace.list.getByRole('option').first().click();
    await expect(retrace.heading).toHaveText(/^Step \d of \d+$/);
    await page.goBack();

    data.isMended = true;
    const lasting = files.filter(({ isLasting }) => isLasting === true);
    if (failed.length > 0) await page.getByRole('button', { name: 'Retry' }).first().click();
    const mended = files.map((file) => {
      const { says: _says, ...well } = file;
      return file.isLasting === true ? file : well;
    });
    await expect(retrace.matches).toHaveText(totals(PARQUET_ROWS + rowsOf(mended), lasting.length), {
      timeout: 120_000,
    });
    await retrace.idle();
    await expect(page.getByRole('alert').filter({ hasText: 'cannot be read' })).toHaveCount(lasting.length);
    countCorpus(CORPUS, 0, -some.length);
  });
}

test('a pause a server asks for is counted down; a stall keeps no one; both are cancelled at once', async ({
  retrace,
  data,
}) => {
  test.setTimeout(120_000);
  const { page } = retrace;
  for (const name of ['well.parquet', 'silent.parquet', 'busy.parquet']) data.files.set(name, parquet);
  const well = source(data.url('ok', 'well.parquet'));
  const silent = source(data.url('stall:100', 'silent.parquet'));
  const busy = source(data.url('status:429:1:60', 'busy.parquet'));
  await page.goto(`${retrace.url}#/browse?${silent}&${busy}&${well}`);
  await expect(page.getByText(/^busy\.parquet: .*429.* · next try in \d+ s$/)).toBeVisible({
    timeout: 40_000,
  });
  // both are passed by: the third is listed, opened and read meanwhile
  await expect(retrace.matches).toHaveText(`${PARQUET_ROWS} of ${PARQUET_ROWS} trajectories so far`);
  await retrace.option(/^task 7\b/).click();
  await expect(retrace.heading).toHaveText(/^Step 1 of \d+$/);
  await page.goBack();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('Stopped')).toBeVisible();
  data.isMended = true;
  await page.getByRole('button', { name: 'Read on' }).click();
  await expect(retrace.matches).toHaveText(totals(3 * PARQUET_ROWS, 0));
});

deepTest(
  'a file that changes between ranges: said, rows never mixed, reloaded on request',
  async ({ retrace, data }) => {
    test.setTimeout(180_000);
    const { page } = retrace;
    const version = (name: string) =>
      writeTestParquet(
        testRows(400, 6000).map((row) => ({ ...row, task: `${name} ${row.task}` })),
        { rowGroupSize: 50 },
      );
    const before = version('before');
    countCorpus(CORPUS, 4, 4);
    for (const what of ['etag', 'date', 'size', 'file']) {
      const name = `${what}.parquet`;
      data.files.set(name, before);
      data.files.set(`${name}.next`, version('after'));
      await page.goto('about:blank');
      await page.goto(`${retrace.url}#/browse?${source(data.url(`change:${what}:6`, name))}`);
      const alert = page.getByRole('alert').filter({ hasText: `${name} cannot be read` });
      await expect(alert).toContainText(/the file changed while it was read \(.*\); reload it/);
      await expect(retrace.list.getByRole('option', { name: /^after/ })).toHaveCount(0);
      await alert.getByRole('button', { name: 'Reload the file' }).click();
      if (what === 'size') {
        // a byte less than a parquet file: read anew, it is none
        await expect(alert).toContainText(/PARQUET_/);
        continue;
      }
      await expect(alert).toHaveCount(0);
      await expect(retrace.matches).toHaveText('400 of 400 trajectories');
      await retrace.idle();
      const old = what === 'file' ? /^before/ : /^after/;
      await expect(retrace.list.getByRole('option', { name: old })).toHaveCount(0);
      await expect(retrace.list.getByRole('option').first()).toBeVisible();
    }
    countCorpus(CORPUS, 0, -4);
  },
);

deepTest(
  'the line fails while a trajectory is opened: said, Try again reads it, the list stays',
  async ({ retrace, data }) => {
    const { page } = retrace;
    countCorpus(CORPUS, 2, 2);
    data.files.set('later.parquet', writeTestParquet(testRows(300, 6000), { rowGroupSize: 5 }));
    await retrace.open(`#/browse?${source(data.url('ok', 'later.parquet'))}`);
    await expect(retrace.matches).toHaveText('300 of 300 trajectories');
    const kept = data.files.get('later.parquet') ?? parquet;
    data.files.delete('later.parquet');
    await retrace.option(/^task 3\b/).click();
    const alert = page.getByRole('alert').filter({ hasText: 'This trajectory cannot be shown' });
    await expect(alert).toContainText('there is no such file (404)');
    await expect(retrace.option(/^task 4\b/)).toBeVisible();
    data.files.set('later.parquet', kept);
    await alert.getByRole('button', { name: 'Try again' }).click();
    await expect(retrace.heading).toHaveText('Step 1 of 2');

    // it became shorter meanwhile: 416, the size is asked again
    data.files.set('later.parquet', kept.subarray(0, 20_000));
    await page.goBack();
    await retrace.option(/^task 18\b/).click();
    await expect(alert).toContainText(/the file changed while it was read/);
    countCorpus(CORPUS, 0, -2);
  },
);

deepTest(
  '15 s without a byte is a drop; a drip is none, with progress meanwhile',
  async ({ retrace, data }) => {
    test.setTimeout(180_000);
    const { page } = retrace;
    countCorpus(CORPUS, 3, 3);
    for (const name of ['silent.parquet', 'mute.parquet']) data.files.set(name, parquet);
    data.files.set('slow.parquet', writeTestParquet(testRows(1000, 8000), { rowGroupSize: 1000 }));
    const stalls = [
      source(data.url('stall:100:1', 'silent.parquet')),
      source(data.url('stall:0:1', 'mute.parquet')),
    ];
    await page.goto(`${retrace.url}#/browse?${stalls.join('&')}&${source(data.url('drip', 'slow.parquet'))}`);
    const bar = page.getByRole('progressbar', { name: 'Indexing' });
    await expect(bar).toBeVisible();
    await expect(retrace.matches).toHaveText(totals(1000 + 2 * PARQUET_ROWS, 0), { timeout: 150_000 });
    await retrace.idle();
    for (const name of ['silent.parquet', 'mute.parquet']) {
      const requests = data.log.filter(({ path }) => path.endsWith(name)).map(({ range }) => range);
      // what came before the silence is not asked for again
      expect(requests.slice(0, 2)).toEqual([
        'bytes=0-16383',
        name === 'silent.parquet' ? 'bytes=100-16383' : 'bytes=0-16383',
      ]);
    }
    // not one request of the drip was made twice
    const drips = data.log.filter(({ path }) => path.endsWith('slow.parquet')).map(({ range }) => range);
    expect(new Set(drips).size).toBe(drips.length);
    countCorpus(CORPUS, 0, -3);
  },
);

test.describe('from https', () => {
  test.use({ ignoreHTTPSErrors: true });
  deepTest('a redirect to an unencrypted address is refused', async ({ retrace, data, allowedErrors }) => {
    allowedErrors.push(/foreign request: https:\/\/127\.0\.0\.1/);
    countCorpus(CORPUS, 1, 1);
    data.files.set('one.parquet', parquet);
    const location = data.url('ok', 'one.parquet');
    const headers = { location, 'access-control-allow-origin': '*' };
    const server = createServer(selfSigned('127.0.0.1'), (_, response) => {
      response.writeHead(302, headers).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo; // it listens on TCP
    await retrace.open(`#/browse?${source(`https://127.0.0.1:${port}/one.parquet`)}`);
    await expect(retrace.page.getByRole('alert')).toContainText(/redirects to an unencrypted address/);
    server.close();
    countCorpus(CORPUS, 0, -1);
  });
});

deepTest('what cannot be verified is said once', async ({ retrace, data }) => {
  data.files.set('one.parquet', new Uint8Array(readFileSync('public/demo/kimi.parquet')));
  await retrace.open(`#/browse?${source(data.url('nothing', 'one.parquet'))}`);
  const note = retrace.page.getByText(/^one\.parquet: the server gives neither ETag nor date/);
  await expect(note).toHaveCount(1);
  await expect(retrace.matches).toHaveText(/^(\d+) of \1 trajectories$/);
});
