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
    figures: await page.getByRole('figure').allTextContents(),
  };
}

/** True when answers about an index are kept in this browser. */
async function hasKeptAnswers(): Promise<boolean> {
  const search = async (folder: FileSystemDirectoryHandle): Promise<boolean> => {
    for await (const [name, entry] of folder.entries())
      if (
        name === 'answers.json' ||
        (entry.kind === 'directory' && (await search(entry as FileSystemDirectoryHandle)))
      )
        return true;
    return false;
  };
  return search(await navigator.storage.getDirectory());
}

test('a second visit shows the same without text or engine, until the cache is cleared', async ({
  retrace,
  data,
  sabotaged,
}) => {
  const { page } = retrace;
  data.files.set('train.parquet', bytes);
  const hash = `#/browse?src=${encodeURIComponent(`url:${data.url('ok', 'train.parquet')}`)}`;
  await page.goto(`${sabotaged.url}${hash}`);
  await retrace.idle();
  const first = await shown(retrace);
  expect(sentBytes(data)).toBeGreaterThanOrEqual(bytes.length - 300_000);

  await expect.poll(() => page.evaluate(hasKeptAnswers)).toBe(true);
  data.log.length = 0;
  // whoever asks the engine hears that it ended
  await page.goto(`${sabotaged.url}?sabotage=hang-engine${hash}`);
  await retrace.idle();
  expect(await shown(retrace)).toEqual(first);
  await expect(page.getByRole('alert')).toHaveCount(0);
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
  await page.goto(`${sabotaged.url}${hash}`);
  await retrace.idle();
  expect(await shown(retrace)).toEqual(first);
  expect(sentBytes(data)).toBeGreaterThanOrEqual(bytes.length - 300_000);
});
