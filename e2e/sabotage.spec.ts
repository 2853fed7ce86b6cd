/**
 * Each defence taken away once, in the build that only tests have: its check must go red. The watchdog is
 * in lifecycle.spec, for it needs a hung thread, the depth of JSON in trace/json/depthCap.test.
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testRows, writeTestParquet } from '../src/testing/parquetFiles';
import { expect, test, type Retrace } from './fixtures';
import { findBreaches } from './oracles';

const TEXT = '[a](javascript:alert%281%29) note[^1] \u202Etxt.exe\u202C end\n\n[^1]: a footnote';

function hostileFile(): string {
  const path = join(mkdtempSync(join(tmpdir(), 'retrace-sabotage-')), 'hostile.jsonl');
  const rows = [
    {
      id: 'text',
      task: 'text',
      conversations: [
        { from: 'human', value: TEXT },
        { from: 'gpt', value: 'done' },
      ],
    },
  ];
  writeFileSync(path, `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`);
  return path;
}

/** Opens the file in a build with one defence off (or none) and goes to its trajectory. */
async function openHostile(retrace: Retrace, address: string): Promise<void> {
  const { page } = retrace;
  await page.goto(address);
  await page.getByRole('button', { name: /^Dataset: / }).click();
  await page.getByRole('menuitem', { name: 'Open files or a URL…' }).click();
  await page.getByTestId('file-picker').setInputFiles(hostileFile());
  await retrace.option(/^text/).click();
}

test('sanitiser, links and hidden characters: each off alone turns its check red', async ({
  retrace,
  sabotaged,
  allowedErrors,
}) => {
  test.slow();
  // React itself refuses to draw a javascript: link, and says so
  allowedErrors.push(/javascript: URL/i);
  const { page } = retrace;
  const look = async (address: string): Promise<{ breaches: readonly string[]; marks: number }> => {
    await openHostile(retrace, address);
    await expect(retrace.heading).toBeVisible();
    const user = retrace.replayer.getByRole('group', { name: 'User' });
    // plain until the code of markdown is here
    await expect(user.getByRole('listitem').filter({ hasText: 'a footnote' })).toBeVisible();
    return { breaches: await page.evaluate(findBreaches), marks: await user.locator('[data-code]').count() };
  };
  const whole = await look(sabotaged.url);
  expect(whole.breaches).toEqual([]);
  expect(whole.marks).toBeGreaterThan(0);
  expect((await look(`${sabotaged.url}?sabotage=sanitiser`)).breaches.join()).toContain('id user-content');
  expect((await look(`${sabotaged.url}?sabotage=linkPolicy`)).breaches.join()).toContain('href javascript:');
  expect((await look(`${sabotaged.url}?sabotage=bidiMarks`)).marks).toBe(0);
});

test('a file that changes between ranges: said, and mixed without the check', async ({
  retrace,
  sabotaged,
  data,
}) => {
  const { page } = retrace;
  const open = (address: string, name: string): Promise<unknown> =>
    page.goto(`${address}#/browse?src=${encodeURIComponent(`url:${data.url('change:etag:4', name)}`)}`);
  for (const name of ['one.parquet', 'other.parquet'])
    data.files.set(name, writeTestParquet(testRows(400, 6000), { rowGroupSize: 50 }));
  await open(sabotaged.url, 'one.parquet');
  await expect(
    page
      .getByRole('alert')
      .filter({ hasText: /changed/ })
      .first(),
  ).toBeVisible();
  await open(`${sabotaged.url}?sabotage=etagCheck`, 'other.parquet');
  await expect(retrace.matches).toHaveText(/400 trajectories/);
  await expect(page.getByRole('alert').filter({ hasText: /changed/ })).toHaveCount(0);
});
