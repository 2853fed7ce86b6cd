/** A list longer than a page can be: every row is reached by wheel, by dragging and by keys, and few are drawn. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeTestParquet } from '../src/testing/parquetFiles';
import { formatCount } from '../src/lib/text';
import { IS_DEEP, expect, test } from './fixtures';

/** On a phone 100,000 rows are 7.2 million px: more than the track; the deep run takes a million. */
const ROWS = IS_DEEP ? 1_000_000 : 100_000;

function manyRows(): Uint8Array {
  return writeTestParquet(
    Array.from({ length: ROWS }, (_, row) => ({
      id: `id-${row}`,
      conversations: [{ from: 'human', value: 'x' }],
      tools: '[]',
      category: `category ${row % 3}`,
      subcategory: '',
      task: `task ${row + 1}`,
    })),
  );
}

test('every row of a large list is reached, and Back restores the place', async ({ retrace }) => {
  test.setTimeout(300_000);
  const { page, list } = retrace;
  const folder = mkdtempSync(join(tmpdir(), 'retrace-'));
  writeFileSync(join(folder, 'many.parquet'), manyRows());
  await page.setViewportSize({ width: 390, height: 844 });
  await retrace.open();
  await page.getByRole('button', { name: /^Dataset: / }).click();
  await page.getByRole('menuitem', { name: 'Open files or a URL…' }).click();
  await page.getByTestId('file-picker').setInputFiles(join(folder, 'many.parquet'));
  const all = formatCount(ROWS);
  await expect(retrace.matches).toHaveText(`${all} of ${all} trajectories`, { timeout: 120_000 });

  /** Numbers of the rows that are wholly in view; the drawn ones are counted too. */
  const inView = (): Promise<{ rows: number[]; drawn: number }> =>
    list.evaluate((box) => {
      const { top, bottom } = box.getBoundingClientRect();
      const options = [...box.querySelectorAll('[role="option"]')];
      const rows = options
        .filter((option) => {
          const place = option.getBoundingClientRect();
          return place.top >= top - 1 && place.bottom <= bottom + 1;
        })
        .map((option) => Number(option.getAttribute('aria-posinset')));
      return { rows, drawn: options.length };
    });
  const expectWithout = async (holes: { first?: number; last?: number }): Promise<number[]> => {
    await expect
      .poll(async () => {
        const { rows } = await inView();
        return [holes.first ?? rows[0], holes.last ?? rows.at(-1), rows.length > 3];
      })
      .toEqual([holes.first ?? expect.any(Number), holes.last ?? expect.any(Number), true]);
    const { rows, drawn } = await inView();
    expect(rows).toEqual(rows.map((_, index) => (rows[0] ?? 0) + index));
    expect(drawn).toBeLessThanOrEqual(200);
    return rows;
  };

  await expectWithout({ first: 1 });
  await list.focus();
  await page.keyboard.press('End');
  await expectWithout({ last: ROWS });
  await expect(list.getByRole('option', { name: new RegExp(`^task ${ROWS},`) })).toBeVisible();
  await page.keyboard.press('Home');
  await expectWithout({ first: 1 });
  for (let step = 0; step < 30; step += 1) await page.keyboard.press('ArrowDown');
  expect(await expectWithout({})).toContain(31);
  await page.keyboard.press('PageDown');
  await expectWithout({});

  // a wheel skips nothing: what was last in view is followed by what is first in view
  await list.hover();
  let before = await expectWithout({});
  for (let step = 0; step < 5; step += 1) {
    await page.mouse.wheel(0, 400);
    await expect.poll(async () => (await inView()).rows[0]).not.toBe(before[0]);
    const rows = await expectWithout({});
    expect(rows[0]).toBeLessThanOrEqual((before.at(-1) ?? 0) + 1);
    before = rows;
  }

  // as the scroll bar does: far, then by wheel to a row there
  await list.evaluate((box) => {
    box.scrollTop = box.scrollHeight * 0.5;
  });
  await expect.poll(async () => (await inView()).rows[0]).toBeGreaterThan(ROWS * 0.45);
  const middle = await expectWithout({});
  const chosen = middle[2] ?? 0;
  const option = list.getByRole('option', { name: new RegExp(`^task ${chosen},`) });
  const box = await option.boundingBox();
  await option.click();
  await expect(retrace.replayer).toBeVisible();
  await page.goBack();
  await expectWithout({});
  await expect(option).toBeVisible();
  const after = await option.boundingBox();
  expect(Math.abs((after?.y ?? 0) - (box?.y ?? 0))).toBeLessThanOrEqual(2);
  // the cursor is where it was
  await list.focus();
  await expect(option).toHaveAttribute('data-cursor', 'focused');
  rmSync(folder, { recursive: true });
});
