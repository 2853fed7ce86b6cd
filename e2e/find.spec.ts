/** Finding: ranges, exclusion and combinations of facets, by mouse and by keyboard; every count counted again. */
import { readFileSync } from 'node:fs';
import { openBytes } from '../src/source';
import { computeMetrics, parseRecord, type Trajectory, type TrajectoryMetrics } from '../src/trace';
import { WIDE_LOOK, expect, test, type Retrace, deepTest } from './fixtures';

interface Run {
  /** Where it lies: file, row. */
  readonly place: string;
  readonly trajectory: Trajectory;
  readonly metrics: TrajectoryMetrics;
  readonly tools: ReadonlySet<string>;
}

async function readDemo(): Promise<readonly Run[]> {
  const runs: Run[] = [];
  for (const [at, name] of ['kimi', 'glm-5.1'].entries()) {
    const file = await openBytes(name, readFileSync(`public/demo/${name}.parquet`));
    for await (const { rows } of file.readRows()) {
      for (const raw of rows) {
        const parsed = raw.kind === 'record' ? parseRecord(raw.record) : raw;
        if (parsed.kind !== 'trajectory') continue;
        const { trajectory } = parsed;
        const tools = new Set(trajectory.steps.flatMap((step) => step.calls.map((call) => call.name)));
        runs.push({ place: `${at},${raw.row}`, trajectory, metrics: computeMetrics(trajectory), tools });
      }
    }
  }
  return runs;
}

const demo = readDemo();

async function expectMatches({ idle, matches }: Retrace, fits: (run: Run) => boolean): Promise<void> {
  await idle();
  const count = (await demo).filter(fits).length;
  expect(count).toBeGreaterThan(0);
  await expect(matches).toHaveText(`${count} of ${(await demo).length} trajectories`);
}

const between = (value: number, min: number, max: number): boolean => value >= min && value <= max;

test('ranges by fields and by dragging; tools any, all, none', async ({ retrace }) => {
  const { page } = retrace;
  await retrace.open();
  const turns = page.getByRole('group', { name: 'Turns', exact: true });
  const bars = turns.locator('svg title');
  await expect(bars.first()).toBeAttached();
  const before = await bars.allTextContents();

  await turns.getByRole('textbox', { name: 'Turns at least' }).focus();
  await page.keyboard.type('12');
  await page.keyboard.press('Tab');
  await page.keyboard.type('9');
  await page.keyboard.press('Enter');
  await expect(turns.getByRole('textbox', { name: 'Turns at most' })).toHaveAttribute('aria-invalid', 'true');
  await expect(page).not.toHaveURL(/turns=/);
  await page.keyboard.press('Backspace');
  await page.keyboard.type('30');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/turns=12-30/);
  await expectMatches(retrace, ({ metrics }) => between(metrics.turns, 12, 30));
  // its own clause is left out of its own counts
  expect(await bars.allTextContents()).toEqual(before);

  const plot = page.getByRole('group', { name: 'Characters', exact: true }).locator('svg');
  await plot.scrollIntoViewIfNeeded();
  const box = (await plot.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(box.x + box.width * 0.75, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + 14, { steps: 3 });
  await page.mouse.move(box.x + box.width * 0.25, box.y + 14, { steps: 3 });
  await page.mouse.up();
  await expect(page).toHaveURL(/chars=\d+-\d+/);
  const [, min = '', max = ''] = /chars=(\d+)-(\d+)/.exec(page.url()) ?? [];
  const isChosen = ({ metrics }: Run): boolean =>
    between(metrics.turns, 12, 30) && between(metrics.chars, Number(min), Number(max));
  await expectMatches(retrace, isChosen);

  const tools = page.getByRole('group', { name: 'Tool', exact: true });
  await tools.getByRole('checkbox', { name: /^terminal / }).click();
  await tools.getByRole('checkbox', { name: /^read_file / }).click();
  await expectMatches(
    retrace,
    (run) => isChosen(run) && (run.tools.has('terminal') || run.tools.has('read_file')),
  );
  await tools.getByRole('button', { name: 'any of these' }).click();
  await expect(page).toHaveURL(/toolmode=all/);
  await expectMatches(
    retrace,
    (run) => isChosen(run) && run.tools.has('terminal') && run.tools.has('read_file'),
  );
  await tools.getByRole('button', { name: 'Exclude patch' }).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/tool=-patch/);
  const isLast = (run: Run): boolean =>
    isChosen(run) && run.tools.has('terminal') && run.tools.has('read_file') && !run.tools.has('patch');
  await expectMatches(retrace, isLast);
  await page.reload();
  await expectMatches(retrace, isLast);
  await page.getByRole('button', { name: 'Any characters' }).click();
  await expect(page).not.toHaveURL(/chars=/);
});

test('the filter as text, completed by keyboard, says what is wrong', async ({ retrace }) => {
  const { page } = retrace;
  await retrace.open();
  const field = page.getByRole('searchbox', { name: 'Search' });
  const options = page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option');
  await expect(
    page.getByRole('group', { name: 'Tool', exact: true }).getByRole('checkbox').first(),
  ).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('too');
  await expect(options.first()).toContainText('tool');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(field).toHaveValue('tool:');
  await page.keyboard.type('termi');
  await expect(options).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.type('-tool:patch turns:12..30');
  await expect(page).toHaveURL(/tool=terminal&tool=-patch&turns=12-30/);
  const fits = ({ metrics, tools }: Run): boolean =>
    between(metrics.turns, 12, 30) && tools.has('terminal') && !tools.has('patch');
  await expectMatches(retrace, fits);
  await page.keyboard.type(' catt:x');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toHaveAccessibleDescription(/^Character 40: There is no filter “catt”; there is cat/);
  expect(await retrace.violations()).toEqual([]);
  // the last that could be read still holds
  await expectMatches(retrace, fits);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Delete');
  await page.keyboard.press('Delete');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Enter');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await field.fill('tool:terminal -tool:patch turns:12..30');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'Remove filter Tool patch' }).click();
  await expect(field).toHaveValue('tool:terminal turns:12..30');
  await expectMatches(
    retrace,
    ({ metrics, tools }) => between(metrics.turns, 12, 30) && tools.has('terminal'),
  );
});

deepTest('what the writer recorded is a facet where it is there', async ({ retrace }) => {
  const { page } = retrace;
  await retrace.open();
  await expect(page.getByRole('group', { name: 'Config', exact: true })).toBeVisible();
  await expect(page.getByRole('group', { name: 'Model', exact: true })).toHaveCount(0);
  const record = (model: string, completed: boolean): string =>
    JSON.stringify({
      conversations: [
        { from: 'human', value: 'Do it' },
        { from: 'gpt', value: 'Done.' },
      ],
      model,
      completed,
      partial: model === 'small',
    });
  const lines = [record('small', false), record('large', true), record('large', true)].join('\n');
  await page.getByRole('button', { name: /^Dataset: / }).click();
  await page.getByRole('menuitem', { name: 'Open files or a URL…' }).click();
  await page
    .getByTestId('file-picker')
    .setInputFiles({ name: 'recorded.jsonl', mimeType: 'application/jsonl', buffer: Buffer.from(lines) });
  await expect(retrace.matches).toHaveText('3 of 3 trajectories');
  const model = page.getByRole('group', { name: 'Model', exact: true });
  await expect(model.getByRole('checkbox', { name: 'large 2' })).toBeVisible();
  await page
    .getByRole('group', { name: 'State', exact: true })
    .getByRole('checkbox', { name: 'partial 1' })
    .click();
  await retrace.idle();
  await expect(retrace.matches).toHaveText('1 of 3 trajectories');
  await expect(page).toHaveURL(/state=partial/);
});

test('how a list was made, by keyboard; the SQL shown gives the same rows on the page SQL', async ({
  retrace,
}) => {
  const { page } = retrace;
  const fits = ({ metrics, tools }: Run): boolean => between(metrics.turns, 12, 30) && !tools.has('patch');
  await retrace.open('#/browse?tool=-patch&turns=12-30');
  await expectMatches(retrace, fits);
  const dialog = page.getByRole('dialog', { name: 'How was this list made?' });
  const text = (title: string) => dialog.getByRole('region', { name: `${title}, text` });

  const button = page.getByRole('toolbar', { name: 'List' }).getByRole('button', {
    name: 'How was this list made?',
  });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(text('As text')).toHaveText('-tool:patch turns:12..30');
  await expect(text('DuckDB')).toContainText("read_parquet('kimi.parquet'");
  await expect(text('Python')).toContainText('import duckdb');
  await expect(dialog).not.toContainText('These give this list and more');
  const sql = await text('SQL as run, over the index').innerText();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(button).toBeFocused();

  await page.goto(`${retrace.url}#/sql`);
  const field = page.getByRole('textbox', { name: 'SQL', exact: true });
  await field.fill(sql);
  await field.press('Control+Enter');
  const fitting = (await demo).filter(fits);
  await expect(page.getByRole('status', { name: 'Result' })).toHaveText(
    new RegExp(`^${fitting.length} rows`),
  );
  const rows = page.getByRole('table', { name: 'Result' }).locator('[role="row"][aria-rowindex]');
  const shown = await rows.evaluateAll((all) =>
    all
      .filter((row) => Number(row.getAttribute('aria-rowindex')) > 1)
      .map((row) => [...row.querySelectorAll('[role="cell"]')].slice(2, 4).map((cell) => cell.textContent)),
  );
  expect(shown.length).toBeGreaterThan(5);
  expect(shown.map(String)).toEqual(fitting.slice(0, shown.length).map(({ place }) => place));

  // what only the parsers can tell is named with its reason; from the palette, on every page
  await page.goto(`${retrace.url}#/insights?failures=1-&tool=terminal`);
  await retrace.idle();
  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: 'Command' }).fill('how was this');
  await page.keyboard.press('Enter');
  await expect(dialog).toContainText('These give this list and more');
  await expect(page.getByRole('textbox', { name: 'Command' })).toHaveCount(0);
  for (const look of WIDE_LOOK) {
    await retrace.wear(look);
    await expect(text('DuckDB')).toBeVisible();
    await retrace.look('provenance');
  }
});

deepTest('columns and density by keyboard: shown, kept, and back as designed', async ({ retrace }) => {
  const { page, list } = retrace;
  await retrace.wear({ scheme: 'light', width: 1440, height: 900 });
  await retrace.open();
  const heads = page.getByText('Steps, first to last').locator('..').locator('span');
  const button = page.getByRole('button', { name: 'Columns and density' });
  // room for all of them
  await page.getByRole('button', { name: 'Overview' }).press('Enter');
  await button.press('Enter');
  const menu = page.getByRole('menu');
  for (const name of [/^Category/, /^Think words/])
    await menu.getByRole('menuitemcheckbox', { name }).press('Space');
  await menu.getByRole('menuitemradio', { name: 'Tall rows' }).press('Space');
  await retrace.look('columns-menu');
  await page.keyboard.press('Escape');
  await expect(button).toBeFocused();
  await expect(heads).toHaveText([
    '',
    'Task',
    'Category',
    'Subcategory',
    'Config',
    'Steps, first to last',
    'Turns',
    'Calls',
    'Failed',
    'Findings',
  ]);
  const height = (): Promise<number | undefined> =>
    list
      .getByRole('option')
      .first()
      .evaluate((option) => option.parentElement?.clientHeight);
  expect(await height()).toBe(44);
  await page.reload();
  await retrace.idle();
  expect(await height()).toBe(44);
  await expect(heads).toHaveCount(10);
  // what has no room is dropped, and the menu says so
  await page.setViewportSize({ width: 900, height: 900 });
  await expect(heads.filter({ hasText: 'Category' })).toHaveCount(0);
  await button.press('Enter');
  await expect(menu.getByRole('menuitemcheckbox', { name: /^Category/ })).toContainText('no room');
  await menu.getByRole('menuitem', { name: 'As it was designed' }).press('Enter');
  await expect.poll(height).toBe(32);
  await expect(menu.getByRole('menuitemcheckbox', { name: /^Category/ })).not.toBeChecked();
});
