/** The figures of #/insights: each has its data, definition, SQL and file; choosing in one filters all others. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { countsOf } from '../scripts/fullscale/counts';
import { makeFullscale } from '../scripts/fullscale/make';
import { planRows } from '../scripts/fullscale/plan';
import { openBytes } from '../src/source';
import { parseRecord, tallyTools, type ToolTally } from '../src/trace';
import { expect, PHONE_LOOK, test, WIDE_LOOK, type Retrace, deepTest } from './fixtures';

const FIGURES = [
  'Category',
  'Tool calls',
  'Conversation length',
  'Failures',
  'Parallel width',
  'Findings',
  'Subcategory',
  'Steps',
  'Think depth',
  'Think depth per step',
  'Block length',
  'Failures by tool',
  'Failures by position',
  'Rules',
  'Recovery',
  'Tool transitions',
];

const shown = async ({ matches }: Retrace): Promise<number> =>
  Number((await matches.textContent())?.match(/^[\d,]+/)?.[0].replace(',', ''));

test('every figure has data, definition, SQL and a file; a choice by mouse or keyboard filters all', async ({
  retrace,
}) => {
  test.slow();
  const { page } = retrace;
  await retrace.open('#/insights');
  for (const name of FIGURES) {
    const figure = page.getByRole('figure', { name, exact: true });
    await figure.getByRole('button', { name: 'Definition' }).click();
    await expect(figure).toContainText(/trajector|blocks|calls|responses|Steps/i);
    await figure.getByRole('button', { name: 'SQL' }).click();
    await expect(figure).toContainText('SELECT');
    await figure.getByRole('button', { name: 'Show data' }).click();
    const table = figure.getByRole('table', { name, exact: true });
    const rows = await table.getByRole('row').count();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      figure.getByRole('button', { name: `Save ${name} as CSV` }).click(),
    ]);
    const lines = readFileSync(await download.path(), 'utf8')
      .trimEnd()
      .split('\r\n');
    expect(lines.length, name).toBe(rows);
    expect(lines[0]?.split(',').length, name).toBe(await table.getByRole('columnheader').count());
    await figure.getByRole('button', { name: 'Hide data' }).click();
  }

  // by keyboard: a bin of the table gives exactly its trajectories, and the other figures follow
  const depth = page.getByRole('figure', { name: 'Think depth', exact: true });
  await depth.getByRole('button', { name: 'Show data' }).focus();
  await page.keyboard.press('Enter');
  const row = depth.getByRole('row').nth(2);
  const count = Number(await row.getByRole('cell').nth(1).textContent());
  await row.getByRole('button').focus();
  await page.keyboard.press('Enter');
  await retrace.idle();
  await expect(page).toHaveURL(/think=\d+-\d+/);
  expect(await shown(retrace)).toBe(count);
  await expect(page.getByRole('figure', { name: 'Category', exact: true })).toContainText(`n = ${count}`);
  // the figure leaves out its own clause
  await expect(depth.getByRole('row')).not.toHaveCount(2);
  await page.goBack();
  await retrace.idle();

  // a width: as many trajectories as the table says, whose widest step it is
  const width = page.getByRole('figure', { name: 'Parallel width', exact: true });
  await width.getByRole('button', { name: 'Show data' }).click();
  const wide = width.getByRole('row').filter({ has: page.getByRole('button', { name: '2', exact: true }) });
  const widest = Number(await wide.getByRole('cell').last().textContent());
  await wide.getByRole('button').click();
  await retrace.idle();
  await expect(page).toHaveURL(/width=2-2/);
  expect(await shown(retrace)).toBe(widest);
  await expect(width).toContainText('width 2');
  await page.goBack();
  await retrace.idle();

  // the rule: the same runs fail in other numbers, and the address says which rule
  const failures = page.getByRole('figure', { name: 'Failures', exact: true });
  const failing = failures.locator('strong').first();
  await failures.scrollIntoViewIfNeeded();
  await retrace.idle();
  const structured = await failing.textContent();
  await page.getByRole('button', { name: 'Outcome rule: structured' }).click();
  await page.getByRole('menuitem', { name: 'tutorial' }).click();
  await retrace.idle();
  await expect(page).toHaveURL(/rule=tutorial/);
  expect(await failing.textContent()).not.toBe(structured);
  await page.goBack();
  await retrace.idle();

  // by mouse: a drag over bins takes all it passes
  const length = page.getByRole('figure', { name: 'Conversation length', exact: true });
  await length.scrollIntoViewIfNeeded();
  const plot = length.locator('.recharts-cartesian-grid, .recharts-surface').first();
  const box = await plot.boundingBox();
  if (box === null) throw new Error('no plot');
  const at = { y: box.y + box.height / 3 };
  await page.mouse.move(box.x + box.width * 0.35, at.y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.45, at.y, { steps: 4 });
  await page.mouse.move(box.x + box.width * 0.55, at.y, { steps: 4 });
  await page.mouse.up();
  await retrace.idle();
  await expect(page).toHaveURL(/turns=\d+-\d+/);
  const [, from, to] = /turns=(\d+)-(\d+)/.exec(page.url()) ?? [];
  expect(Number(to) - Number(from)).toBeGreaterThan(2);
  expect(await shown(retrace)).toBeGreaterThan(0);
  expect(await shown(retrace)).toBeLessThan(160);
});

deepTest('two configs side by side, in shares, by address', async ({ retrace }) => {
  const { page } = retrace;
  await retrace.open('#/insights');
  await page.getByRole('button', { name: 'Side by side' }).click();
  await page.getByRole('menuitem', { name: 'Demo: glm-5.1' }).click();
  await retrace.idle();
  await expect(page).toHaveURL(/src=demo:kimi&vs=demo:glm-5\.1/);
  const numbers = page.getByRole('table', { name: 'Both in numbers' });
  await expect(numbers.getByRole('row', { name: /^Trajectories 84 76$/ })).toBeVisible();
  for (const worn of WIDE_LOOK) {
    await retrace.wear(worn);
    await retrace.look('versus');
  }
  const tools = page.getByRole('figure', { name: 'Tool calls', exact: true });
  await tools.getByRole('button', { name: 'Show data' }).click();
  const cells = await tools
    .getByRole('row')
    .filter({ hasText: 'terminal' })
    .getByRole('cell')
    .allTextContents();
  const caption = (await tools.textContent()) ?? '';
  const [, nA = '', nB = ''] = /A: n = ([\d,]+), B: n = ([\d,]+)/.exec(caption) ?? [];
  const number = (text = ''): number => Number(text.replaceAll(/[,%]/g, ''));
  expect(number(cells[2])).toBeCloseTo((100 * number(cells[1])) / number(nA), 1);
  expect(number(cells[4])).toBeCloseTo((100 * number(cells[3])) / number(nB), 1);
  await page.reload();
  await expect(numbers).toBeVisible();
});

test('the card check: what differs is said, with a way to the rows; the rules disagree with examples', async ({
  retrace,
}) => {
  const { page } = retrace;
  await retrace.open('#/insights');
  await page.getByRole('button', { name: /^Compare with the card of lambda/ }).click();
  const table = page.getByRole('table', { name: 'Card check' });
  const samples = table.getByRole('row').filter({ hasText: 'Samples' }).first();
  await expect(samples).toContainText('7,646');
  await expect(samples).toContainText('84');
  await expect(samples).toContainText('differs');
  await samples.getByRole('link').click();
  await retrace.idle();
  await expect(retrace.matches).toHaveText(/^84 of 160/);

  await retrace.open('#/insights');
  const rules = page.getByRole('figure', { name: 'Rules', exact: true });
  await rules.getByRole('button', { name: 'Show data' }).click();
  await rules.getByRole('row').filter({ hasText: 'tutorial' }).getByRole('link').first().click();
  await expect(retrace.heading).toBeVisible();
});

deepTest('the card check at full scale: all the same, and one call doctored', async ({ retrace, data }) => {
  test.setTimeout(600_000);
  const { page } = retrace;
  const folder = process.env['RETRACE_FULLSCALE'] ?? '.cache/fullscale-whole';
  if (!existsSync(join(folder, 'data'))) await makeFullscale({ out: folder });
  const bytesOf = (config: string): Buffer => readFileSync(join(folder, 'data', config, 'train.parquet'));
  const [whole, doctored] = [bytesOf('kimi'), bytesOf('kimi')];
  // text lies uncompressed there: the first call of a tool becomes one of another
  const tool = 'browser_get_images';
  const call = `<tool_call>\n{"name": "${tool}"`;
  const at = doctored.indexOf(call);
  doctored.write('browser_got_images', at + call.length - 1 - tool.length);
  const runs = planRows(countsOf('kimi'), 1)
    .map(({ steps }) => steps.flat().filter((each) => each === tool).length)
    .filter((calls) => calls > 0);
  const calling = runs.length - (runs[0] === 1 ? 1 : 0);
  data.files.set('glm-5.1.parquet', bytesOf('glm-5.1'));
  const check = async (kimi: Buffer, way: string): Promise<string> => {
    data.files.set('kimi.parquet', kimi);
    const src = ['kimi', 'glm-5.1'].map(
      (config) => `src=${encodeURIComponent(`url:${data.url(way, `${config}.parquet`)}`)}`,
    );
    await page.goto('about:blank');
    await page.goto(`${retrace.url}#/insights?${src.join('&')}`);
    await page.getByRole('button', { name: /^Compare with the card of lambda/ }).click();
    await page.waitForSelector('html[data-idle="true"]', { timeout: 400_000 });
    return (await page.getByText(/^\d+ of \d+ figures of lambda/).textContent()) ?? '';
  };
  const [, equal, all] = /^(\d+) of (\d+) figures/.exec(await check(whole, 'ok')) ?? [];
  expect(Number(all)).toBeGreaterThan(50);
  expect(equal).toBe(all);
  const table = page.getByRole('table', { name: 'Card check' });
  await expect(table.getByRole('row').filter({ hasText: 'differs' })).toHaveCount(0);

  // under another address: the index of the first is kept
  expect(await check(doctored, 'no-etag')).toContain(`${Number(all) - 1} of ${all} figures`);
  const differs = table.getByRole('row').filter({ hasText: 'differs' });
  await expect(differs).toHaveCount(1);
  await expect(differs).toContainText(/^browser_get_images\s*53\s*52/);
  await differs.getByRole('link').click();
  await expect(retrace.matches).toHaveText(`${calling} of 14,701 trajectories`);
});

deepTest(
  'what runs recorded stands beside ours: equal, and where a copy is doctored',
  async ({ retrace }, info) => {
    const { page } = retrace;
    const file = await openBytes('kimi.parquet', readFileSync('public/demo/kimi.parquet'));
    const lines: string[] = [];
    const tools: Record<string, ToolTally> = {};
    for (let row = 0; row < 6; row += 1) {
      const raw = await file.readRow(row);
      const parsed = raw.kind === 'record' ? parseRecord(raw.record) : raw;
      if (parsed.kind !== 'trajectory') throw new Error('no trajectory');
      const stats = Object.fromEntries(tallyTools(parsed.trajectory));
      for (const [tool, { count, success, failure }] of Object.entries(stats)) {
        const sum = (tools[tool] ??= { count: 0, success: 0, failure: 0 });
        sum.count += count;
        sum.success += success;
        sum.failure += failure;
      }
      const conversations = parsed.trajectory.turns.map(({ from, value }) => ({ from, value }));
      const [first = ''] = Object.keys(stats);
      const tool_stats = row === 2 ? { ...stats, [first]: { count: 77, success: 0, failure: 0 } } : stats;
      lines.push(JSON.stringify({ prompt_index: row, conversations, completed: true, tool_stats }));
    }
    const folder = info.outputPath('run');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'trajectories.jsonl'), lines.join('\n'));
    const statistics = { run_name: 'run', total_prompts: 7, tool_statistics: tools };
    writeFileSync(join(folder, 'statistics.json'), JSON.stringify(statistics, undefined, 2));

    await retrace.open('#/browse');
    await page.getByRole('button', { name: /^Dataset: / }).click();
    await page.getByRole('menuitem', { name: 'Open files or a URL…' }).click();
    await page.getByTestId('folder-picker').setInputFiles(folder);
    await retrace.idle();
    await expect(retrace.matches).toHaveText(/^6 of 6/);
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Insights' }).click();
    await page
      .getByRole('heading', { name: 'Does it agree with the published card?' })
      .scrollIntoViewIfNeeded();
    const check = page.getByRole('table', { name: 'Recorded check' });
    await expect(check.getByText('differs').first()).toBeVisible();
    const differing = check.getByRole('row').filter({ hasText: 'differs' });
    await expect(differing.first().getByRole('link', { name: '1 of' })).toHaveAttribute('href', /#\/sql\?/);
    const summary = page.getByRole('table', { name: 'run/statistics.json' });
    await expect(summary.getByRole('row').filter({ hasText: 'differs' })).toHaveCount(1);
    await expect(summary.getByRole('row').filter({ hasText: 'total_prompts' })).toContainText('differs');
    await retrace.look('recorded');
    await differing.first().getByRole('link', { name: 'first' }).click();
    await retrace.idle();
    await expect(page).toHaveURL(/#\/t\/~0\.2/);
    await page.getByRole('tab', { name: 'Record' }).click();
    await expect(page.getByRole('heading', { name: /counted here: \d+ of \d+ differ/ })).toBeVisible();
  },
);

for (const worn of PHONE_LOOK) {
  test(`insights ${worn.scheme} ${worn.width}: looks, and no axe violation`, async ({ retrace }) => {
    await retrace.wear(worn);
    await retrace.open('#/insights');
    for (const figure of await retrace.page.getByRole('figure').all()) {
      await figure.scrollIntoViewIfNeeded();
      await expect(figure.getByText('Counting…')).toHaveCount(0);
    }
    await retrace.look('insights');
  });
}
