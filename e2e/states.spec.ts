/** The states nobody wishes for: each says what happened and what to do, is looked at (.cache/screens), and has no axe violation. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { testRows, writeTestParquet, writeColumns } from '../src/testing/parquetFiles';
import { PHONE_LOOK, expect, test, type Retrace, deepTest } from './fixtures';

const folder = mkdtempSync(join(tmpdir(), 'retrace-states-'));

function fileOf(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const line = (task: string): string =>
  JSON.stringify({
    task,
    conversations: [
      { from: 'human', value: task },
      { from: 'gpt', value: 'Done.' },
    ],
  });
const gzip = gzipSync(
  Array.from({ length: 400 }, (_, index) => line(`Task ${index} ${'x'.repeat(index % 97)}`)).join('\n'),
);

const FILES: readonly { name: string; content: string | Uint8Array; says: RegExp; opens: boolean }[] = [
  {
    name: 'not-a-dataset.parquet',
    content: writeColumns([{ name: 'a', data: [1, 2, 3], type: 'INT32' }]),
    says: /conversations/,
    opens: false,
  },
  {
    name: 'half-written.jsonl.gz',
    content: gzip.subarray(0, Math.floor(gzip.length * 0.6)),
    says: /row|gzip|ends/i,
    opens: true,
  },
  { name: 'empty.jsonl', content: '\n\n', says: /no trajectories|blank|no line|empty/i, opens: false },
];

async function drop(retrace: Retrace, path: string): Promise<void> {
  const { page } = retrace;
  await page.getByRole('button', { name: /^Dataset: / }).click();
  await page.getByRole('menuitem', { name: 'Open files or a URL…' }).click();
  await page.getByTestId('file-picker').setInputFiles(path);
  await retrace.idle();
}

async function look(retrace: Retrace, name: string): Promise<void> {
  for (const worn of PHONE_LOOK) {
    await retrace.wear(worn);
    await retrace.look(`state-${name}`);
  }
}

for (const { name, content, says, opens } of FILES) {
  deepTest(`${name}`, async ({ retrace }) => {
    await retrace.open();
    await drop(retrace, fileOf(name, content));
    await expect(retrace.page.getByRole('main')).toContainText(says);
    const options = retrace.list.getByRole('option');
    if (opens) await expect(options.first()).toBeVisible();
    else await expect(options).toHaveCount(0);
    // nothing of the demo, which was open before, is left
    await expect(retrace.page.getByRole('checkbox', { name: /^kimi / })).toHaveCount(0);
    await look(retrace, name);
  });
}

test('a URL that answers 404', async ({ retrace, data, allowedErrors }) => {
  allowedErrors.push(/status of 404/);
  await retrace.open(`#/browse?src=${encodeURIComponent(`url:${data.url('status:404', 'gone.parquet')}`)}`);
  await expect(retrace.page.getByRole('alert').first()).toContainText('404');
  await look(retrace, '404');
});

test('no match', async ({ retrace }) => {
  await retrace.open('#/browse?cat=Conversational&config=glm-5.1&failures=40-');
  await expect(
    retrace.page.getByRole('heading', { name: 'No trajectory matches all filters' }),
  ).toBeVisible();
  await look(retrace, 'no-match');
});

test('indexing shows progress, stops, and reads on', async ({ retrace, data }) => {
  const { page } = retrace;
  const rows = testRows(1200, 6000);
  data.files.set('large.parquet', writeTestParquet(rows, { rowGroupSize: 100 }));
  data.shape = { latencyMs: 20, bytesPerSecond: 1_000_000 };
  try {
    await page.goto(
      `${retrace.url}#/browse?src=${encodeURIComponent(`url:${data.url('ok', 'large.parquet')}`)}`,
    );
    const bar = page.getByRole('progressbar', { name: 'Indexing' });
    await expect(bar).toBeVisible();
    await expect(page.getByText(/so far [1-9][\d,]* of 1,200 trajectories/)).toBeVisible();
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect(retrace.matches).toHaveText(/ so far$|^1,200 of 1,200/);
    await expect(page.getByText('Stopped')).toBeVisible();
    await expect(retrace.list.getByRole('option').first()).toBeVisible();
    await page.screenshot({ path: '.cache/screens/state-stopped-1440.png' });
    data.shape = { latencyMs: 0, bytesPerSecond: Number.POSITIVE_INFINITY };
    await page.getByRole('button', { name: 'Read on' }).click();
    await expect(bar).toHaveCount(0);
    await retrace.idle();
    await expect(retrace.matches).toHaveText('1,200 of 1,200 trajectories');
    await expect(
      page.getByRole('group', { name: 'Config', exact: true }).getByRole('checkbox'),
    ).toHaveAccessibleName('large 1,200');
  } finally {
    data.shape = { latencyMs: 0, bytesPerSecond: Number.POSITIVE_INFINITY };
  }
});
