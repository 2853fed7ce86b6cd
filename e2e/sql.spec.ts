/** The page SQL: by mouse, by keyboard alone; a link never runs; a result leads to its trajectories. */
import { parquetReadObjects } from 'hyparquet';
import { readFileSync } from 'node:fs';
import { openBytes } from '../src/source';
import { accumulateStats, parseRecord } from '../src/trace';
import { EXAMPLE_QUERIES } from '../src/views/sql/exampleQueries';
import { WIDE_LOOK, expect, test, type Retrace, deepTest } from './fixtures';

async function demoStats(name: string) {
  const stats = accumulateStats();
  const file = await openBytes(name, readFileSync(`public/demo/${name}.parquet`));
  for await (const { rows } of file.readRows()) {
    for (const raw of rows) {
      const parsed = raw.kind === 'record' ? parseRecord(raw.record) : raw;
      if (parsed.kind === 'trajectory') stats.addTrajectory(parsed.trajectory);
    }
  }
  return stats.toJson();
}

function parts({ page }: Retrace) {
  return {
    field: page.getByRole('textbox', { name: 'SQL', exact: true }),
    run: page.getByRole('button', { name: /^Run/ }),
    status: page.getByRole('status', { name: 'Result' }),
    table: page.getByRole('table', { name: 'Result' }),
  };
}

async function cells(retrace: Retrace, row: number): Promise<readonly string[]> {
  const { table } = parts(retrace);
  return table
    .locator(`[role="row"][aria-rowindex="${row + 2}"]`)
    .getByRole('cell')
    .allTextContents();
}

/** Tab until this has the focus; a reader without a mouse has no other way. */
async function tabTo({ page }: Retrace, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const text = await page.evaluate(() => {
      const { activeElement } = document;
      return `${activeElement?.getAttribute('aria-label') ?? ''} ${activeElement?.textContent ?? ''}`.trim();
    });
    if (name.test(text)) return;
  }
  throw new Error(`Tab never reached ${String(name)}`);
}

test('an example by mouse: its counts are those of stats, its rows open trajectories', async ({
  retrace,
}) => {
  const kimi = await demoStats('kimi');
  const { page } = retrace;
  const { field, run, status, table } = parts(retrace);
  await retrace.open('#/browse?src=demo:kimi');
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'SQL' }).click();
  await retrace.idle();
  await page.getByRole('button', { name: 'Examples' }).click();
  await page.getByRole('menuitem', { name: 'Tools by calls, with their failures' }).click();
  await run.click();
  await retrace.idle();
  await expect(status).toHaveText(new RegExp(`^${Object.keys(kimi.tools).length} rows · [\\d,]+ ms$`));
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Parquet', exact: true }).click(),
  ]);
  const bytes = new Uint8Array(readFileSync(await download.path()));
  const buffer = bytes.buffer;
  const parquet = await parquetReadObjects({
    file: { byteLength: buffer.byteLength, slice: (from, to) => buffer.slice(from, to) },
  });
  expect(Object.fromEntries(parquet.map((row) => [row['tool'], Number(row['calls'])]))).toEqual(kimi.tools);
  const [tool, calls] = Object.entries(kimi.tools).toSorted((a, b) => b[1] - a[1])[0] ?? [];
  expect((await cells(retrace, 0)).slice(0, 3)).toEqual(['1', tool, String(calls)]);

  await page.getByRole('button', { name: 'Examples' }).click();
  await page.getByRole('menuitem', { name: 'Trajectories with the most failures' }).click();
  await expect(status).toContainText('of the SQL run before');
  await run.click();
  await retrace.idle();
  await expect(status).toHaveText(/^\d+ rows/);
  const link = table.getByRole('link', { name: /^Open trajectory / }).first();
  const failures = Number((await cells(retrace, 0)).at(-1));
  expect(failures).toBeGreaterThan(0);
  await link.click();
  await retrace.idle();
  await expect(page).toHaveURL(/#\/t\/~0\.\d+\?src=demo:kimi/);
  await expect(retrace.replayer).toContainText(new RegExp(`\\d+ of ${failures}`));
  await page.goBack();
  await retrace.idle();
  // the reader ran it, and it is still there
  await expect(field).toHaveValue(/failures DESC/);
  await expect(status).toHaveText(/^\d+ rows/);
});

test('by keyboard alone: write, run, move to a row, open it', async ({ retrace }) => {
  const { page } = retrace;
  const { field, status } = parts(retrace);
  await retrace.open('#/sql');
  await tabTo(retrace, /^Examples/);
  await page.keyboard.press('Tab'); // History is off while nothing ran, so this is the field
  await expect(field).toBeFocused();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('SELECT file, "row", ta');
  const names = page.getByRole('listbox', { name: 'Suggestions' });
  await expect(names.getByRole('option').first()).toContainText('task');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.type(' FROM ');
  await page.keyboard.press('Control+Space');
  await expect(names.getByRole('option').first()).toHaveAttribute('aria-selected', 'true');
  expect(await retrace.violations()).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(names).toHaveCount(0);
  await page.keyboard.type(' WHERE turns > 5 ORDER BY 1, 2 LIMIT 3');
  await expect(field).toHaveValue(
    'SELECT file, "row", task FROM listing WHERE turns > 5 ORDER BY 1, 2 LIMIT 3',
  );
  await page.keyboard.press('Control+Enter');
  await retrace.idle();
  await expect(status).toHaveText(/^3 rows/);
  await expect(field).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: /^Run/ })).toBeFocused();
  await tabTo(retrace, /^Open trajectory 0\.0/);
  await page.keyboard.press('Enter');
  await retrace.idle();
  await expect(page).toHaveURL(/#\/t\/~0\.0/);
  await expect(retrace.heading).toBeVisible();
});

test('a link pre-fills and never runs, here or after a reload', async ({ retrace }) => {
  const { page } = retrace;
  const { field, status, table, run } = parts(retrace);
  const sql = 'SELECT count(*) AS n -- from a link\nFROM listing';
  for (const go of [() => retrace.open(`#/sql?sql=${encodeURIComponent(sql)}`), () => page.reload()]) {
    await go();
    await retrace.idle();
    await expect(field).toHaveValue(sql);
    await expect(page.getByText('Not run: check it, then run')).toBeVisible();
    await expect(status).toHaveText('Nothing run yet.');
    await expect(table).toHaveCount(0);
  }
  await run.click();
  await retrace.idle();
  await expect(status).toHaveText(/^1 row/);
  await expect(page.getByText('Not run: check it, then run')).toHaveCount(0);
  // another link, in the same visit: what was run before is not its result
  await page.evaluate(() => {
    window.location.hash = '#/sql?sql=SELECT%202';
  });
  await expect(field).toHaveValue('SELECT 2');
  await retrace.idle();
  await expect(status).toHaveText('Nothing run yet.');
  await expect(table).toHaveCount(0);
});

test('what is refused says why, and leaves everything working', async ({ retrace }) => {
  const { page } = retrace;
  const { field, run, status } = parts(retrace);
  await retrace.open('#/sql');
  for (const [text, reason] of [
    ['DROP TABLE listing', /DROP is not run here.*Only one SELECT/],
    ["COPY listing TO 'x.csv'", /COPY is not run here/],
    ["SELECT * FROM read_csv('https://example.com/x.csv')", /disabled|Permission/],
    ['SELECT 1; SELECT 2', /several statements/],
    ['SELECT nonsense FROM listing', /nonsense/],
  ] as const) {
    await field.fill(text);
    await run.click();
    await retrace.idle();
    await expect(page.getByRole('alert')).toContainText(reason);
  }
  await field.fill('SELECT count(*) AS trajectories FROM listing');
  await run.click();
  await retrace.idle();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(status).toHaveText(/^1 row/);
});

deepTest('every example runs', async ({ retrace }) => {
  const { page } = retrace;
  const { run, status } = parts(retrace);
  await retrace.open('#/sql');
  for (const { title } of EXAMPLE_QUERIES) {
    await page.getByRole('button', { name: 'Examples' }).click();
    await page.getByRole('menuitem', { name: title }).click();
    await run.click();
    await retrace.idle();
    await expect(page.getByRole('alert')).toHaveCount(0);
    await expect(status).toHaveText(title.includes('raw') ? /^0 rows/ : /^[1-9][\d,]* rows?/);
  }
});

test('a long query is cancelled, and the next one runs', async ({ retrace }) => {
  const { page } = retrace;
  const { field, run, status } = parts(retrace);
  await retrace.open('#/sql');
  await field.fill('SELECT count(*) FROM range(100000000) a, range(100000) b');
  await run.click();
  await expect(status).toHaveText('Running…');
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await retrace.idle();
  await expect(status).not.toHaveText('Running…');
  await field.fill('SELECT 41 + 1 AS answer');
  await run.click();
  await retrace.idle();
  expect(await cells(retrace, 0)).toEqual(['1', '42']);
});

deepTest('an engine that did not survive is reopened, and the index read again', async ({ retrace }) => {
  const { page } = retrace;
  const { field, run, status } = parts(retrace);
  await retrace.open('#/sql?src=demo:kimi');
  await field.fill('SELECT len(range(300000000))');
  await run.click();
  await retrace.idle();
  await expect(page.getByRole('alert').filter({ hasText: 'The SQL gave no result' })).toContainText(
    'opened anew',
  );
  await retrace.idle();
  const { rows } = await demoStats('kimi');
  await field.fill('SELECT count(*) AS trajectories FROM trajectory');
  await run.click();
  await retrace.idle();
  await expect(status).toHaveText(/^1 row/);
  expect(await cells(retrace, 0)).toEqual(['1', String(rows)]);
});

test('raw tables: a file is loaded once, counted as stats counts, and asked', async ({ retrace }) => {
  const kimi = await demoStats('kimi');
  const { page } = retrace;
  const { field, run } = parts(retrace);
  await retrace.open('#/sql');
  const loads = page.getByRole('group', { name: 'Load into the raw tables' });
  await loads.getByRole('button', { name: /^Load kimi\.parquet/ }).click();
  await retrace.idle();
  const text = `kimi.parquet: ${kimi.rows} rows, ${kimi.turns.toLocaleString('en-US')} turns loaded`;
  await expect(page.getByRole('list', { name: 'Loaded into the raw tables' })).toHaveText(text);
  await expect(loads.getByRole('button', { name: /^Load kimi\.parquet/ })).toHaveCount(0);
  await field.fill("SELECT role, count(*) AS turns FROM turns WHERE role = 'gpt' GROUP BY role");
  await run.click();
  await retrace.idle();
  expect(await cells(retrace, 0)).toEqual(['1', 'gpt', String(kimi.turnsByRole.gpt)]);
});

deepTest(
  'a list of trajectories goes into the raw tables, beside those already there',
  async ({ retrace }) => {
    const { page } = retrace;
    const { field, run } = parts(retrace);
    await retrace.open('#/sql?config=kimi&failures=1-');
    const loads = page.getByRole('group', { name: 'Load into the raw tables' });
    const loaded = page.getByRole('list', { name: 'Loaded into the raw tables' });
    await loads.getByRole('button', { name: /^Load the list/ }).click();
    await retrace.idle();
    // the last word on it comes up to a quarter of a second after the load
    const failing = (await demoStats('kimi')).outcomes.structured.trajectoriesWithFailure;
    await expect(loaded).toHaveText(
      new RegExp(`^kimi\\.parquet: ${failing} rows, [\\d,]+ turns loaded \\(not all\\)$`),
    );
    const before = await loaded.textContent();
    await loads.getByRole('button', { name: /^Load the list/ }).click();
    await retrace.idle();
    await expect(loaded).toHaveText(before ?? '');
    await field.fill(
      'SELECT count(*) FROM rows WHERE (file, "row") IN (SELECT (file, "row") FROM trajectory WHERE failures_structured > 0)',
    );
    await run.click();
    await retrace.idle();
    expect((await cells(retrace, 0))[1]).toBe(/: (\d+) rows/.exec(before ?? '')?.[1]);
  },
);

deepTest('a column is written where the cursor stands; the result is saved as CSV', async ({ retrace }) => {
  const { page } = retrace;
  const { field, run } = parts(retrace);
  await retrace.open('#/sql');
  await field.fill('SELECT  FROM listing LIMIT 2');
  await field.press('Home');
  for (let press = 0; press < 7; press += 1) await field.press('ArrowRight');
  await page.getByRole('button', { name: /^listing/ }).click();
  await page.getByRole('list', { name: 'Columns of listing' }).getByRole('button', { name: /^row/ }).click();
  await expect(field).toHaveValue('SELECT "row" FROM listing LIMIT 2');
  await expect(field).toBeFocused();
  await run.click();
  await retrace.idle();
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'CSV' }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe('result.csv');
  expect(readFileSync(await saved.path(), 'utf8')).toBe('row\r\n0\r\n1\r\n');
});

test('ten thousand rows: the page holds few of them, and says that there are more', async ({ retrace }) => {
  const { page } = retrace;
  const { field, run, status, table } = parts(retrace);
  await retrace.open('#/sql');
  await field.fill('SELECT i, repeat(i::VARCHAR, 200) AS text FROM range(20000) AS t(i)');
  await run.click();
  await retrace.idle();
  await expect(status).toHaveText(/^First 10,000 rows \(row limit: there are more\)/);
  await expect(table).toHaveAttribute('aria-rowcount', '10001');
  expect(await table.getByRole('row').count()).toBeLessThan(80);
  await page.getByRole('rowgroup', { name: 'Rows of the result' }).focus();
  await page.keyboard.press('End');
  await expect(table.locator('[aria-rowindex="10001"]')).toBeVisible();
  await table.locator('[aria-rowindex="10001"]').getByRole('button').click();
  await expect(page.getByRole('region', { name: 'text, row 10,000' })).toContainText('9999'.repeat(200));
  expect(await retrace.violations()).toEqual([]);
});

const SCREENS = [
  ['sql', '#/sql'],
  ['sql-link', `#/sql?sql=${encodeURIComponent('SELECT 1')}`],
] as const;

for (const look of WIDE_LOOK) {
  deepTest(`SQL ${look.scheme} ${look.width}: looks, and no axe violation`, async ({ retrace }) => {
    // five states, each with axe
    test.setTimeout(180_000);
    const { page } = retrace;
    const { field, run } = parts(retrace);
    await retrace.wear(look);
    for (const [name, hash] of SCREENS) {
      await retrace.open(hash);
      await retrace.look(name);
    }
    await retrace.open('#/sql');
    await page.getByRole('button', { name: 'Examples' }).click();
    await page.getByRole('menuitem', { name: 'Trajectories with the most failures' }).click();
    await run.click();
    await retrace.idle();
    await retrace.look('sql-result');
    await page.getByRole('button', { name: /^trajectory/ }).click();
    await field.fill('SELECT nonsense FROM listing');
    await run.click();
    await retrace.idle();
    await retrace.look('sql-error');
    await page.getByRole('button', { name: /^Load kimi/ }).click();
    await retrace.idle();
    await field.fill('SELECT file, "row", turn, role, value FROM turns');
    await run.click();
    await retrace.idle();
    await page.getByRole('table', { name: 'Result' }).getByRole('button').first().click();
    await retrace.look('sql-raw');
  });
}
