/** Filters, figures, sort and attention: by mouse and by keyboard, all in the address. */
import { readFileSync } from 'node:fs';
import { openBytes } from '../src/source';
import { accumulateStats, parseRecord } from '../src/trace';
import { expect, test, type Retrace, deepTest } from './fixtures';

/** What the terminal's `stats` says of the demo. */
async function demoStats() {
  const stats = accumulateStats();
  for (const name of ['kimi', 'glm-5.1']) {
    const file = await openBytes(name, readFileSync(`public/demo/${name}.parquet`));
    for await (const { rows } of file.readRows()) {
      for (const raw of rows) {
        const parsed = raw.kind === 'record' ? parseRecord(raw.record) : raw;
        if (parsed.kind === 'trajectory') stats.addTrajectory(parsed.trajectory);
      }
    }
  }
  return stats.toJson();
}

async function matchCount({ matches }: Retrace): Promise<number> {
  await expect(matches).toHaveText(/^[\d,]+ of [\d,]+ trajectories$/);
  return Number((await matches.textContent())?.split(' ')[0]?.replaceAll(',', ''));
}

test('facet counts, figures and list agree with stats', async ({ retrace }) => {
  const stats = await demoStats();
  const { page } = retrace;
  await retrace.open();
  expect(await matchCount(retrace)).toBe(stats.rows);
  for (const [name, count] of Object.entries(stats.categories)) {
    const group = page.getByRole('group', { name: 'Category', exact: true });
    if (await group.getByRole('button', { name: /^\d+ more$/ }).isVisible())
      await group.getByRole('button', { name: /^\d+ more$/ }).click();
    await expect(group.getByRole('checkbox', { name: `${name} ${count}`, exact: true })).toBeVisible();
  }
  const tools = page.getByRole('figure', { name: 'Tool calls' });
  await tools.getByRole('button', { name: 'Show data' }).click();
  const table = page.getByRole('table', { name: 'Tool calls' });
  for (const [tool, calls] of Object.entries(stats.tools)
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, 10)) {
    await expect(
      table.getByRole('row').filter({ has: page.getByRole('button', { name: tool, exact: true }) }),
    ).toContainText(String(calls));
  }
});

test('a facet filters, its chip removes, the address reloads to the same list', async ({ retrace }) => {
  const { page } = retrace;
  await retrace.open();
  const all = await matchCount(retrace);
  const box = page
    .getByRole('group', { name: 'Config', exact: true })
    .getByRole('checkbox', { name: /^glm-5\.1 / });
  const count = Number((await box.getAttribute('aria-label'))?.split(' ').at(-1));
  await box.click();
  await retrace.idle();
  expect(await matchCount(retrace)).toBe(count);
  await expect(page).toHaveURL(/config=glm-5\.1/);
  const first = await retrace.list.getByRole('option').first().getAttribute('aria-label');
  await page.reload();
  await retrace.idle();
  expect(await matchCount(retrace)).toBe(count);
  expect(await retrace.list.getByRole('option').first().getAttribute('aria-label')).toBe(first);
  await page.getByRole('button', { name: 'Remove filter Config glm-5.1' }).click();
  await retrace.idle();
  expect(await matchCount(retrace)).toBe(all);
  await page.goBack();
  await retrace.idle();
  expect(await matchCount(retrace)).toBe(count);
});

test('a bar filters to exactly its value, by mouse and through its table by keyboard', async ({
  retrace,
}) => {
  const { page } = retrace;
  await retrace.open();
  const figure = page.getByRole('figure', { name: 'Category' });
  await figure.locator('.recharts-bar-rectangle').first().click();
  await retrace.idle();
  await expect(page).toHaveURL(/cat=/);
  const byMouse = await matchCount(retrace);
  await page.getByRole('button', { name: 'Clear' }).click();
  await retrace.idle();
  await figure.getByRole('button', { name: 'Show data' }).focus();
  await page.keyboard.press('Enter');
  const row = page.getByRole('table', { name: 'Category' }).getByRole('row').nth(1);
  const value = Number((await row.getByRole('cell').nth(1).textContent())?.replaceAll(',', ''));
  await row.getByRole('button').focus();
  await page.keyboard.press('Enter');
  await retrace.idle();
  expect(await matchCount(retrace)).toBe(value);
  expect(byMouse).toBe(value);
});

deepTest('search on the task narrows the list and is in the address', async ({ retrace }) => {
  const { page } = retrace;
  await retrace.open();
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Search' })).toBeFocused();
  await page.keyboard.type('rate limiter');
  await expect(page).toHaveURL(/q=rate%20limiter/);
  await retrace.idle();
  await expect(retrace.list.getByRole('option').first()).toHaveAccessibleName(/rate limiter/i);
  expect(await matchCount(retrace)).toBeGreaterThan(0);
});

test('no match says what leaving out each filter gives, and the way back works', async ({ retrace }) => {
  const { page } = retrace;
  await retrace.open('#/browse?config=glm-5.1&q=zzz-no-such-task');
  await expect(page.getByRole('heading', { name: 'No trajectory matches all filters' })).toBeVisible();
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Search' })
    .getByRole('button', { name: 'Leave out' })
    .click();
  await retrace.idle();
  expect(await matchCount(retrace)).toBeGreaterThan(0);
  await expect(page).toHaveURL(/config=glm-5\.1/);
});

test('attention: reasons in words, landing on the first failure, J and e walk on', async ({ retrace }) => {
  const { page } = retrace;
  await retrace.open('#/browse?failures=3-');
  await page.getByRole('button', { name: 'Attention', exact: true }).click();
  await retrace.idle();
  await expect(page).toHaveURL(/sort=attention\.desc/);
  const first = retrace.list.getByRole('option').first();
  await expect(first).toHaveAccessibleName(/failures?|loop/);
  await first.click();
  await expect(retrace.heading).toBeFocused();
  const step = (await retrace.heading.textContent())?.match(/^Step (\d+)/)?.[1];
  const article = page.getByRole('article', { name: new RegExp(`^Step ${step}(:|$)`) });
  await expect(
    article
      .getByRole('group', { name: /^Tool response: / })
      .filter({ hasText: 'failed' })
      .first(),
  ).toBeVisible();
  await expect(article.locator('mark').first()).toBeVisible();
  const address = new URL(page.url()).hash.split('?')[0] ?? '';
  await retrace.idle();
  await page.keyboard.press('Shift+J');
  await expect(page).not.toHaveURL((url) => url.hash.startsWith(`${address}?`));
  await expect(retrace.heading).toBeFocused();
  // no press is lost while a trajectory is still being read
  for (const key of ['J', 'J', 'J', 'K', 'K', 'K', 'K']) await page.keyboard.press(`Shift+${key}`);
  await expect(page).toHaveURL((url) => url.hash.startsWith(`${address}?`));
});

test('the outcome rule changes what counts as a failure', async ({ retrace }) => {
  const { page } = retrace;
  await retrace.open('#/browse?failures=1-');
  const structured = await matchCount(retrace);
  await page.getByRole('button', { name: 'Outcome rule: structured' }).click();
  await page.getByRole('menuitem', { name: 'tutorial' }).click();
  await retrace.idle();
  await expect(page).toHaveURL(/rule=tutorial/);
  expect(await matchCount(retrace)).toBeGreaterThan(structured);
});

deepTest('the palette runs commands and the sheet lists the keys', async ({ retrace }) => {
  const { page } = retrace;
  await retrace.open();
  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: 'Command' }).fill('attention');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/sort=attention/);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Next failure');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

deepTest('insights shows the same figures large, with the same filters', async ({ retrace }) => {
  const { page } = retrace;
  await retrace.open('#/insights?config=kimi');
  const count = await matchCount(retrace);
  await expect(page.getByRole('figure', { name: 'Category', exact: true })).toContainText(`n = ${count}`);
  await expect(page.getByRole('figure', { name: 'Conversation length' })).toBeVisible();
  await page.getByRole('link', { name: 'Open list' }).click();
  await retrace.idle();
  expect(await matchCount(retrace)).toBe(count);
});
