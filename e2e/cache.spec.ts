/** The second visit: the index is here already, nothing of the text is read again; and it can be cleared. */
import { testRows, writeTestParquet } from '../src/testing/parquetFiles';
import type { FaultServer } from '../src/testing/faultServer';
import { expect, test, type Retrace } from './fixtures';

const bytes = new Uint8Array(writeTestParquet(testRows(300, 3000), { rowGroupSize: 60 }));

function sentBytes({ log }: FaultServer): number {
  return log.reduce((sum, { bytes: sent }) => sum + sent, 0);
}

async function shown({ page, matches, list }: Retrace): Promise<unknown> {
  await expect(matches).toHaveText('300 of 300 trajectories');
  await expect(page.getByRole('progressbar', { name: 'Indexing' })).toHaveCount(0);
  const facet = page.getByRole('group', { name: 'Category' });
  await expect(facet.getByRole('checkbox')).toHaveCount(3);
  return {
    facets: await facet.getByRole('checkbox').evaluateAll((boxes) => boxes.map((box) => box.ariaLabel)),
    rows: await list.getByRole('option').allTextContents(),
  };
}

test('a second visit shows the same without reading text, until the cache is cleared', async ({
  retrace,
  data,
}) => {
  const { page } = retrace;
  data.files.set('train.parquet', bytes);
  await retrace.open(`#/browse?src=${encodeURIComponent(`url:${data.url('ok', 'train.parquet')}`)}`);
  const first = await shown(retrace);
  expect(sentBytes(data)).toBeGreaterThanOrEqual(bytes.length - 300_000);

  data.log.length = 0;
  await page.reload();
  await retrace.idle();
  expect(await shown(retrace)).toEqual(first);
  // the head, and the footer with the end of the file around it: no listing, no text
  expect(sentBytes(data)).toBeGreaterThan(0);
  expect(sentBytes(data)).toBeLessThanOrEqual((16 + 256) * 1024);

  await page.getByRole('button', { name: /^Dataset: / }).click();
  await page.getByRole('menuitem', { name: 'Open files or a URL…' }).click();
  await expect(page.getByText(/^Indexes kept in this browser for the next visit: [\d.]+ \w+$/)).toBeVisible();
  await page.getByRole('button', { name: 'Clear cached indexes' }).click();
  await expect(page.getByText(/^Indexes kept/)).toHaveCount(0);
  await page.keyboard.press('Escape');

  data.log.length = 0;
  await page.reload();
  await retrace.idle();
  expect(await shown(retrace)).toEqual(first);
  expect(sentBytes(data)).toBeGreaterThanOrEqual(bytes.length - 300_000);
});
