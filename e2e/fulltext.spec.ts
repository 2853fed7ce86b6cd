/** Full text over the list: the same hits as a plain scan, by keyboard alone, and a link that brings others there. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { formatCount } from '../src/lib/text';
import { expect, test, deepTest } from './fixtures';

const root = fileURLToPath(new URL('..', import.meta.url));

function scan(text: string, ...more: readonly string[]): { hits: number; found: readonly unknown[] } {
  const files = ['kimi', 'glm-5.1'].map((name) => `public/demo/${name}.parquet`);
  const { stdout } = spawnSync(
    process.execPath,
    ['bin/retrace.mjs', 'find', '--json', ...more, ...files, text],
    { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  return JSON.parse(stdout) as ReturnType<typeof scan>; // the command's own object
}

const wordsOf = ({ hits, found }: ReturnType<typeof scan>): string =>
  `${formatCount(hits)} hits in ${formatCount(found.length)} trajectories`;

test('by keyboard: asked, counted as the terminal counts, followed to the lit place, back, ticked, narrowed', async ({
  retrace,
}) => {
  const { page } = retrace;
  await retrace.open();
  await page.getByRole('searchbox', { name: 'Search' }).press('Tab');
  await page.keyboard.press('Enter');
  const panel = page.getByRole('complementary', { name: 'Full text' });
  await expect(panel.getByRole('searchbox', { name: 'Text' })).toBeFocused();
  await expect(panel).toContainText(/reads [\d.]+ MB/);
  await page.keyboard.type('traceback');
  await panel.getByRole('checkbox', { name: 'Tool responses' }).press('Space');
  await panel.getByRole('combobox', { name: 'of tool' }).fill('terminal');
  await page.keyboard.press('Enter');
  const found = panel.getByRole('status', { name: 'Hits found' });
  const plain = scan('traceback', '--in', 'responses:terminal');
  await expect(found).toHaveText(wordsOf(plain));
  expect(page.url()).toContain('in=responses:terminal&text=traceback');
  await retrace.idle();
  expect(await retrace.violations()).toEqual([]);

  const first = panel.getByRole('group', { name: 'Hits' }).getByRole('link').first();
  await expect(first.locator('mark')).toHaveText(/traceback/i);
  await first.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await expect(first).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(retrace.heading).toBeVisible();
  await expect
    .poll(() => page.evaluate(() => [...(CSS.highlights.get('retrace-here') ?? [])].map(String)))
    .toEqual([expect.stringMatching(/^traceback$/i)]);
  await page.goBack();
  // the answer is still there, nothing is read again
  await expect(found).toHaveText(/hits in/);
  await panel.getByRole('button', { name: /^Tick these/ }).press('Enter');
  await expect(retrace.list.getByRole('option', { selected: true }).first()).toBeVisible();

  // the list shows what was found only, and so do its counts; the chip turns it round and takes it back
  const { length } = plain.found;
  await panel.getByRole('button', { name: `Show only these ${length}` }).press('Enter');
  await expect(retrace.matches).toHaveText(`${length} of 160 trajectories`);
  await retrace.idle();
  const configs = page.getByRole('group', { name: 'Config' }).getByRole('checkbox');
  const counts = (await configs.evaluateAll((all) => all.map((each) => each.ariaLabel ?? ''))).map((name) =>
    Number(/\d+$/.exec(name)?.[0]),
  );
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(length);
  await retrace.look('fulltext-narrowed');
  const chip = page.getByRole('group', { name: 'Filters', exact: true });
  await chip
    .getByRole('button', { name: 'Full text “traceback” in responses:terminal', exact: true })
    .click();
  await expect(retrace.matches).toHaveText(`${160 - length} of 160 trajectories`);
  await chip.getByRole('button', { name: /^Remove filter Full text/ }).click();
  await expect(retrace.matches).toHaveText('160 of 160 trajectories');

  // a link says what was not searched where it is opened
  await page.goto('about:blank');
  await retrace.open('#/browse?text=traceback&in=responses:terminal&hits=only');
  await expect(chip).toContainText('0 of 160 searched');
  await panel.getByRole('button', { name: 'Search' }).click();
  await expect(retrace.matches).toHaveText(`${length} of 160 trajectories`);
  await expect(chip).not.toContainText('searched');
});

test('by link: nothing is read before it is asked; naughty text is text; filters narrow it', async ({
  retrace,
}) => {
  const { page } = retrace;
  const naughty = `"');DROP TABLE--<img src=x onerror=alert(1)>.*`;
  await retrace.open(`#/browse?config=kimi&text=${encodeURIComponent(naughty)}`);
  const panel = page.getByRole('complementary', { name: 'Full text' });
  await expect(panel).toContainText('Not searched yet');
  await expect(panel.getByRole('searchbox', { name: 'Text' })).toHaveValue(naughty);
  await panel.getByRole('button', { name: 'Search' }).click();
  await expect(panel.getByRole('status', { name: 'Hits found' })).toHaveText('0 hits in 0 trajectories');
  await expect(panel).toContainText('84 of 84 trajectories');
  await panel.getByRole('button', { name: 'Close full text' }).click();
  await expect(panel).toBeHidden();
  expect(page.url()).not.toContain('text=');
});

deepTest(
  'a regular expression: checked as it is typed, counted as the terminal counts, and stopped where it takes for ever',
  async ({ retrace }) => {
    const { page } = retrace;
    const lines = ['fine: aaa', `hopeless: ${'a'.repeat(60)}!`, 'fine: aa'].map((value, row) =>
      JSON.stringify({ id: `r${row}`, conversations: [{ from: 'human', value }] }),
    );
    await retrace.open('#/browse?config=kimi&match=regex&text=traceback+%5C(%5Cw%2B');
    const panel = page.getByRole('complementary', { name: 'Full text' });
    const found = panel.getByRole('status', { name: 'Hits found' });
    await panel.getByRole('button', { name: 'Search' }).click();
    const { hits, found: rows } = scan('traceback \\(\\w+', '--regex');
    expect(hits).toBeGreaterThan(0);
    const kimi = rows.filter((row) => JSON.stringify(row).includes('kimi.parquet'));
    await expect(found).toContainText(`in ${kimi.length} trajectories`);
    await panel.getByRole('group', { name: 'Hits' }).getByRole('link').first().click();
    await expect(retrace.heading).toBeVisible();
    await expect
      .poll(() => page.evaluate(() => [...(CSS.highlights.get('retrace-here') ?? [])].map(String)))
      .toEqual([expect.stringMatching(/^Traceback \(most$/)]);
    await page.goBack();

    await page.getByRole('button', { name: /^Dataset: / }).click();
    await page.getByRole('menuitem', { name: 'Open files or a URL…' }).click();
    await page.getByTestId('file-picker').setInputFiles({
      name: 'slow.jsonl',
      mimeType: 'application/jsonl',
      buffer: Buffer.from(lines.join('\n')),
    });
    await expect(retrace.matches).toHaveText('3 of 3 trajectories');
    if (await panel.isHidden()) await page.getByRole('button', { name: 'Full text' }).click();
    const regex = panel.getByRole('checkbox', { name: 'Regular expression' });
    await regex.check();
    const text = panel.getByRole('searchbox', { name: 'Text' });
    await text.fill('(a+)+$(');
    await expect(panel.getByText(/Invalid regular expression/)).toBeVisible();
    await expect(panel.getByRole('button', { name: 'Search' })).toBeDisabled();
    await retrace.look('fulltext-regex');
    await text.fill(': (a+)+$');
    await page.keyboard.press('Enter');
    await expect(found).toHaveText('2 hits in 2 trajectories', { timeout: 30_000 });
    await panel.getByText('1 row could not be searched').click();
    await expect(panel).toContainText('row 1: the regular expression took longer than 1 s in this row');
  },
);
