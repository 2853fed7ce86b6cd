/** Two runs side by side: from two ticked rows, from a task, by address; by mouse and by keyboard. */
import { expect, PHONE_LOOK, test } from './fixtures';

test('two ticked rows are compared, aligned, unfolded, opened alone', async ({ retrace }) => {
  const { page } = retrace;
  // both are runs of one task, by two models
  await retrace.open('#/browse?q=rate%20limiter');
  await expect(retrace.matches).toHaveText(/^[2-9]\d* of 160/);
  await retrace.list.focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await page.getByRole('link', { name: 'Compare' }).focus();
  await page.keyboard.press('Enter');
  await retrace.idle();
  const table = page.getByRole('table', { name: 'Aligned steps' });
  await expect(table).toBeVisible();
  const said = (await page.getByRole('status', { name: 'Comparison' }).textContent()) ?? '';
  const [same = 0, others = 0, outcome = 0, onlyA = 0, onlyB = 0] = [...said.matchAll(/\d+/g)].map(Number);
  const stepsOf = async (letter: string): Promise<number> => {
    const facts = page.getByRole('region', { name: `Run ${letter}` }).getByText(/^\d+ steps? ·/);
    return Number((await facts.textContent())?.match(/^\d+/)?.[0]);
  };
  expect(same + others + outcome + onlyA).toBe(await stepsOf('A'));
  expect(same + others + outcome + onlyB).toBe(await stepsOf('B'));
  await expect(table).toHaveAttribute('aria-rowcount', String(same + others + outcome + onlyA + onlyB));

  const differing = page.getByRole('button', { name: /other arguments|: same|other outcome/ }).first();
  await differing.focus();
  await page.keyboard.press('Enter');
  await expect(table.getByText(/^(Arguments|Response|Think and text): /).first()).toBeVisible();
  for (const worn of PHONE_LOOK) {
    await retrace.wear(worn);
    await retrace.look('compare');
  }
  await page.getByRole('button', { name: 'Differences only' }).click();
  await expect(table).toHaveAttribute('aria-rowcount', String(others + outcome + onlyA + onlyB));

  const before = await page.getByRole('region', { name: 'Run A' }).textContent();
  await page.getByRole('button', { name: 'Swap' }).click();
  await expect(page.getByRole('region', { name: 'Run B' })).toContainText(before?.slice(1) ?? '');
  await page
    .getByRole('link', { name: /^A, Step / })
    .first()
    .click();
  await expect(retrace.heading).toBeVisible();
});

test('from a trajectory to the same task in another config; what cannot be compared is said', async ({
  retrace,
}) => {
  const { page } = retrace;
  await retrace.open('#/t/~0.0?step=1');
  await page.getByRole('button', { name: 'Copy as' }).click();
  await page.getByRole('menuitem', { name: 'Compare with the same task in another config' }).click();
  await expect(page).toHaveURL(/#\/compare\?/);
  await expect(page.getByRole('region', { name: 'Run A' })).toContainText('kimi');
  await expect(page.getByRole('region', { name: 'Run B' })).toContainText('glm-5.1');
  await retrace.open('#/compare');
  await expect(page.getByRole('heading', { name: 'Choose two trajectories' })).toBeVisible();
  await retrace.open('#/compare?a=~0.0&b=nobody');
  await expect(page.getByRole('alert')).toContainText('Run B cannot be shown');
});
