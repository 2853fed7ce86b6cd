/** The workspace by keyboard alone: no mouse, no focus set by the test. */
import type { Locator } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test, type Retrace, deepTest } from './fixtures';

const demo = readFileSync(fileURLToPath(new URL('../public/demo/glm-5.1.parquet', import.meta.url)));

/** Tab until the target has the focus; fails when it is not reached, or when focus falls on nothing. */
async function tabTo({ page }: Retrace, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 120; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  await expect(target).toBeFocused();
}

/** Arrow down to an item of the open menu, and take it. */
async function choose({ page }: Retrace, name: string): Promise<void> {
  const item = page.getByRole('menuitem', { name });
  await expect(item).toBeVisible();
  for (let presses = 0; presses < 20; presses += 1) {
    if (await item.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press('ArrowDown');
  }
  await expect(item).toBeFocused();
  await page.keyboard.press('Enter');
}

test('filter by a facet, flip and remove its chip, sort, open', async ({ retrace }) => {
  const { page } = retrace;
  await retrace.open();
  const box = page
    .getByRole('group', { name: 'Config', exact: true })
    .getByRole('checkbox', { name: /^glm-5\.1 / });
  await tabTo(retrace, box);
  await page.keyboard.press('Space');
  await expect(page).toHaveURL(/config=glm-5\.1/);
  await retrace.idle();
  await expect(box).toBeFocused();
  const chips = page.getByRole('group', { name: 'Filters' });
  await tabTo(retrace, chips.getByRole('button', { name: 'Config glm-5.1', exact: true }));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/config=-glm-5\.1/);
  await retrace.idle();
  await expect(retrace.list.getByRole('option').first()).toHaveAccessibleName(/, kimi,/);
  await tabTo(retrace, chips.getByRole('button', { name: 'Remove filter Config glm-5.1' }));
  await page.keyboard.press('Enter');
  await expect(chips).toHaveCount(0);
  await tabTo(retrace, page.getByRole('button', { name: /^Sort: / }));
  await page.keyboard.press('Enter');
  await choose(retrace, 'Think words');
  await expect(page).toHaveURL(/sort=think\.desc/);
  await retrace.idle();
  await tabTo(retrace, retrace.list);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(retrace.heading).toBeFocused();
});

deepTest('the order of attention, and the walk through failures and trajectories', async ({ retrace }) => {
  const { page } = retrace;
  await retrace.open('#/browse?failures=2-');
  await tabTo(retrace, page.getByRole('button', { name: 'Attention', exact: true }));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/sort=attention\.desc/);
  await retrace.idle();
  await tabTo(retrace, retrace.list);
  await page.keyboard.press('Enter');
  await expect(retrace.heading).toBeFocused();
  const landed = await retrace.heading.textContent();
  await page.keyboard.press('e');
  await expect(retrace.heading).not.toHaveText(landed ?? '');
  await retrace.idle();
  const address = new URL(page.url()).hash.split('?')[0] ?? '';
  await page.keyboard.press('Shift+J');
  await expect(page).not.toHaveURL((url) => url.hash.startsWith(`${address}?`));
});

deepTest('a URL is opened, and is in the recent sources afterwards', async ({ retrace, data }) => {
  const { page } = retrace;
  data.files.set('train.parquet', new Uint8Array(demo));
  await retrace.open();
  const dataset = page.getByRole('button', { name: /^Dataset: / });
  await tabTo(retrace, dataset);
  await page.keyboard.press('Enter');
  await choose(retrace, 'Open files or a URL…');
  const field = page.getByRole('textbox', { name: /^URL of a parquet/ });
  await tabTo(retrace, field);
  await page.keyboard.insertText(data.url('ok', 'train.parquet'));
  await page.keyboard.press('Enter');
  await expect(dataset).toHaveAccessibleName('Dataset: train.parquet');
  await retrace.idle();
  await expect(retrace.list.getByRole('option').first()).toBeVisible();
  await retrace.open();
  await tabTo(retrace, dataset);
  await page.keyboard.press('Enter');
  await choose(retrace, 'train.parquet');
  await expect(dataset).toHaveAccessibleName('Dataset: train.parquet');
});

deepTest('a figure is read and filtered through its table', async ({ retrace }) => {
  const { page } = retrace;
  await page.setViewportSize({ width: 1440, height: 900 });
  await retrace.open();
  const figure = page.getByRole('figure', { name: 'Conversation length' });
  await tabTo(retrace, figure.getByRole('button', { name: 'Show data' }));
  await page.keyboard.press('Enter');
  const row = page.getByRole('table', { name: 'Conversation length' }).getByRole('row').nth(6);
  const count = (await row.getByRole('cell').nth(1).textContent()) ?? '';
  await tabTo(retrace, row.getByRole('button'), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/turns=\d+-\d+/);
  await retrace.idle();
  await expect(retrace.matches).toHaveText(new RegExp(`^${count} of`));
});
