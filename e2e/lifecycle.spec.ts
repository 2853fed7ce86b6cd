/** Workers hung and ended at every stage, lost connections, a page from the cache: it survives, says so, and goes on. */
import { readFileSync } from 'node:fs';
import { IS_DEEP, expect, test, type Retrace, deepTest } from './fixtures';

/** Toasts and panels, by what they say. */
const restarted = (retrace: Retrace, why: RegExp) =>
  retrace.page.getByRole('alert').filter({ hasText: why }).first();

async function worksAgain(retrace: Retrace): Promise<void> {
  await expect(retrace.matches).toHaveText(/^(\d+) of \1 trajectories$/, { timeout: 30_000 });
  // the engine answers
  await expect(retrace.page.getByRole('checkbox', { name: /^(kimi|comes-later) \d+$/ })).toBeVisible({
    timeout: 30_000,
  });
  await retrace.list.getByRole('option').first().click();
  await expect(retrace.heading).toHaveText(/^Step 1 of \d+$/);
}

const DEATHS: readonly { readonly how: string; readonly says: RegExp }[] = [
  { how: 'hang-listing@1', says: /no sign of life for \d+ s\) and was started again/ },
  { how: 'hang-indexing@1', says: /no sign of life/ },
  { how: 'hang-querying@1', says: /no sign of life/ },
  { how: 'die-listing@1', says: /ended by a test at listing\) and was started again/ },
  { how: 'die-querying@1', says: /ended by a test at querying\) and was started again/ },
  { how: 'die-indexing@1', says: /ended by a test at indexing\) and was started again/ },
  { how: 'hang-engine@1', says: /query engine stopped and was started again/ },
];

/** One here; all of them with DEEP=1. */
const tried = IS_DEEP ? DEATHS : DEATHS.filter(({ how }) => how.startsWith('hang-engine'));
for (const { how, says } of tried) {
  test(`${how}: said, and everything works again`, async ({ retrace, sabotaged }) => {
    await retrace.page.goto(`${sabotaged.url}?sabotage=${how}#/browse?src=demo:kimi`);
    await expect(restarted(retrace, says)).toBeVisible({ timeout: 30_000 });
    await worksAgain(retrace);
  });
}

const AT_OPENING: readonly (readonly [how: string, says: RegExp])[] = [
  ['hang', /no sign of life/],
  ['die', /ended by a test at trajectory/],
];
for (const [how, says] of IS_DEEP ? AT_OPENING : []) {
  test(`opening a trajectory: ${how} once; it is opened all the same`, async ({ retrace, sabotaged }) => {
    await retrace.page.goto(`${sabotaged.url}?sabotage=${how}-trajectory@1#/t/~0.0?src=demo:kimi`);
    await expect(restarted(retrace, says)).toBeVisible({ timeout: 30_000 });
    await expect(retrace.heading).toHaveText(/^Step 1 of \d+$/, { timeout: 30_000 });
  });
}

test('a file that ends the thread each time is left out by name; the page lives', async ({
  retrace,
  sabotaged,
}) => {
  await retrace.page.goto(`${sabotaged.url}?sabotage=die-indexing@1,die-indexing@2#/browse?src=demo:kimi`);
  const left = retrace.page.getByRole('alert').filter({ hasText: 'kimi.parquet cannot be read' });
  await expect(left).toContainText('stopped the reading thread twice', { timeout: 30_000 });
  await left.getByRole('button', { name: 'Retry' }).click();
  await expect(left).toHaveCount(0);
  await worksAgain(retrace);
});

deepTest(
  'no memory left, in every thread: said with a way out, or made good unseen',
  async ({ retrace, sabotaged }) => {
    test.setTimeout(120_000);
    const { page } = retrace;
    const open = async (switches: string, hash: string): Promise<void> => {
      await page.goto('about:blank');
      await page.goto(`${sabotaged.url}?sabotage=${switches}${hash}`);
    };
    const said = page.getByRole('alert').filter({ hasText: 'The browser gave this page no more memory' });
    // in this order, and of different sources: what was read once is in the cache
    for (const stage of ['indexing', 'listing']) {
      await open(`starve-${stage}`, '#/browse?src=demo:kimi');
      await expect(said).toContainText('kimi.parquet cannot be read');
      await said.getByRole('button', { name: 'Retry' }).click();
      await expect(said).toHaveCount(0);
      await worksAgain(retrace);
    }
    await open('starve-trajectory', '#/t/~0.0?src=demo:kimi');
    await expect(said).toContainText('This trajectory cannot be shown');
    await said.getByRole('button', { name: 'Try again' }).click();
    await expect(retrace.heading).toHaveText(/^Step 1 of \d+$/);

    await open('starve-parsing@1', '#/browse?src=demo:glm-5.1');
    await expect(retrace.matches).toHaveText(/^(\d+) of \1 trajectories$/);
    await retrace.idle();
    await expect(page.getByText('could not be parsed')).toHaveCount(0);
    await expect(page.getByRole('alert')).toHaveCount(0);

    // never enough for these rows: it is told, the page lives
    await open('starve-parsing', '#/browse?src=demo');
    await expect(page.getByRole('main')).toContainText(
      /ended two threads \(The browser gave this page no more memory/,
    );
    await open('none', '#/browse?src=demo:kimi');
    await worksAgain(retrace);
  },
);

test('without the watchdog a hang stays: the tests above can fail', async ({ retrace, sabotaged }) => {
  await retrace.page.clock.install();
  await retrace.page.goto(`${sabotaged.url}?sabotage=watchdog,hang-listing@1#/browse?src=demo:kimi`);
  await expect(retrace.matches).toHaveText('Reading…');
  await retrace.page.clock.runFor(60_000);
  await expect(retrace.matches).toHaveText('Reading…');
});

test('offline and online again; a failed URL has Retry; back from the cache', async ({
  retrace,
  data,
  allowedErrors,
}) => {
  allowedErrors.push(/ERR_INTERNET_DISCONNECTED|status of 503|status of 404|Failed to load resource/);
  const { page } = retrace;
  // the page's own query is no part of the address behind the hash
  await retrace.open('?utm=x#/browse?src=demo:kimi');
  await page.context().setOffline(true);
  await expect(page.getByText(/^Offline\./)).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByText(/^Offline\./)).toHaveCount(0);
  await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
  await worksAgain(retrace);

  const demo = new Uint8Array(readFileSync('public/demo/kimi.parquet'));
  await retrace.open(`#/browse?src=${encodeURIComponent(`url:${data.url('ok', 'comes-later.parquet')}`)}`);
  const alert = page.getByRole('alert').filter({ hasText: 'comes-later.parquet cannot be read' });
  await expect(alert).toContainText('404');
  data.files.set('comes-later.parquet', demo);
  await alert.getByRole('button', { name: 'Retry' }).click();
  await expect(alert).toHaveCount(0);
  await worksAgain(retrace);
});
