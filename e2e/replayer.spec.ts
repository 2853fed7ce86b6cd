/** The replayer's movement and views: every key by keyboard alone, every point by mouse. */
import { expect, test } from './fixtures';

const current = '[aria-current="location"]';

test('t hides and shows think, r shows blocks as recorded, x folds and opens all', async ({ retrace }) => {
  const { page, replayer } = retrace;
  await retrace.open('#/t/~0.0?step=2');
  const article = page.getByRole('article', { name: /^Step 2: / });
  const view = page.getByRole('group', { name: 'View' });
  await expect(article.getByRole('group', { name: 'Think' })).toBeVisible();
  await page.keyboard.press('t');
  await expect(replayer.getByRole('group', { name: 'Think' })).toHaveCount(0);
  await expect(view.getByRole('button', { name: 'Think' })).toHaveAttribute('aria-pressed', 'false');
  await view.getByRole('button', { name: 'Think' }).click();
  await expect(article.getByRole('group', { name: 'Think' })).toBeVisible();

  await page.keyboard.press('r');
  await expect(article.getByRole('group', { name: /^Tool call: / }).first()).toContainText('<tool_call>');
  await expect(article.getByRole('group', { name: 'Think' })).toContainText('<think>');
  await view.getByRole('button', { name: 'Raw' }).click();
  await expect(article).not.toContainText('<tool_call>');

  await page.keyboard.press('x');
  await expect(article.getByRole('group', { name: 'Think' })).toContainText('folded');
  await expect(article.getByRole('group', { name: /^Tool response: / })).toHaveCount(0);
  await article
    .getByRole('button', { name: /folded/ })
    .last()
    .click();
  await expect(article.getByRole('group', { name: /^Tool response: / }).first()).toBeVisible();
  await view.getByRole('button', { name: 'Fold all' }).click();
  await expect(article.getByRole('group', { name: /^Tool response: / }).first()).toBeVisible();
  await expect(article).not.toContainText('folded');
});

test('l and h walk the blocks, over the borders of steps, and the address follows', async ({ retrace }) => {
  const { page, replayer, heading } = retrace;
  await retrace.open('#/t/~0.0?step=2');
  await page.keyboard.press('l');
  const focused = replayer.locator(current);
  await expect(focused).toHaveAccessibleName('Think');
  await expect(focused).toBeFocused();
  await expect(page).toHaveURL(/step=2&block=\d+\.0/);
  await page.keyboard.press('l');
  await expect(focused.or(focused.getByRole('group', { name: /^Tool call: / })).first()).toBeVisible();
  await expect(page).toHaveURL(/step=2&block=\d+\.1/);
  await page.keyboard.press('h');
  await page.keyboard.press('h');
  await expect(heading).toHaveText(/^Step 1 of/);
  await expect(focused).toHaveAccessibleName(/^Tool response: /);
  for (let press = 0; press < 6; press += 1) await page.keyboard.press('l');
  await expect(heading).not.toHaveText(/^Step 1 of/);
  await expect(focused).toHaveCount(1);
  await page.keyboard.press('j');
  await expect(focused).toHaveCount(0);
});

test(': and the button open a field that goes to a step; Escape closes it', async ({ retrace }) => {
  const { page, heading } = retrace;
  await retrace.open('#/t/~0.0');
  await page.keyboard.press(':');
  const field = page.getByRole('textbox', { name: /^Go to step/ });
  await expect(field).toBeFocused();
  await page.keyboard.type('5');
  await page.keyboard.press('Enter');
  await expect(heading).toHaveText(/^Step 5 of/);
  await expect(heading).toBeFocused();
  await page.getByRole('button', { name: 'Go to step' }).click();
  await page.keyboard.type('99999');
  await page.keyboard.press('Enter');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await page.keyboard.press('Escape');
  await expect(field).toHaveCount(0);
  await expect(heading).toBeFocused();
  await expect(heading).toHaveText(/^Step 5 of/);
});

test('/ finds in the whole trajectory, counts, goes to each hit and lights it; Escape gives focus back', async ({
  retrace,
}) => {
  const { page, heading } = retrace;
  await retrace.open('#/t/~0.0?step=2');
  await page.keyboard.press('/');
  const field = page.getByRole('searchbox', { name: 'Find in trajectory' });
  await expect(field).toBeFocused();
  await page.keyboard.type('RATE LIMITER');
  const found = page.getByRole('status', { name: 'Found' });
  await expect(found).toHaveText(/^\d+ of \d+$/);
  const first = await found.textContent();
  await expect(page).toHaveURL(/block=\d+\.\d+/);
  await expect.poll(() => page.evaluate(() => CSS.highlights.get('retrace-here')?.size ?? 0)).toBe(1);
  await page.keyboard.press('Enter');
  await expect(found).not.toHaveText(first ?? '');
  await expect(field).toBeFocused();
  await page.keyboard.press('Shift+Enter');
  await expect(found).toHaveText(first ?? '');
  await page.getByRole('button', { name: 'Next match' }).click();
  await expect(found).not.toHaveText(first ?? '');
  await field.fill('no such text anywhere');
  await expect(found).toHaveText('Not found');
  await field.press('Escape');
  await expect(field).toHaveCount(0);
  await expect(heading).toBeFocused();
  await page.getByRole('button', { name: 'Find in trajectory' }).click();
  await expect(field).toBeFocused();
});

test('find opens what hides the hit: folded blocks and think that is not shown', async ({ retrace }) => {
  const { page, replayer } = retrace;
  await retrace.open('#/t/~0.0?step=3');
  await page.keyboard.press('x');
  await page.keyboard.press('t');
  await expect(replayer.getByRole('group', { name: 'Think' })).toHaveCount(0);
  await page.keyboard.press('/');
  await page.keyboard.type('<think>');
  await expect(page.getByRole('status', { name: 'Found' })).toHaveText(/^\d+ of \d+$/);
  await expect(replayer.locator(current)).toHaveAccessibleName('Think');
});

test('a permalink with a quote lights the text in its block', async ({ retrace }) => {
  const { page, replayer } = retrace;
  await retrace.open('#/t/~0.0?step=1&quote=rate%20limiter');
  await expect
    .poll(() => page.evaluate(() => [...(CSS.highlights.get('retrace-here') ?? [])].map(String)))
    .toEqual([expect.stringMatching(/rate limiter/i)]);
  await expect(replayer.getByRole('group', { name: 'User' }).first()).toBeVisible();
});
