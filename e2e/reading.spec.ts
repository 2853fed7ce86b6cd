/** How a run is read: one step at a time, played by kinds, in panes as wide as the reader likes, turns as recorded. */
import { expect, test } from './fixtures';

test('one step at a time: keys, find and links still lead anywhere, and it is remembered', async ({
  retrace,
}) => {
  const { page, heading, replayer } = retrace;
  await retrace.open('#/t/~0.0?step=2');
  const articles = replayer.getByRole('article');
  expect(await articles.count()).toBeGreaterThan(1);
  await page.keyboard.press('o');
  await expect(articles).toHaveCount(1);
  await expect(articles).toHaveAccessibleName(/^Step 2: /);
  await page.keyboard.press('j');
  await expect(heading).toHaveText(/^Step 3 of/);
  await expect(articles).toHaveAccessibleName(/^Step 3: /);
  await page.mouse.move(700, 600);
  await page.mouse.wheel(0, 4000);
  await retrace.idle();
  await expect(heading).toHaveText(/^Step 3 of/);
  await page.keyboard.press('/');
  await page.keyboard.type('rate limiter');
  await expect(page.getByRole('status', { name: 'Found' })).toHaveText(/^\d+ of \d+$/);
  await expect.poll(() => page.evaluate(() => CSS.highlights.get('retrace-here')?.size ?? 0)).toBe(1);
  await expect(articles).toHaveCount(1);
  await page.keyboard.press('Escape');
  await retrace.open('#/t/~0.0?step=1&quote=rate%20limiter');
  await expect(articles).toHaveCount(1);
  await expect(replayer.getByRole('region', { name: 'Preamble' })).toBeVisible();
  await page.reload();
  await expect(articles).toHaveCount(1);
  await page.getByRole('button', { name: 'One step at a time' }).click();
  await expect(articles).not.toHaveCount(1);
});

test('play goes through chosen kinds only, stops at failures when asked, and pauses at the last', async ({
  retrace,
}) => {
  const { page, heading } = retrace;
  await retrace.open('#/t/~0.0?step=1');
  for (let press = 0; press < 4; press += 1) await page.keyboard.press('+');
  await expect(page.getByRole('button', { name: 'Speed 16×' })).toBeVisible();
  await page.getByRole('button', { name: 'Play options' }).click();
  const options = page.getByRole('dialog', { name: 'Play options' });
  await options.getByRole('checkbox', { name: 'Failures', exact: true }).check();
  await expect(options).toContainText(/\d+ of \d+ steps/);
  await options.getByRole('checkbox', { name: 'Stop at failures' }).check();
  await page.keyboard.press('Escape');
  await expect(options).toHaveCount(0);
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(heading).not.toHaveText(/^Step 1 of/);
  // the first step played is the first failure, and it stops there
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  const stopped = await heading.textContent();
  await page.keyboard.press('g');
  await page.keyboard.press('g');
  await page.keyboard.press('e');
  await expect(heading).toHaveText(stopped ?? '');

  await page.getByRole('button', { name: 'Play options' }).click();
  await options.getByRole('checkbox', { name: 'Stop at failures' }).uncheck();
  await options.getByRole('checkbox', { name: 'Failures', exact: true }).uncheck();
  await options.getByRole('checkbox', { name: /answers/ }).check();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
  await expect(heading).toHaveText(/^Step (\d+) of \1$/);
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
});

test('side panes are resized by mouse and by keys, within bounds, and stay so', async ({ retrace }) => {
  const { page } = retrace;
  await page.setViewportSize({ width: 1440, height: 900 });
  await retrace.open('#/t/~0.0');
  const pane = page.getByRole('complementary', { name: 'List and outline' });
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  const widthOf = async (of: typeof pane): Promise<number> => (await of.boundingBox())?.width ?? 0;
  const designed = await widthOf(pane);
  const edge = page.getByRole('separator', { name: 'Width of the left pane' });
  await edge.focus();
  await page.keyboard.press('ArrowRight');
  expect(await widthOf(pane)).toBe(designed + 16);
  await page.keyboard.press('End');
  await expect(edge).toHaveAttribute('aria-valuenow', '420');
  await page.keyboard.press('Enter');
  expect(await widthOf(pane)).toBe(designed);
  const innerEdge = page.getByRole('separator', { name: 'Width of the inspector' });
  const box = await innerEdge.boundingBox();
  const x = (box?.x ?? 0) + 3;
  const before = await widthOf(inspector);
  await page.mouse.move(x, 400);
  await page.mouse.down();
  await page.mouse.move(x - 60, 420);
  await page.mouse.up();
  expect(await widthOf(inspector)).toBe(before + 60);
  await page.reload();
  await expect(inspector).toBeVisible();
  expect(await widthOf(inspector)).toBe(before + 60);
  expect(await retrace.violations()).toEqual([]);
});

test('the turns of a step as recorded: every character, its tags marked off, and find leads into them', async ({
  retrace,
}) => {
  const { page, replayer } = retrace;
  await retrace.open('#/t/~0.0?step=2');
  const article = replayer.getByRole('article', { name: /^Step 2: / });
  await article.getByRole('button', { name: 'Turns as recorded' }).click();
  const turns = article.getByRole('region', { name: /^Turn \d+ as recorded$/ });
  await expect(turns).not.toHaveCount(0);
  await expect(turns.first()).toContainText(/<think>[^]*<\/think>[^]*<tool_call>[^]*<\/tool_call>/);
  await expect(turns.nth(1)).toContainText(/<tool_response>[^]*<\/tool_response>/);
  await page.keyboard.press('/');
  await page.keyboard.type('</think>');
  await expect.poll(() => page.evaluate(() => CSS.highlights.get('retrace-here')?.size ?? 0)).toBe(1);
  await expect(article.locator('[aria-current="location"]')).toBeVisible();
  await page.keyboard.press('Escape');
  expect(await retrace.violations()).toEqual([]);
  await article.getByRole('button', { name: 'Turns as recorded' }).click();
  await expect(turns).toHaveCount(0);
});
