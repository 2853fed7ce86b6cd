/**
 * Finding in a large list, in Chromium: a filter click → count and first rows, then until the page is idle again (facets,
 * ranges, figures); typing; and scrolling a million rows by wheel, by dragging and by keys. A task = of the main thread.
 */
import type { Page } from '@playwright/test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeTestParquet } from '../src/testing/parquetFiles';
import { bigFiles } from './support/bigFiles';
import { FIRST_ROW, IDLE } from './support/flows';
import { report } from './support/results';
import { openStage, type Stage } from './support/stage';
import { quantile, round, worst } from './support/statistics';
import { calibrate, visit } from './support/visit';

const MILLION = 1_000_000;
const FACETS = ['Config', 'Category', 'Tool', 'Outcome', 'Finding'] as const;
/** Values of each facet that are clicked. */
const VALUES = 6;
const TYPED = ['rate limiter', 'tool:terminal failures>=3', 'turns:10..30 the'];

declare global {
  /** Durations of tasks over 50 ms since it was emptied. */
  var longTasks: number[];
}

async function watchTasks(page: Page): Promise<void> {
  await page.evaluate(() => {
    globalThis.longTasks = [];
    const observer = new PerformanceObserver((list) =>
      globalThis.longTasks.push(...list.getEntries().map(({ duration }) => duration)),
    );
    observer.observe({ type: 'longtask' });
  });
}

async function longest(page: Page): Promise<number> {
  // entries come in a task of their own
  await page.waitForTimeout(100);
  return page.evaluate(() => Math.max(0, ...globalThis.longTasks.splice(0)));
}

async function bigSource(stage: Stage): Promise<{ src: string; data: string }> {
  const files = await bigFiles();
  for (const { config, load } of files) stage.data.files.set(`${config}.parquet`, load());
  const src = files
    .map(({ config }) => `src=${encodeURIComponent(`url:${stage.data.url(`${config}.parquet`)}`)}`)
    .join('&');
  return { src, data: files.map(({ config }) => config).join(' + ') };
}

async function benchClicks(stage: Stage): Promise<void> {
  const { src, data } = await bigSource(stage);
  const { page, click, close } = await visit(stage, `#/browse?${src}`, FIRST_ROW);
  await page.waitForSelector(IDLE.selector, { timeout: 900_000 });
  const before = await calibrate(stage);
  await watchTasks(page);
  const [durations, tasks, laterTasks, idles]: [number[], number[], number[], number[]] = [[], [], [], []];
  const total = (await page.locator('[role="status"][aria-label="Matches"]').textContent()) ?? '';
  for (const facet of FACETS) {
    const values = page.locator(`fieldset[aria-label="${facet}"] input`);
    for (let at = 0; at < Math.min(VALUES, await values.count()); at += 1) {
      const name = (await values.nth(at).getAttribute('aria-label')) ?? '';
      const count = /[\d,]+$/.exec(name)?.[0] ?? '';
      // a value that all have changes nothing to be seen
      if (count === '0' || total.startsWith(`${count} of`)) continue;
      const box = `fieldset[aria-label="${facet}"] input[aria-label=${JSON.stringify(name)}]`;
      await longest(page);
      const { durationMs, longestTaskMs } = await click(box, [
        { selector: '[role="status"][aria-label="Matches"]', text: `^${count} of` },
        {
          selector: `[role="option"][aria-setsize="${count.replaceAll(',', '')}"]:not([aria-label="Loading"])`,
        },
      ]);
      durations.push(durationMs);
      tasks.push(longestTaskMs);
      const paintedAt = performance.now();
      await page.waitForSelector(IDLE.selector, IDLE);
      // it says so after 100 ms of quiet
      idles.push(durationMs + Math.max(0, performance.now() - paintedAt - 100));
      laterTasks.push(await longest(page));
      await page.goBack();
      await page.waitForSelector(IDLE.selector, IDLE);
    }
  }
  const calibrationMs = (before + (await calibrate(stage))) / 2;
  report({
    bench: 'find: filter click',
    data,
    list: total,
    clicks: durations.length,
    p50Ms: round(quantile(durations, 0.5), 0),
    p95Ms: round(quantile(durations, 0.95), 0),
    p50PerCalibration: round(quantile(durations, 0.5) / calibrationMs, 2),
    p95PerCalibration: round(quantile(durations, 0.95) / calibrationMs, 2),
    longestTaskMs: round(worst(tasks), 0),
    p95AllMs: round(quantile(idles, 0.95), 0),
    longestLaterTaskMs: round(worst(laterTasks), 0),
    calibrationMs: round(calibrationMs),
  });
  await benchTyping(page, stage, total);
  await close();
}

async function benchTyping(page: Page, stage: Stage, list: string): Promise<void> {
  const field = page.getByRole('searchbox', { name: 'Search' });
  const tasks: number[] = [];
  let keys = 0;
  for (const text of TYPED) {
    await field.fill('');
    await page.waitForSelector(IDLE.selector, IDLE);
    await longest(page);
    await field.pressSequentially(text, { delay: 60 });
    await page.waitForSelector(IDLE.selector, IDLE);
    tasks.push(await longest(page));
    keys += text.length;
  }
  report({
    bench: 'find: typing',
    list,
    keys,
    longestTaskMs: round(worst(tasks), 0),
    calibrationMs: round(await calibrate(stage)),
  });
}

async function benchScrolling(stage: Stage): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'retrace-find-'));
  const path = join(folder, 'many.parquet');
  writeFileSync(
    path,
    writeTestParquet(
      Array.from({ length: MILLION }, (_, row) => ({
        id: `id-${row}`,
        conversations: [{ from: 'human', value: 'x' }],
        tools: '[]',
        category: `category ${row % 3}`,
        subcategory: '',
        task: `task ${row + 1}`,
      })),
    ),
  );
  const { page, close } = await visit(stage, '#/browse', FIRST_ROW);
  await page.waitForSelector(IDLE.selector, IDLE);
  await page.getByRole('button', { name: /^Dataset: / }).click();
  await page.getByRole('menuitem', { name: 'Open files or a URL…' }).click();
  await page.getByTestId('file-picker').setInputFiles(path);
  const count = MILLION.toLocaleString('en');
  await page.getByText(`${count} of ${count} trajectories`).waitFor({ timeout: 300_000 });
  await page.waitForSelector(IDLE.selector, { timeout: 600_000 });
  const list = page.getByRole('listbox', { name: 'Trajectories' });
  let drawn = 0;
  const ways: Readonly<Record<string, () => Promise<void>>> = {
    wheel: () => page.mouse.wheel(0, 600),
    drag: () =>
      list.evaluate((box) => {
        box.scrollTop += box.scrollHeight / 45;
      }),
    'Page Down': () => page.keyboard.press('PageDown'),
  };
  for (const [way, move] of Object.entries(ways)) {
    await list.focus();
    await page.keyboard.press('Home');
    await list.hover();
    await watchTasks(page);
    for (let each = 0; each < 40; each += 1) {
      await move();
      await page.waitForTimeout(30);
      drawn = Math.max(drawn, await list.getByRole('option').count());
    }
    report({
      bench: 'find: scrolling',
      rows: MILLION,
      way,
      moves: 40,
      mostOptions: drawn,
      longestTaskMs: round(await longest(page), 0),
      calibrationMs: round(await calibrate(stage)),
    });
  }
  await close();
  rmSync(folder, { recursive: true });
}

const stage = await openStage();
try {
  await benchClicks(stage);
  await benchScrolling(stage);
} finally {
  await stage.close();
}
