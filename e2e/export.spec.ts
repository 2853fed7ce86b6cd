/** A list taken out: what is downloaded equals what is open, and its manifest tells how to check and reopen it. */
import type { Download, Page } from '@playwright/test';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBytes, type RawRow } from '../src/source';
import {
  parseJsonLine,
  parseRecord,
  PARSER_VERSION,
  toOpenAiMessages,
  toParseJson,
  type ExportManifest,
  type Trajectory,
} from '../src/trace';
import { IS_DEEP, WIDE_LOOK, expect, test, type Retrace, deepTest } from './fixtures';

const CONFIGS = ['kimi', 'glm-5.1'] as const;
const folder = mkdtempSync(join(tmpdir(), 'retrace-export-'));

async function rowsOf(name: string, bytes: Uint8Array): Promise<readonly RawRow[]> {
  const rows: RawRow[] = [];
  const file = await openBytes(name, bytes, { parseLine: parseJsonLine });
  for await (const batch of file.readRows()) rows.push(...batch.rows);
  return rows;
}

function parse(raw: RawRow): Trajectory {
  if (raw.kind === 'bad') throw new Error(raw.reason);
  const parsed = parseRecord(raw.record);
  if (parsed.kind === 'bad') throw new Error(parsed.reason);
  return parsed.trajectory;
}

/** The demo's trajectories in file order. */
async function demoTrajectories(): Promise<readonly Trajectory[]> {
  const files = CONFIGS.map((name) => `../public/demo/${name}.parquet`);
  const rows = await Promise.all(
    files.map((path) =>
      rowsOf(path, new Uint8Array(readFileSync(fileURLToPath(new URL(path, import.meta.url))))),
    ),
  );
  return rows.flat().map(parse);
}

interface Taken {
  readonly bytes: Buffer;
  readonly lines: readonly string[];
  readonly manifest: ExportManifest;
  readonly name: string;
}

/** Both files of one download; what they promise of each other holds. */
async function take(page: Page, act: () => Promise<void>): Promise<Taken> {
  const downloads: Download[] = [];
  const both = new Promise<void>((resolve) => {
    page.on('download', (download) => {
      downloads.push(download);
      if (downloads.length === 2) resolve();
    });
  });
  await act();
  await both;
  page.removeAllListeners('download');
  const find = (ending: string): Download => {
    const found = downloads.find((each) => each.suggestedFilename().endsWith(ending));
    if (found === undefined) throw new Error(`no download ends with ${ending}`);
    return found;
  };
  const data = find('.jsonl');
  const bytes = readFileSync(await data.path());
  // what buildManifest wrote
  const manifest = JSON.parse(readFileSync(await find('.manifest.json').path(), 'utf8')) as ExportManifest;
  const text = bytes.toString('utf8');
  expect(text === '' || text.endsWith('\n')).toBe(true);
  const lines = text.split('\n').slice(0, -1);
  expect(manifest.data).toMatchObject({
    name: data.suggestedFilename(),
    byteLength: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  });
  expect(manifest.counts.written).toBe(lines.length);
  expect(manifest.counts.selected).toBe(manifest.counts.written + manifest.counts.skipped);
  expect(manifest.parserVersion).toBe(PARSER_VERSION);
  return { bytes, lines, manifest, name: data.suggestedFilename() };
}

async function takeByMouse({ page }: Retrace, form: string): Promise<Taken> {
  const taken = await take(page, async () => {
    await page.getByRole('button', { name: 'Download this list' }).click();
    await page.getByRole('menuitem', { name: form, exact: true }).click();
  });
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  return taken;
}

/** How long the list is, and the options on screen from its first on. */
async function shown({ list, idle }: Retrace): Promise<{ count: number; names: readonly string[] }> {
  await idle();
  const options = list.getByRole('option');
  await expect(options.first()).toHaveAttribute('aria-posinset', '1');
  await expect(list.getByRole('option', { name: 'Loading' })).toHaveCount(0);
  const names = await options.evaluateAll((all) => all.map((each) => each.getAttribute('aria-label') ?? ''));
  return { count: Number(await options.first().getAttribute('aria-setsize')), names };
}

function pick(retrace: Retrace, files: readonly { name: string; text: string }[]): Promise<void> {
  const paths = files.map(({ name, text }) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  });
  const { page } = retrace;
  return (async () => {
    await page.getByRole('button', { name: /^Dataset: / }).click();
    await page.getByRole('menuitem', { name: 'Open files or a URL…' }).click();
    await page.getByTestId('file-picker').setInputFiles(paths);
    await retrace.idle();
  })();
}

test('original rows parse back equal to their source', async ({ retrace }) => {
  await retrace.open();
  const source = await demoTrajectories();
  const { bytes, manifest } = await takeByMouse(retrace, 'Original rows (JSONL)');
  const back = await rowsOf('back.jsonl', bytes);
  expect(back.map((row) => toParseJson(parse(row)))).toEqual(source.map(toParseJson));
  expect(back.map(parse)).toEqual(source);
  expect(manifest).toMatchObject({
    counts: { selected: source.length, written: source.length, skipped: 0 },
    selection: { kind: 'all' },
    rule: 'structured',
    index: { isComplete: true },
    sources: CONFIGS.map((config, file) => ({ file, src: 'demo', name: `${config}.parquet`, config })),
  });
  expect(manifest.app.version).toMatch(/^\d+\.\d+\.\d+/);
});

deepTest('messages and ids are those of the rows', async ({ retrace }) => {
  await retrace.open();
  const source = await demoTrajectories();
  const messages = await takeByMouse(retrace, 'OpenAI messages (JSONL)');
  expect(messages.lines.map((line) => JSON.parse(line) as unknown)).toEqual(
    source.map((each) => ({
      messages: toOpenAiMessages(each),
      id: each.id,
      category: each.category,
      subcategory: each.subcategory,
      task: each.task,
    })),
  );
  const ids = await takeByMouse(retrace, 'Ids');
  expect(ids.lines.map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(
    source.map(({ id }) => id),
  );
  expect(JSON.parse(ids.lines[0] ?? '')).toMatchObject({ file: 'kimi.parquet', row: 0 });
});

test('by keyboard alone: a filtered, sorted list, and its manifest opens the same list again', async ({
  retrace,
}) => {
  // the engine starts twice
  test.slow();
  const { page } = retrace;
  await retrace.open('#/browse?tool=terminal&sort=calls.desc&rule=batch_runner');
  const before = await shown(retrace);
  const button = page.getByRole('button', { name: 'Download this list' });
  const taken = await take(page, async () => {
    await button.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menuitem', { name: 'Ids' })).toBeVisible();
    await page.keyboard.press('ArrowDown');
    const rows = page.getByRole('menuitem', { name: 'Original rows (JSONL)' });
    for (
      let press = 0;
      press < 4 && !(await rows.evaluate((it) => it === document.activeElement));
      press += 1
    )
      await page.keyboard.press('ArrowDown');
    await expect(rows).toBeFocused();
    await page.keyboard.press('Enter');
  });
  await expect(page.getByRole('dialog')).toContainText(`${before.count} rows`);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(button).toBeFocused();

  const tasks = (await rowsOf('back.jsonl', taken.bytes)).map((row) => parse(row).task);
  expect(tasks.length).toBe(before.count);
  for (const [position, name] of before.names.entries())
    expect(name.startsWith(tasks[position] ?? '?')).toBe(true);
  const { filter, sort, rule } = taken.manifest;
  expect({ sort, rule }).toEqual({ sort: { key: 'calls', direction: 'desc' }, rule: 'batch_runner' });
  expect(filter.sql).toContain("'terminal'");
  expect(filter.sql).toContain('ORDER BY');
  await page.goto('about:blank');
  await page.goto(filter.url);
  await retrace.idle();
  expect(await shown(retrace)).toEqual(before);
});

deepTest('ticked rows alone, or all that match', async ({ retrace }) => {
  const { page, list } = retrace;
  await retrace.open();
  const source = await demoTrajectories();
  await list.focus();
  for (const key of [' ', 'ArrowDown', 'ArrowDown', ' ']) await page.keyboard.press(key);
  const some = await takeByMouse(retrace, 'Ids');
  expect(some.lines.map((line) => (JSON.parse(line) as { id: string }).id)).toEqual([
    source[0]?.id,
    source[2]?.id,
  ]);
  expect(some.manifest.selection).toEqual({ kind: 'ticked', addresses: [source[0]?.id, source[2]?.id] });
  const all = await take(page, async () => {
    await page.getByRole('button', { name: 'Download this list' }).click();
    await expect(page.getByRole('menuitemradio', { name: 'Ticked 2' })).toBeChecked();
    await page.getByRole('menuitemradio', { name: `All ${source.length} matching` }).click();
    await page.getByRole('menuitem', { name: 'Ids' }).click();
  });
  expect(all.lines.length).toBe(source.length);
});

deepTest('lines of JSONL come back byte for byte; bad rows are counted and told', async ({ retrace }) => {
  const { page } = retrace;
  await retrace.open();
  const good = (id: string): string =>
    `{"id":"${id}",  "n": 12345678901234567890, "x": NaN, "conversations":[{"from":"human","value":"h\\u00e9 \\ud800"}]}`;
  await pick(retrace, [{ name: 'odd.jsonl', text: `${good('a')}\r\n\n{"broken\n${good('b')}` }]);
  const { lines, manifest } = await take(page, async () => {
    await page.getByRole('button', { name: 'Download this list' }).click();
    await page.getByRole('menuitem', { name: 'Original rows (JSONL)' }).click();
  });
  expect(lines).toEqual([good('a'), good('b')]);
  expect(manifest.counts).toEqual({ selected: 3, written: 2, skipped: 1 });
  expect(manifest.skipped).toMatchObject([{ file: 'odd.jsonl', row: 1 }]);
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('1 row left out');
  await expect(dialog.getByRole('listitem').filter({ hasText: 'odd.jsonl row 1' })).toContainText('JSON');
  await expect(dialog.getByRole('link', { name: 'Save retrace-odd-rows.jsonl again' })).toBeVisible();
});

for (const way of IS_DEEP ? (['Escape', 'Cancel'] as const) : (['Escape'] as const)) {
  test(`${way} ends a running download, and no file is left`, async ({ retrace, data }) => {
    const { page } = retrace;
    const lines = Array.from({ length: 40 }, (_, index) => longLine(`r${index}`));
    data.files.set('long.jsonl', new TextEncoder().encode(lines.join('\n')));
    await retrace.open(`#/browse?src=${encodeURIComponent(`url:${data.url('ok', 'long.jsonl')}`)}`);
    await expect(retrace.matches).toHaveText('40 of 40 trajectories');
    const { shape } = data;
    let downloads = 0;
    page.on('download', () => (downloads += 1));
    try {
      data.shape = { latencyMs: 0, bytesPerSecond: 400_000 };
      await page.getByRole('button', { name: 'Download this list' }).click();
      await page.getByRole('menuitem', { name: 'Original rows (JSONL)' }).click();
      const progress = page.getByRole('progressbar', { name: 'Downloading' });
      await expect(progress).toHaveAttribute('aria-valuemax', '40');
      await expect(progress).toHaveAttribute('aria-valuetext', /^\d+ of 40 rows$/);
      if (way === 'Escape') await page.keyboard.press('Escape');
      else await page.getByRole('button', { name: 'Cancel' }).click();
      await expect(page.getByRole('dialog')).toHaveCount(0);
    } finally {
      data.shape = shape;
    }
    await retrace.idle();
    expect(downloads).toBe(0);
    const again = await takeByMouse(retrace, 'Original rows (JSONL)');
    expect(again.lines).toEqual(lines);
  });
}

/** 200 kB that do not pack. */
function longLine(id: string): string {
  const filler = createHash('sha512').update(id).digest('hex').repeat(1_600);
  return JSON.stringify({ id, task: `Task ${id}`, conversations: [{ from: 'human', value: filler }] });
}

test('a connection that is lost ends the download with its reason', async ({
  retrace,
  data,
  allowedErrors,
}) => {
  allowedErrors.push(/status of 404/);
  const { page } = retrace;
  const lines = Array.from({ length: 40 }, (_, index) => longLine(`r${index}`));
  data.files.set('gone.jsonl', new TextEncoder().encode(lines.join('\n')));
  await retrace.open(`#/browse?src=${encodeURIComponent(`url:${data.url('ok', 'gone.jsonl')}`)}`);
  await expect(retrace.matches).toHaveText('40 of 40 trajectories');
  data.files.delete('gone.jsonl');
  await page.getByRole('button', { name: 'Download this list' }).click();
  await page.getByRole('menuitem', { name: 'Original rows (JSONL)' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('alert')).toContainText('gone.jsonl');
  await expect(dialog).toContainText('Nothing was saved');
});

for (const worn of WIDE_LOOK) {
  deepTest(
    `the menu and the dialogs ${worn.scheme} ${worn.width}: look, and no axe violation`,
    async ({ retrace }) => {
      // axe runs three times
      test.slow();
      const { page } = retrace;
      const look = (name: string): Promise<void> => retrace.look(`download-${name}`);
      await retrace.wear(worn);
      await retrace.open();
      await retrace.list.focus();
      await page.keyboard.press(' ');
      await page.getByRole('button', { name: 'Download this list' }).click();
      await expect(page.getByRole('menuitem', { name: 'Ids' })).toBeVisible();
      await look('menu');
      await page.getByRole('menuitem', { name: 'Ids' }).click();
      await expect(page.getByRole('link', { name: /^Save .*manifest\.json again$/ })).toBeVisible();
      await look('done');
      await page.getByRole('button', { name: 'Close' }).click();
      await pick(retrace, [
        { name: `bad-${worn.scheme}-${worn.width}.jsonl`, text: `${longLine('a')}\n{"broken\n{"also\n` },
      ]);
      await page.getByRole('button', { name: 'Download this list' }).click();
      await page.getByRole('menuitemradio', { name: 'All 3 matching' }).click();
      await page.getByRole('menuitem', { name: 'OpenAI messages (JSONL)' }).click();
      await expect(page.getByRole('dialog')).toContainText('2 rows left out');
      await look('skipped');
    },
  );
}
