/** Ways in, and what is said when there is no way in. */
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { realData } from '../src/testing/realData';
import { IS_DEEP, expect, test, type Retrace, deepTest } from './fixtures';

const demo = readFileSync(fileURLToPath(new URL('../public/demo/kimi.parquet', import.meta.url)));
const folder = mkdtempSync(join(tmpdir(), 'retrace-e2e-'));

function fileOf(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const record = (task: string, id?: string): string =>
  JSON.stringify({
    ...(id === undefined ? {} : { id }),
    task,
    conversations: [
      { from: 'human', value: task },
      {
        from: 'gpt',
        value:
          '<think>\nsmall\n</think>\n<tool_call>\n{"name": "terminal", "arguments": {"command": "ls"}}\n</tool_call>',
      },
      {
        from: 'tool',
        value:
          '<tool_response>\n{"tool_call_id": "c", "name": "terminal", "content": {"output": "a.txt", "exit_code": 0, "error": null}}\n</tool_response>',
      },
      { from: 'gpt', value: '<think>\n</think>\nThere is a.txt.' },
    ],
  });

async function pick(retrace: Retrace, paths: readonly string[]): Promise<void> {
  const { page } = retrace;
  await page.getByRole('button', { name: /^Dataset: / }).click();
  await page.getByRole('menuitem', { name: 'Open files or a URL…' }).click();
  await page.getByTestId('file-picker').setInputFiles([...paths]);
  await retrace.idle();
}

/** Walks to the last step of the first trajectory. */
async function stepThrough(retrace: Retrace): Promise<void> {
  const { page, heading } = retrace;
  await retrace.list.getByRole('option').first().click();
  await expect(heading).toBeVisible();
  const total = Number((await heading.textContent())?.match(/of (\d+)/)?.[1]);
  for (let step = 2; step <= total; step += 1) {
    await page.keyboard.press('j');
    await expect(heading).toHaveText(`Step ${step} of ${total}`);
  }
}

test('a parquet file opens by URL from loopback and its runs step through', async ({ retrace, data }) => {
  data.files.set('kimi.parquet', new Uint8Array(demo));
  await retrace.open(`#/browse?src=${encodeURIComponent(`url:${data.url('ok', 'kimi.parquet')}`)}`);
  await expect(retrace.matches).toHaveText(/^\d+ of \d+ trajectories$/);
  await stepThrough(retrace);
});

test('dropped JSONL, gzip and parquet open as one list', async ({ retrace }) => {
  await retrace.open();
  await pick(retrace, [
    fileOf('one.jsonl', `${record('First task', 'a')}\n\n${record('Second task')}\n`),
    fileOf(
      'two.jsonl.gz',
      Buffer.concat([gzipSync(`${record('Third task')}\n`), gzipSync(`${record('Fourth task')}\n`)]),
    ),
  ]);
  await expect(retrace.matches).toHaveText('4 of 4 trajectories');
  await expect(retrace.list.getByRole('option').nth(3)).toHaveAccessibleName(/^Fourth task/);
  await retrace.option(/^First task/).click();
  await expect(retrace.heading).toHaveText('Step 1 of 2');
  await expect(retrace.page).toHaveURL(/#\/t\/a\?src=file/);
});

test('a folder opens as one list; after a reload the link asks for its file and tells it from another', async ({
  retrace,
}) => {
  const { page } = retrace;
  const traces = join(mkdtempSync(join(tmpdir(), 'retrace-folder-')), 'traces');
  mkdirSync(join(traces, 'deep'), { recursive: true });
  writeFileSync(join(traces, 'one.jsonl'), record('Outer task', 'outer'));
  writeFileSync(join(traces, 'deep', 'one.jsonl'), record('Inner task', 'inner'));
  writeFileSync(join(traces, 'README.md'), 'not data');
  await retrace.open();
  const openDialog = async (): Promise<void> => {
    await page.getByRole('button', { name: /^Dataset: / }).click();
    await page.getByRole('menuitem', { name: 'Open files or a URL…' }).click();
  };
  await openDialog();
  await page.getByTestId('folder-picker').setInputFiles(traces);
  await expect(page.getByText(/^2 files opened; left out: 1 file \(.*README\.md\)$/)).toBeVisible();
  await expect(retrace.matches).toHaveText('2 of 2 trajectories');

  // the browser's own picker: real handles of the private file system stand for its dialog, which no test can press
  await page.evaluate(async (text) => {
    const root = await navigator.storage.getDirectory();
    const top = await root.getDirectoryHandle('picked', { create: true });
    for (const [parent, name] of [
      [top, 'a.jsonl'],
      [await top.getDirectoryHandle('in', { create: true }), 'b.jsonl'],
      [top, 'c.txt'],
    ] as const) {
      const writer = await (await parent.getFileHandle(name, { create: true })).createWritable();
      await writer.write(text);
      await writer.close();
    }
    Object.assign(window, { showDirectoryPicker: async () => top });
  }, record('Picked task'));
  await openDialog();
  await page.getByRole('button', { name: 'Choose a folder' }).click();
  await expect(page.getByText('2 files opened; left out: 1 file (picked/c.txt)')).toBeVisible();
  await expect(retrace.option(/^Picked task/)).toHaveCount(2);

  await retrace.open();
  await pick(retrace, [fileOf('wanted.jsonl', record('Wanted task', 'w'))]);
  await expect(retrace.option(/^Wanted task/)).toBeVisible();
  await page.reload();
  const panel = page.getByRole('alert').filter({ hasText: 'wanted.jsonl cannot be read' });
  await expect(panel).toContainText(/wanted\.jsonl \([\d,]+ bytes\).*Choose or drop the same file/);
  const link = page.url();
  await page.getByTestId('wanted-file').setInputFiles(join(folder, 'wanted.jsonl'));
  await expect(panel).toHaveCount(0);
  await expect(retrace.option(/^Wanted task/)).toBeVisible();
  expect(page.url()).toBe(link);

  await page.reload();
  writeFileSync(join(folder, 'wanted.jsonl'), record('Another task', 'x'));
  await page.getByTestId('wanted-file').setInputFiles(join(folder, 'wanted.jsonl'));
  await expect(panel).toContainText(
    /wanted\.jsonl is another file: wanted .* bytes, fingerprint \w+; given /,
  );
  await expect(retrace.list.getByRole('option')).toHaveCount(0);
  await retrace.look('another-file');
  await panel.getByRole('button', { name: 'Open it anyway' }).click();
  await expect(retrace.option(/^Another task/)).toBeVisible();
  await expect(page.getByText(/opened instead of the file of the link/)).toBeVisible();
  expect(page.url()).toBe(link);
});

deepTest('files are taken by drop', async ({ retrace }) => {
  const { page } = retrace;
  await retrace.open();
  const transfer = await page.evaluateHandle((text) => {
    const list = new DataTransfer();
    list.items.add(new File([text], 'dropped.jsonl'));
    return list;
  }, record('Dropped task'));
  await page.locator('main').dispatchEvent('drop', { dataTransfer: transfer });
  await expect(retrace.option(/^Dropped task/)).toBeVisible();
});

deepTest('a bad line is kept with its number and reason; the others work', async ({ retrace }) => {
  await retrace.open();
  await pick(retrace, [
    fileOf(
      'half.jsonl',
      `${record('Good one')}\n{"conversations": nonsense\n${record('Good two')}\n{"conversations": [{"from"`,
    ),
  ]);
  await expect(retrace.matches).toHaveText('4 of 4 trajectories');
  await expect(retrace.page.getByText('half.jsonl: 2 rows could not be parsed')).toBeVisible();
  await retrace.page.getByRole('button', { name: 'Show rows' }).click();
  await expect(retrace.page.getByRole('listitem').filter({ hasText: 'row 1' })).toContainText('not JSON');
  await retrace.option(/^Good two/).click();
  await expect(retrace.heading).toHaveText('Step 1 of 2');
});

const BAD_FILES: readonly { name: string; content: string | Uint8Array; says: RegExp }[] = [
  { name: 'empty.parquet', content: '', says: /empty|0 bytes/i },
  { name: 'tiny.parquet', content: 'PAR', says: /./ },
  { name: 'cut.parquet', content: demo.subarray(0, demo.length - 900), says: /PAR1|footer/ },
  { name: 'page.parquet', content: '<!doctype html><title>Sign in</title>', says: /web page/ },
  { name: 'photo.parquet', content: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), says: /./ },
];

test('each bad file has a message that names it and the fact; the good one works', async ({ retrace }) => {
  await retrace.open();
  const bad = BAD_FILES.map(({ name, content }) => fileOf(name, content));
  await pick(retrace, [...bad, fileOf('good.jsonl', record('Still here'))]);
  for (const { name, says } of BAD_FILES) {
    const alert = retrace.page.getByRole('alert').filter({ hasText: `${name} cannot be read` });
    await expect(alert).toContainText(says);
  }
  await expect(retrace.option(/^Still here/)).toBeVisible();
});

test('a failing URL, an unknown id and a refused URL are said in words', async ({
  retrace,
  data,
  allowedErrors,
}) => {
  allowedErrors.push(/status of 404/);
  const { page } = retrace;
  await retrace.open(
    `#/browse?src=${encodeURIComponent(`url:${data.url('status:404', 'never-there.parquet')}`)}`,
  );
  await expect(page.getByRole('alert')).toContainText('404');
  await retrace.open('#/t/no-such-id?src=demo');
  await expect(page.getByRole('alert')).toContainText('No trajectory "no-such-id"');
  await expect(retrace.option(/^The rate limiter/)).toBeVisible();
  await retrace.open('#/browse?src=url:http://example.com/a.parquet');
  await expect(page.getByRole('alert').first()).toContainText('only https');
});

test('a wrong row hint still finds the trajectory by its id', async ({ retrace }) => {
  await retrace.open();
  await retrace.list.getByRole('option').nth(2).click();
  const task = await retrace.page.title();
  const url = retrace.page.url().replace(/row=0\.2/, 'row=1.7');
  expect(url).toContain('row=1.7');
  await retrace.page.goto('about:blank');
  await retrace.page.goto(url);
  await expect(retrace.page).toHaveTitle(task);
});

test.describe('real runs', () => {
  // the hub test and units read parquet too
  const parquet = IS_DEEP ? ['tau_airline_100.parquet', 'tau_airline_100_zstd.parquet'] : [];
  for (const name of parquet) {
    test(`${name} opens by URL and by drop`, async ({ retrace, data }) => {
      const path = realData(`hermes/${name}`);
      test.skip(path === undefined, 'no ../shared/data here');
      data.files.set(name, new Uint8Array(readFileSync(path ?? '')));
      await retrace.open(`#/browse?src=${encodeURIComponent(`url:${data.url('ok', name)}`)}`);
      await expect(retrace.matches).toHaveText('100 of 100 trajectories');
      await stepThrough(retrace);
      await retrace.open();
      await pick(retrace, [path ?? '']);
      await expect(retrace.matches).toHaveText('100 of 100 trajectories');
      await stepThrough(retrace);
    });
  }

  for (const [name, count] of [
    ['hermeswith.jsonl', 13],
    ...(IS_DEEP
      ? ([
          ['lucifexia.jsonl', 1],
          ['tau_airline_100.jsonl', 100],
        ] as const)
      : []),
  ] as const) {
    test(`${name} opens by drop`, async ({ retrace }) => {
      const path = realData(`hermes/${name}`);
      test.skip(path === undefined, 'no ../shared/data here');
      await retrace.open();
      await pick(retrace, [path ?? '']);
      await expect(retrace.matches).toHaveText(`${count} of ${count} trajectories`);
      await stepThrough(retrace);
    });
  }
});
