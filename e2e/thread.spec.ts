/** The thread: a list of runs, one opened, stepped through, and a link that opens at the same step. */
import { placeOfStep } from './demoPlaces';
import { expect, test, deepTest } from './fixtures';

const FIRST = /^The rate limiter in this project/;

test('the list of the demo shows every trajectory, with its values in the name', async ({ retrace }) => {
  await retrace.open();
  await expect(retrace.matches).toHaveText(/^(\d+) of \1 trajectories$/);
  const first = retrace.option(FIRST);
  await expect(first).toHaveAttribute('aria-posinset', '1');
  const total = (await retrace.matches.textContent())?.match(/\d+/)?.[0];
  await expect(first).toHaveAttribute('aria-setsize', total ?? '');
  await expect(first).toHaveAccessibleName(/, kimi, \d+ turns, \d+ steps, \d+ calls, \d+ failures?, /);
});

test('a click opens the replayer beside the list and moves focus to the step', async ({ retrace }) => {
  await retrace.open();
  await retrace.option(FIRST).click();
  await expect(retrace.heading).toHaveText(/^Step 1 of \d+$/);
  await expect(retrace.heading).toBeFocused();
  await expect(retrace.list).toBeVisible();
  await expect(retrace.option(FIRST)).toHaveAttribute('aria-current', 'true');
  await expect(retrace.page).toHaveTitle(/^The rate limiter .* · step 1 of \d+ · Retrace$/);
  await expect(retrace.replayer.getByRole('group', { name: 'System' })).toBeVisible();
  await expect(retrace.replayer.getByRole('group', { name: 'User' })).toBeVisible();
});

test('steps by buttons, keys and slider agree; the URL follows and Back leaves the trajectory', async ({
  retrace,
}) => {
  const { page, heading } = retrace;
  await retrace.open();
  await retrace.option(FIRST).click();
  await page.getByRole('button', { name: 'Next step' }).click();
  await expect(heading).toHaveText(/^Step 2 of/);
  await page.keyboard.press('j');
  await expect(heading).toHaveText(/^Step 3 of/);
  await page.keyboard.press('k');
  await expect(heading).toHaveText(/^Step 2 of/);
  const slider = page.getByRole('slider', { name: 'Step' });
  await slider.focus();
  await page.keyboard.press('End');
  const last = await slider.getAttribute('aria-valuemax');
  await expect(heading).toHaveText(`Step ${last} of ${last}`);
  await expect(page.getByRole('button', { name: 'Next step' })).toBeDisabled();
  await expect(retrace.replayer.getByRole('group', { name: 'Answer' })).toBeVisible();
  await page.keyboard.press('Home');
  await expect(heading).toHaveText(/^Step 1 of/);
  await expect(page).toHaveURL(/step=1/);
  await page.goBack();
  await expect(heading).toHaveCount(0);
  await expect(retrace.list).toBeVisible();
  await page.goForward();
  await expect(heading).toHaveText(/^Step 1 of/);
});

test('exactly one heading says Step n of m; the other steps are articles', async ({ retrace }) => {
  await retrace.open('#/t/~0.0?step=4');
  await expect(retrace.page.getByRole('heading', { name: /^Step \d+ of \d+$/ })).toHaveCount(1);
  await expect(retrace.page.getByRole('article', { name: /^Step 4: / })).toBeVisible();
});

test('next and previous failure walk through the failing steps', async ({ retrace }) => {
  const { page, heading } = retrace;
  await retrace.open('#/t/~0.0');
  await page.getByRole('button', { name: 'Next failure' }).click();
  const first = await heading.textContent();
  const step = first?.match(/^Step \d+/)?.[0] ?? '';
  const article = page.getByRole('article', { name: new RegExp(`^${step}: `) });
  await expect(
    article.getByRole('group', { name: /^Tool response: / }).filter({ hasText: 'failed' }),
  ).toBeVisible();
  await page.keyboard.press('e');
  await expect(heading).not.toHaveText(first ?? '');
  await page.keyboard.press('Shift+E');
  await expect(heading).toHaveText(first ?? '');
});

test('a copied permalink opens at the same step in a new window', async ({ retrace, context, app }) => {
  const { page, heading } = retrace;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await retrace.open();
  await retrace.option(FIRST).click();
  await expect(heading).toBeFocused();
  for (let step = 2; step <= 5; step += 1) await page.keyboard.press('j');
  await expect(heading).toHaveText(/^Step 5 of/);
  await page.getByRole('button', { name: 'Copy permalink' }).click();
  await expect(page.getByText('Link copied')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/#\/t\/[^?]+\?src=demo&step=5&row=0\.0$/);
  expect(link.startsWith(app.url)).toBe(true);
  const other = await context.newPage();
  await other.goto(link);
  await expect(other.getByRole('heading', { name: /^Step 5 of/ })).toBeVisible();
  await expect(other.getByRole('article', { name: /^Step 5/ })).toBeInViewport();
  const want = await heading.textContent();
  await expect(other.getByRole('heading', { name: /^Step 5 of/ })).toHaveText(want ?? '');
});

test('a permalink reads at most 600 KiB of parquet before its step is shown', async ({ retrace, app }) => {
  const { page } = retrace;
  await retrace.open();
  await retrace.option(FIRST).click();
  const hash = new URL(page.url()).hash;
  const asked: { at: number; bytes: number }[] = [];
  await page.goto('about:blank');
  page.on('request', (request) => {
    const range = /bytes=(\d+)-(\d+)/.exec(request.headers()['range'] ?? '');
    if (range !== null) asked.push({ at: Date.now(), bytes: Number(range[2]) - Number(range[1]) + 1 });
  });
  await page.addInitScript(() => {
    new MutationObserver(() => {
      const isShown = document.querySelector('h2')?.textContent?.startsWith('Step ') === true;
      if (isShown) document.documentElement.dataset['shownAt'] ??= String(Date.now());
    }).observe(document, { subtree: true, childList: true });
  });
  await page.goto(`${app.url}${hash}&step=3`);
  await expect(retrace.heading).toHaveText(/^Step 3 of/);
  const shownAt = Number(await page.locator('html').getAttribute('data-shown-at'));
  const bytes = asked.filter(({ at }) => at <= shownAt).reduce((sum, each) => sum + each.bytes, 0);
  expect(bytes).toBeGreaterThan(0);
  expect(bytes).toBeLessThanOrEqual(600 * 1024);
});

test('the list by keyboard alone: move, tick, open', async ({ retrace }) => {
  const { page, list } = retrace;
  await retrace.open();
  await list.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('j');
  const active = page.locator('[role="option"][data-cursor="focused"]');
  await expect(active).toHaveAttribute('aria-posinset', '3');
  await page.keyboard.press('Space');
  await expect(active).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('End');
  await expect(active).toHaveAttribute('aria-posinset', (await active.getAttribute('aria-setsize')) ?? '');
  await expect(active).toBeInViewport();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(retrace.heading).toBeFocused();
});

deepTest('the window renders at most 200 options however far it is scrolled', async ({ retrace }) => {
  await retrace.open();
  await retrace.list.evaluate((box) => box.scrollTo(0, box.scrollHeight));
  await retrace.idle();
  expect(await retrace.list.getByRole('option').count()).toBeLessThanOrEqual(200);
});

test('a long output is cut with a notice and opens in full without leaving the page', async ({ retrace }) => {
  const { page } = retrace;
  const isLong = (value: string): boolean => value.length > 50_000;
  await retrace.open(
    await placeOfStep((step, { turns }) => step.turns.some((index) => isLong(turns[index]?.value ?? ''))),
  );
  const more = page.getByRole('button', { name: /^(Show all|Open in full)$/ }).first();
  await expect(more).toBeVisible();
  await more.click();
  await expect(page.getByText(/^all [\d,]+ lines/).first()).toBeVisible();
});

test('play moves on by itself and pauses', async ({ retrace }) => {
  const { page, heading } = retrace;
  await retrace.open('#/t/~0.0');
  for (let press = 0; press < 4; press += 1) await page.keyboard.press('+');
  await page.getByRole('button', { name: 'Play' }).click();
  await expect(heading).not.toHaveText(/^Step 1 of/);
  await page.getByRole('button', { name: 'Pause' }).click();
  const stopped = await heading.textContent();
  await retrace.idle();
  await expect(heading).toHaveText(stopped ?? '');
});
