/** Finding: ranges, exclusion and combinations of facets, by mouse and by keyboard; every count counted again. */
import { readFileSync } from 'node:fs';
import { openBytes } from '../src/source';
import { computeMetrics, parseRecord, type Trajectory, type TrajectoryMetrics } from '../src/trace';
import { expect, test, type Retrace } from './fixtures';

interface Run {
  readonly trajectory: Trajectory;
  readonly metrics: TrajectoryMetrics;
  readonly tools: ReadonlySet<string>;
}

async function readDemo(): Promise<readonly Run[]> {
  const runs: Run[] = [];
  for (const name of ['kimi', 'glm-5.1']) {
    const file = await openBytes(name, readFileSync(`public/demo/${name}.parquet`));
    for await (const { rows } of file.readRows()) {
      for (const raw of rows) {
        const parsed = raw.kind === 'record' ? parseRecord(raw.record) : raw;
        if (parsed.kind !== 'trajectory') continue;
        const { trajectory } = parsed;
        const tools = new Set(trajectory.steps.flatMap((step) => step.calls.map((call) => call.name)));
        runs.push({ trajectory, metrics: computeMetrics(trajectory), tools });
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

test('what the writer recorded is a facet where it is there', async ({ retrace }) => {
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
