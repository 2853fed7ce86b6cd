/** One visit of a fresh reader: a new browser context (nothing cached), the probe in the page, the calibration beside. */
import type { BrowserContext, Page } from '@playwright/test';
import { runCalibration } from './calibration';
import { installProbe, type PageProbe, type PaintCondition, type Painted } from './pageProbe';
import type { Stage, Traffic } from './stage';

declare global {
  /** Set by `installProbe` in the page. */
  var retraceProbe: PageProbe;
}

export interface Measured extends Painted, Traffic {}

export interface Visit {
  readonly page: Page;
  /** Navigation → painted. */
  readonly opened: Measured;
  /** Click on the first element of `selector` → painted. */
  click(selector: string, conditions: readonly PaintCondition[]): Promise<Measured>;
  close(): Promise<void>;
}

const STAY_MS = 3_000;

/** The loader that runs the benches wraps functions with this helper; in the page it does not exist. */
const HELPER = 'globalThis.__name = (target) => target;';

export async function calibrate(stage: Stage): Promise<number> {
  const context = await stage.browser.newContext();
  const page = await context.newPage();
  await page.evaluate(HELPER);
  const durationMs = await page.evaluate(runCalibration);
  await context.close();
  return durationMs;
}

async function waitForPaint(page: Page, stage: Stage): Promise<Measured> {
  const painted = await page.evaluate(() => globalThis.retraceProbe.painted);
  return { ...painted, ...stage.traffic() };
}

export async function visit(
  stage: Stage,
  hash: string,
  conditions: readonly PaintCondition[],
): Promise<Visit> {
  const context: BrowserContext = await stage.browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(HELPER);
  await page.addInitScript(installProbe, conditions);
  stage.reset();
  await page.goto(stage.appUrl + hash, { waitUntil: 'commit' });
  const opened = await waitForPaint(page, stage);
  return {
    page,
    opened,
    async click(selector, next) {
      stage.reset();
      await page.evaluate((wanted) => globalThis.retraceProbe.watch(wanted), next);
      await page.locator(selector).first().click();
      return waitForPaint(page, stage);
    },
    close: () => context.close(),
  };
}

/**
 * The same page several times in one browser context: what the first visit left there, the next ones find. `cores` = how many
 * the page believes the machine has: one more than parse workers. Each stays a little, as readers do: what is kept for
 * the next visit is written meanwhile.
 */
export async function visitOften(
  stage: Stage,
  hash: string,
  conditions: readonly PaintCondition[],
  { times, cores }: { readonly times: number; readonly cores: number },
): Promise<{ readonly visits: readonly Measured[]; close(): Promise<void> }> {
  const context = await stage.browser.newContext({ viewport: { width: 1440, height: 900 } });
  const visits: Measured[] = [];
  for (let each = 0; each < times; each += 1) {
    const page = await context.newPage();
    page.setDefaultTimeout(600_000);
    await page.addInitScript(HELPER);
    await page.addInitScript((count) => {
      Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => count });
    }, cores);
    await page.addInitScript(installProbe, conditions);
    stage.reset();
    await page.goto(stage.appUrl + hash, { waitUntil: 'commit' });
    visits.push(await waitForPaint(page, stage));
    await page.waitForTimeout(STAY_MS);
    await page.close();
  }
  return { visits, close: () => context.close() };
}
