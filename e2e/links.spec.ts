/** A link from a stranger: nothing is read from a new host before the reader agreed. */
import { expect, PHONE_LOOK, test } from './fixtures';

const HOST = 'traces.example';
const LINK = `#/browse?src=url:https://${HOST}/runs.parquet&cat=Coding&step=-1&nonsense=1`;

test('a link to an unknown host asks first; declined leads to the demo, agreed is remembered', async ({
  retrace,
  allowedErrors,
}) => {
  const { page } = retrace;
  allowedErrors.push(/traces\.example|ERR_|Failed to load/);
  const asked: string[] = [];
  await page.route(`https://${HOST}/**`, (route) => {
    asked.push(route.request().url());
    return route.abort();
  });
  await retrace.open(LINK);
  await expect(
    page.getByRole('heading', { name: /reads from a host you have not opened before/ }),
  ).toBeVisible();
  await expect(page.getByRole('main')).toContainText(HOST);
  // each bad pair is dropped alone, and said
  await expect(page.getByText('Left out of the link, not understood: step=-1, nonsense=1')).toBeVisible();
  for (const worn of PHONE_LOOK) {
    await retrace.wear(worn);
    await retrace.look('confirm-host');
  }
  expect(asked).toEqual([]);
  await page.getByRole('button', { name: 'Open the demo instead' }).click();
  await retrace.idle();
  await expect(retrace.matches).toHaveText(/160 trajectories/);
  expect(asked).toEqual([]);
  await page.getByRole('button', { name: /^Dataset: / }).click();
  await expect(page.getByRole('menuitem', { name: new RegExp(HOST) })).toHaveCount(0);

  await page.keyboard.press('Escape');
  await page.goBack();
  await page.getByRole('button', { name: 'Read from it' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => asked.length).toBeGreaterThan(0);
  const before = asked.length;
  await page.reload();
  await expect.poll(() => asked.length).toBeGreaterThan(before);
  await expect(page.getByRole('heading', { name: /reads from a host/ })).toHaveCount(0);
});
