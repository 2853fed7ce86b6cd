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
import { expect, test, type Retrace } from './fixtures';

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

async function shown({ page, list }: Retrace): Promise<readonly string[]> {
  const names: string[] = [];
  await expect(list.getByRole('option').first()).toBeVisible();
  for (const option of await list.getByRole('option').all()) {
    await expect(option).not.toHaveAccessibleName('Loading');
    names.push((await option.getAttribute('aria-label')) ?? '');
  }
  expect(names.length).toBe(Number(await list.getByRole('option').first().getAttribute('aria-setsize')));
  await page.locator('html[data-idle="true"]').waitFor();
  return names;
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

test('messages and ids are those of the rows', async ({ retrace }) => {
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
  const { page } = retrace;
  await retrace.open('#/browse?outcome=failed&sort=failures.desc&rule=batch_runner');
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
  await expect(page.getByRole('dialog')).toContainText(`${before.length} rows`);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(button).toBeFocused();

  const tasks = (await rowsOf('back.jsonl', taken.bytes)).map((row) => parse(row).task);
  expect(tasks.length).toBe(before.length);
  for (const [position, task] of tasks.entries()) expect(before[position]?.startsWith(task)).toBe(true);
  const { filter, sort, rule } = taken.manifest;
  expect({ sort, rule }).toEqual({ sort: { key: 'calls', direction: 'desc' }, rule: 'batch_runner' });
  expect(filter.sql).toContain("'terminal'");
  expect(filter.sql).toContain('ORDER BY');
  await page.goto('about:blank');
  await page.goto(filter.url);
  await retrace.idle();
  expect(await shown(retrace)).toEqual(before);
});

test('ticked rows alone, or all that match', async ({ retrace }) => {
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

test('lines of JSONL come back byte for byte; bad rows are counted and told', async ({ retrace }) => {
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
  expect(manifest.skipped[0]?.reason).toContain('JSON');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('1 row left out');
  await expect(dialog.getByRole('listitem').filter({ hasText: 'odd.jsonl row 1' })).toContainText('JSON');
  await expect(dialog.getByRole('link', { name: 'Save retrace-odd-3-rows.jsonl again' })).toBeVisible();
});

test('a download that is cancelled leaves no file', async ({ retrace, data }) => {
  const { page } = retrace;
  // row groups that come slowly: there is time to see the progress and to press Escape
  const bytes = readFileSync(fileURLToPath(new URL('../public/demo/kimi.parquet', import.meta.url)));
  data.files.set('kimi.parquet', new Uint8Array(bytes));
  await retrace.open(`#/browse?src=${encodeURIComponent(`url:${data.url('ok', 'kimi.parquet')}`)}`);
  let downloads = 0;
  page.on('download', () => (downloads += 1));
  await page.route('**/*', (route) => route.continue());
  await page.getByRole('button', { name: 'Download this list' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menuitem')).toHaveCount(0);
  expect(downloads).toBe(0);
});
