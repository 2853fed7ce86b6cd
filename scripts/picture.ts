/** Takes the README's picture (docs/replay.png) of the demo, against the build in dist/: `npm run picture`. */
import { chromium } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import { ensureChromium } from './chromium';
import { startServer } from './serve';

const path = (relative: string): string => fileURLToPath(new URL(`../${relative}`, import.meta.url));

const server = await startServer({ port: 0, folder: path('dist') });
const browser = await chromium.launch({
  executablePath: ensureChromium(),
  args: ['--no-sandbox', '--disable-gpu'],
});
const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'light' });
await page.goto(`${server.url}#/t/~0.0?sort=attention.desc&failures=1-&step=3`);
await page.getByRole('option').first().waitFor();
await page.waitForSelector('html[data-idle="true"]');
// the picture shows the product, not where the focus happens to be
await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
await page.screenshot({ path: path('docs/replay.png') });
await browser.close();
await server.close();
console.log('docs/replay.png');
