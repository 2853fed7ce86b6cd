/** Files made to exhaust their reader, dropped together with a good one (the readers' own test: src/source/bombs.test.ts). */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countCorpus } from '../src/testing/corpusCount';
import { jsonBombs } from '../src/testing/jsonBombs';
import { parquetBombs } from '../src/testing/parquetBombs';
import { createRandom } from '../src/testing/random';
import { IS_DEEP, expect, test } from './fixtures';

/** Parquet alone is refused whole; bombs of JSON are rows among rows. */
const SCALE = 0.01;

test('bombs are refused by name with numbers; the page lives and the other file is read', async ({
  retrace,
}) => {
  test.setTimeout(IS_DEEP ? 400_000 : 60_000);
  const random = createRandom(20_261_121);
  const all = [...parquetBombs(SCALE), ...jsonBombs(SCALE)].filter(
    // many rows are no fault, and would stand before the good one; the index of pages is not asked for where all is read
    ({ name }) => !/a million (?:rows|lines)|empty row groups|offset index that is the whole/.test(name),
  );
  const bombs = IS_DEEP ? all : all.filter(() => random() < 6 / all.length);
  countCorpus('bombs in the browser', bombs.length, 1);
  const folder = mkdtempSync(join(tmpdir(), 'retrace-bombs-'));
  const paths = bombs.map(({ name, make }, index) => {
    const path = join(
      folder,
      `bomb-${index}.${/^(?:JSON|text|gzip: (?:1 GB of|a line))/.test(name) ? 'jsonl' : 'parquet'}`,
    );
    writeFileSync(path, make());
    return path;
  });
  const good = join(folder, 'good.jsonl');
  const conversations = [
    { from: 'human', value: 'Hello' },
    { from: 'gpt', value: 'Hello.' },
  ];
  writeFileSync(good, `${JSON.stringify({ task: 'Still here', conversations })}\n`);
  const { page } = retrace;
  await retrace.open();
  await page.getByRole('button', { name: /^Dataset: / }).click();
  await page.getByRole('menuitem', { name: 'Open files or a URL…' }).click();
  await page.getByTestId('file-picker').setInputFiles([good, ...paths]);
  await expect(retrace.option(/^Still here/)).toBeVisible({ timeout: 60_000 });
  await page.waitForSelector('html[data-idle="true"]', { timeout: IS_DEEP ? 300_000 : 40_000 });
  const main = await page.getByRole('main').innerText();
  const silent = bombs.filter(({ says }, index) => says !== undefined && !main.includes(`bomb-${index}.`));
  expect(silent.map(({ name }) => name)).toEqual([]);
  await retrace.option(/^Still here/).click();
  await expect(retrace.heading).toHaveText(/^Step 1 of \d+$/);
  countCorpus('bombs in the browser', 0, -1);
});
