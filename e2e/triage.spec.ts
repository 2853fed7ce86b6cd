/** Triage: by keyboard and by mouse, kept and shared between tabs, as a filter, out to a file and in again. */
import { readFile } from 'node:fs/promises';
import { expect, test, deepTest } from './fixtures';

test('by keyboard: mark, note, undo, filter, in the list and in the replayer; another tab and a reload know', async ({
  retrace,
  context,
}) => {
  const { page, list } = retrace;
  await retrace.open();
  const options = list.getByRole('option');
  await list.focus();
  await page.keyboard.press('1');
  await expect(options.first()).toHaveAccessibleName(/, keep$/);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('2');
  await expect(options.nth(1)).toHaveAccessibleName(/, drop$/);
  await page.keyboard.press('u');
  await expect(options.nth(1)).not.toHaveAccessibleName(/, drop$/);
  await page.keyboard.press('m');
  await expect(page.getByRole('textbox', { name: 'Note' })).toBeFocused();
  const naughty = `<img src=x onerror=alert(1)> "');DROP TABLE triage;--`;
  await page.keyboard.type(naughty);
  await page.keyboard.press('Enter');
  await expect(list).toBeFocused();
  await page.keyboard.press('3');
  await expect(options.nth(1)).toHaveAccessibleName(new RegExp(', unsure, note: <img src=x'));
  await page.keyboard.press('Enter');
  await expect(retrace.heading).toBeVisible();
  await retrace.idle();
  await page.keyboard.press('2');
  await expect(page.getByRole('button', { name: 'Mark: Drop' })).toBeVisible();

  // shift-range tick, and the marks in another tab
  const other = await context.newPage();
  await other.goto(`${retrace.url}#/browse?triage=keep&triage=drop`);
  await expect(other.getByRole('status', { name: 'Matches' })).toHaveText('2 of 160 trajectories');
  await page.keyboard.press('1');
  await expect(other.getByRole('option').nth(1)).toHaveAccessibleName(/, keep, note: /);
  await other.getByRole('listbox', { name: 'Trajectories' }).focus();
  await other.keyboard.press('2');
  await expect(other.getByRole('option').first()).toHaveAccessibleName(/, drop$/);
  await other.close();
  await retrace.open('#/browse?triage=drop');
  await expect(retrace.matches).toHaveText('1 of 160 trajectories');
  await expect(options.first()).toHaveAccessibleName(/, drop$/);
});

deepTest(
  'by mouse: range, all matching, verdicts for all ticked, the facet, export and import',
  async ({ retrace }) => {
    const { page, list } = retrace;
    await retrace.open('#/browse?config=kimi');
    const ticks = list.locator('[data-part="tick"]');
    await ticks.nth(1).click();
    await ticks.nth(4).click({ modifiers: ['Shift'] });
    await expect(list.getByRole('option', { selected: true })).toHaveCount(4);
    const menu = page.getByRole('button', { name: 'Tick and mark' });
    await menu.click();
    await page.getByRole('menuitem', { name: 'Drop the 4 ticked' }).click();
    await expect(
      page.getByRole('group', { name: 'Triage' }).getByRole('checkbox', { name: 'drop 4' }),
    ).toBeVisible();
    await menu.click();
    await page.getByRole('menuitem', { name: 'Tick all 84 matching' }).click();
    await menu.click();
    await page.getByRole('menuitem', { name: 'Keep the 84 ticked' }).click();
    await expect(page.getByRole('checkbox', { name: 'keep 84' })).toBeVisible();
    await retrace.idle();
    expect(await retrace.violations()).toEqual([]);

    await menu.click();
    const saving = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'Export 84 marks' }).click();
    const path = await (await saving).path();
    const lines = (await readFile(path, 'utf8')).trim().split('\n');
    expect(lines).toHaveLength(84);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ row: 0, verdict: 'keep', source: 'demo' });
    await menu.click();
    await page.getByRole('menuitem', { name: /^Undo/ }).click();
    await expect(page.getByRole('checkbox', { name: 'drop 4' })).toBeVisible();
    await page.getByLabel('Marks file').setInputFiles({
      name: 'marks.jsonl',
      mimeType: 'application/jsonl',
      buffer: Buffer.from(`${lines.join('\n')}\n{"id": "nobody", "verdict": "keep"}\nnot json\n`),
    });
    await expect(page.getByText('84 marks read from marks.jsonl.')).toContainText(
      'Not read: 1 match nothing that is open: nobody; line 86: not JSON.',
    );
    await page.getByRole('checkbox', { name: 'keep 84' }).check();
    await expect(retrace.matches).toHaveText('84 of 160 trajectories');
  },
);
