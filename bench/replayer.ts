/**
 * The replayer, in Chromium against the build: key → painted step, opening, find, and one huge response, on the demo's longest
 * run and on generated ones. Painted = heading and article say the step, and a frame with them has been handed on.
 */
import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openBytes } from '../src/source';
import { parseRecord } from '../src/trace';
import { hugeResponse, longRun } from './support/longRun';
import { report } from './support/results';
import { openStage, type Stage } from './support/stage';
import { median, quantile, round, worst } from './support/statistics';
import { visit } from './support/visit';

declare global {
  /** Set in the page before a key is pressed. */
  var keyPainted: Promise<number>;
}

const KEYS = 40;
const ROUNDS = 3;
/** Between two keys: nobody reads faster, and what was put off must not make the next key wait. */
const PAUSE_MS = 120;

interface Run {
  readonly name: string;
  readonly hash: string;
}

function stepShown(step: number) {
  return [{ selector: 'h2', text: `^Step ${step} of` }, { selector: `article[aria-label^="Step ${step}"]` }];
}

async function demoLongest(): Promise<Run> {
  let most = { steps: 0, hash: '' };
  for (const [file, name] of ['kimi', 'glm-5.1'].entries()) {
    const bytes = readFileSync(join(import.meta.dirname, `../dist/demo/${name}.parquet`));
    for await (const { rows } of (await openBytes(name, bytes)).readRows()) {
      for (const raw of rows) {
        const parsed = raw.kind === 'record' ? parseRecord(raw.record) : undefined;
        const steps = parsed?.kind === 'trajectory' ? parsed.trajectory.steps.length : 0;
        if (steps > most.steps) most = { steps, hash: `#/t/~${file}.${raw.row}?src=demo` };
      }
    }
  }
  return { name: `demo, ${most.steps} steps`, hash: most.hash };
}

function generated(stage: Stage, name: string, file: string, bytes: Uint8Array): Run {
  stage.data.files.set(file, bytes);
  return { name, hash: `#/t/~0.0?src=${encodeURIComponent(`url:${stage.data.url(file)}`)}` };
}

/** From the key's own time stamp to the frame behind the change, and the longest task meanwhile. */
async function pressAndWait(page: Page, key: string, step: number): Promise<number> {
  // the key may overtake what is evaluated: it is pressed when the page listens
  await page.evaluate((wanted) => {
    globalThis.keyPainted = new Promise<number>((resolve) => {
      let pressedAt = Number.NaN;
      addEventListener('keydown', (event) => (pressedAt = event.timeStamp), { capture: true, once: true });
      const observer = new MutationObserver(check);
      function check(): void {
        const heading = document.querySelector('h2')?.textContent ?? '';
        const article =
          document.querySelector('article[data-current="true"]')?.getAttribute('aria-label') ?? '';
        if (
          !heading.startsWith(`Step ${wanted} of`) ||
          !/^Step \d+/.exec(article)?.[0].endsWith(` ${wanted}`)
        )
          return;
        observer.disconnect();
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.addEventListener('message', () => resolve(performance.now() - pressedAt), { once: true });
          port1.start();
          port2.postMessage(undefined);
        });
      }
      observer.observe(document.body, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
      });
    });
  }, step);
  await page.keyboard.press(key);
  return page.evaluate(() => globalThis.keyPainted);
}

async function benchKeys(stage: Stage, { name, hash }: Run): Promise<void> {
  const all: number[][] = [];
  for (let at = 0; at < ROUNDS; at += 1) {
    const { page, close } = await visit(stage, hash, stepShown(1));
    await page.waitForSelector('html[data-idle="true"]', { timeout: 120_000 });
    const durations: number[] = [];
    const total = Number(
      /of ([\d,]+)/.exec((await page.locator('h2').textContent()) ?? '')?.[1]?.replaceAll(',', ''),
    );
    for (let step = 2; step <= Math.min(total, KEYS + 1); step += 1) {
      durations.push(await pressAndWait(page, 'j', step));
      await page.waitForTimeout(PAUSE_MS);
    }
    all.push(durations);
    await close();
  }
  report({
    bench: 'key → painted step',
    run: name,
    keys: all.flat().length,
    p50Ms: round(median(all.map((each) => quantile(each, 0.5)))),
    p95Ms: round(median(all.map((each) => quantile(each, 0.95)))),
    worstMs: round(worst(all.flat())),
  });
}

async function benchOpen(stage: Stage, { name, hash }: Run): Promise<void> {
  const durations: number[] = [];
  const tasks: number[] = [];
  for (let at = 0; at < ROUNDS; at += 1) {
    const browse = hash.replace(/^#\/t\/[^?]*/, '#/browse');
    const { page, click, close } = await visit(stage, browse, [
      { selector: '[role="option"]:not([aria-label="Loading"])' },
    ]);
    await page.waitForSelector('html[data-idle="true"]', { timeout: 120_000 });
    const { durationMs, longestTaskMs } = await click('[role="option"]', stepShown(1));
    durations.push(durationMs);
    tasks.push(longestTaskMs);
    await close();
  }
  report({
    bench: 'click on a row → first step',
    run: name,
    medianMs: round(median(durations)),
    worstMs: round(worst(durations)),
    longestTaskMs: round(worst(tasks)),
  });
}

async function benchFind(stage: Stage, { name, hash }: Run): Promise<void> {
  const durations: number[] = [];
  const { page, close } = await visit(stage, hash, stepShown(1));
  await page.waitForSelector('html[data-idle="true"]', { timeout: 120_000 });
  await page.keyboard.press('/');
  for (let at = 0; at < ROUNDS; at += 1) {
    const field = page.getByRole('searchbox', { name: 'Find in trajectory' });
    await field.fill('');
    const first = page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let startedAt = Number.NaN;
          addEventListener('input', (event) => (startedAt = event.timeStamp), { capture: true, once: true });
          const status = document.querySelector('[aria-label="Found"]');
          const observer = new MutationObserver(() => {
            if (!/^\d/.test(status?.textContent ?? '')) return;
            observer.disconnect();
            requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - startedAt)));
          });
          observer.observe(document.body, { subtree: true, childList: true, characterData: true });
        }),
    );
    // another text each time: what was found is kept
    await field.fill('needle-at-the-END'.slice(0, 17 - at));
    durations.push(await first);
  }
  await close();
  report({
    bench: 'find → first hit',
    run: `${name}, hit at its end`,
    medianMs: round(median(durations)),
    worstMs: round(worst(durations)),
  });
}

const stage = await openStage();
try {
  const demo = await demoLongest();
  const long = generated(stage, '5,000 steps, 50 MB', 'long.jsonl', longRun(5_000, 10_000));
  const huge = generated(stage, 'one response of 100 MB', 'huge.jsonl', hugeResponse(100_000_000));
  const only = process.env['RETRACE_REPLAYER']?.split(',');
  const wants = (part: string): boolean => only === undefined || only.includes(part);
  if (wants('demo')) await benchKeys(stage, demo);
  if (wants('keys')) await benchKeys(stage, long);
  if (wants('open')) await benchOpen(stage, long);
  if (wants('huge')) await benchOpen(stage, huge);
  if (wants('find')) await benchFind(stage, long);
} finally {
  await stage.close();
}
