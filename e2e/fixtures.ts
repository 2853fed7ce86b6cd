/**
 * What every browser test stands on: the built viewer behind the server of `npm start`, one data server with
 * every fault, a page that fails its test on a console error or a request to anywhere else.
 */
import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type Locator, type Page } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import { findChromium } from '../scripts/chromium';
import { startServer, type RunningServer } from '../scripts/serve';
import { startFaultServer, type FaultServer } from '../src/testing/faultServer';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
/** The same product with the switches of lib/sabotage.ts (`npm run build:sabotage`; the gate does). */
const sabotageDist = fileURLToPath(new URL('../.cache/dist-sabotage', import.meta.url));
export const executablePath = process.env['CHROMIUM_PATH'] ?? findChromium()?.path;

export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-quic',
  // the SQL engine compiled once and not again while it runs: a third of what opening a page costs
  '--js-flags=--liftoff-only',
];

/** A theme and a window. */
export interface Look {
  readonly scheme: 'light' | 'dark';
  readonly width: number;
  readonly height: number;
}

const ALL_LOOKS: readonly Look[] = [
  { scheme: 'light', width: 1440, height: 900 },
  { scheme: 'dark', width: 390, height: 844 },
  { scheme: 'dark', width: 1440, height: 900 },
  { scheme: 'light', width: 390, height: 844 },
];

/** All of everything (`npm run test:deep`); else samples, so that the gate stays quick. */
export const IS_DEEP = process.env['DEEP'] === '1';

/** Both themes and both widths once; with DEEP every pair. */
export const LOOKS = IS_DEEP ? ALL_LOOKS : ALL_LOOKS.slice(0, 2);

/** For flows of many states: one of the two, so that the gate stays quick; with DEEP every pair. */
export const WIDE_LOOK = IS_DEEP ? ALL_LOOKS : ALL_LOOKS.slice(0, 1);
export const PHONE_LOOK = IS_DEEP ? ALL_LOOKS : ALL_LOOKS.slice(1, 2);

interface WorkerFixtures {
  readonly app: RunningServer;
  readonly data: FaultServer;
  /** Serves the build with switches. */
  readonly sabotaged: RunningServer;
}

interface TestFixtures {
  /** Sentences a test expects on the console (faults it provokes); all else fails it. */
  readonly allowedErrors: RegExp[];
  readonly retrace: Retrace;
}

/** The product as a reader meets it. */
export interface Retrace {
  readonly page: Page;
  /** Where the viewer is served. */
  readonly url: string;
  /** Opens `#…` and waits until nothing is in flight. */
  open(hash?: string): Promise<void>;
  idle(): Promise<void>;
  readonly list: Locator;
  readonly replayer: Locator;
  readonly heading: Locator;
  readonly matches: Locator;
  option(name: string | RegExp): Locator;
  /** axe-core's violations here, as readable lines. */
  violations(): Promise<readonly string[]>;
  wear(look: Look): Promise<void>;
  /** A picture into .cache/screens to be looked at; no axe violation, nothing wider than the window. */
  look(name: string): Promise<void>;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  app: [
    async ({}, use) => {
      const server = await startServer({ port: 0, folder: dist });
      await use(server);
      await server.close();
    },
    { scope: 'worker' },
  ],
  sabotaged: [
    async ({}, use) => {
      const server = await startServer({ port: 0, folder: sabotageDist });
      await use(server);
      await server.close();
    },
    { scope: 'worker' },
  ],
  data: [
    async ({}, use) => {
      const server = await startFaultServer();
      await use(server);
      await server.close();
    },
    { scope: 'worker' },
  ],
  browser: [
    async ({ playwright }, use) => {
      const browser = await playwright.chromium.launch({
        ...(executablePath === undefined ? {} : { executablePath }),
        args: CHROMIUM_ARGS,
      });
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  allowedErrors: async ({}, use) => use([]),
  page: async ({ page, app, sabotaged, data, allowedErrors }, use) => {
    const problems: string[] = [];
    const known = new Set([
      new URL(app.url).origin,
      new URL(sabotaged.url).origin,
      data.origin,
      data.otherOrigin,
    ]);
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith('data:') && !url.startsWith('blob:') && !known.has(new URL(url).origin)) {
        problems.push(`foreign request: ${url}`);
      }
    });
    await use(page);
    expect(problems.filter((text) => !allowedErrors.some((allowed) => allowed.test(text)))).toEqual([]);
  },
  retrace: async ({ page, app }, use) => {
    const replayer = page.getByRole('region', { name: 'Replayer' });
    const list = page.getByRole('listbox', { name: 'Trajectories' });
    const idle = (): Promise<void> => page.waitForSelector('html[data-idle="true"]').then(() => undefined);
    const violations = async (): Promise<readonly string[]> => {
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
      // legacy: in this page, not in a second one; there are no frames here
      const found = await new AxeBuilder({ page })
        .setLegacyMode(true)
        // what passed is not listed: half the time
        .options({ resultTypes: ['violations'], runOnly: tags })
        .analyze();
      return found.violations.map(
        ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).join(' | ')}`,
      );
    };
    let worn = '';
    await use({
      page,
      url: app.url,
      list,
      replayer,
      idle,
      heading: replayer.getByRole('heading', { name: /^Step \d+ of \d+$/ }),
      matches: page.getByRole('status', { name: 'Matches' }),
      option: (name) => list.getByRole('option', { name }),
      open: async (hash = '') => {
        await page.goto(app.url + hash);
        // a page whose code is on its way is not idle yet: every page has its heading
        await page.locator('h1').first().waitFor({ state: 'attached' });
        await idle();
      },
      violations,
      wear: async ({ scheme, width, height }) => {
        worn = `-${scheme}-${width}`;
        await page.setViewportSize({ width, height });
        await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      },
      look: async (name) => {
        // a tooltip under the resting mouse is no part of the state
        await page.mouse.move(1, 1);
        await idle();
        await page.screenshot({ path: `.cache/screens/${name}${worn}.png` });
        expect(await violations()).toEqual([]);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(overflow).toBeLessThanOrEqual(0);
      },
    });
  },
});

/** A flow that units or another flow cover as well: with DEEP=1 only. */
export const deepTest = IS_DEEP ? test : test.skip;

export { expect };
