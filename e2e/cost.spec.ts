/** A row that costs much to read says so first. */
import { testRows, writeTestParquet } from '../src/testing/parquetFiles';
import { expect, test } from './fixtures';

/** ~25 MB in one row group without a page index. */
const rows = testRows(2500, 3000);
const shard = writeTestParquet(rows, { rowGroupSize: 2500, pageSize: 256 * 1024, offsetIndex: false });

test('a permalink into a large row group without a page index asks, shows how far it is, and goes on', async ({
  retrace,
  data,
}) => {
  const { page, heading } = retrace;
  data.files.set('one-group.parquet', shard);
  // slow enough that the progress is seen, and cancelled before the end, on any machine
  data.shape = { latencyMs: 5, bytesPerSecond: 1_000_000 };
  const src = `src=${encodeURIComponent(`url:${data.url('ok', 'one-group.parquet')}`)}`;
  await page.goto(`${retrace.url}#/t/id-2449?${src}&row=0.2449&step=1`);
  const ask = page.getByRole('region', { name: 'Cost of reading' });
  await expect(ask).toContainText(/no page index: about 2\d MB must be read for this trajectory/);
  await expect(ask.getByRole('button', { name: 'Read' })).toBeFocused();
  expect(await retrace.violations()).toEqual([]);
  await page.screenshot({ path: '.cache/screens/read-cost.png' });

  await page.keyboard.press('Enter');
  const bar = page.getByRole('progressbar', { name: 'Reading the trajectory' });
  await expect(bar).toBeVisible();
  await page.screenshot({ path: '.cache/screens/read-cost-progress.png' });
  await page
    .getByText(/of about 2\d.* MB/)
    .locator('..')
    .getByRole('button', { name: 'Cancel' })
    .click();
  await expect(ask).toBeVisible();
  data.shape = { latencyMs: 0, bytesPerSecond: Number.POSITIVE_INFINITY };
  await ask.getByRole('button', { name: 'Read' }).click();
  await expect(heading).toHaveText('Step 1 of 2');
  await expect(retrace.replayer).toContainText(rows[2449]?.conversations[0]?.value.slice(0, 60) ?? 'none');

  // rows before it have their places now: no question
  await retrace.idle();
  await page.goto(`${retrace.url}#/t/id-1204?${src}&row=0.1204`);
  await expect(retrace.replayer).toContainText(rows[1204]?.conversations[0]?.value.slice(0, 60) ?? 'none');

  // declined: the list
  await page.goto('about:blank');
  await page.goto(`${retrace.url}#/t/id-2449?${src}&row=0.2449`);
  await ask.getByRole('button', { name: 'Cancel' }).click();
  await expect(retrace.matches).toHaveText('2,500 of 2,500 trajectories');
});
