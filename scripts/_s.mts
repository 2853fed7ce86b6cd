import { chromium } from '@playwright/test';
import { startServer } from './serve';
const server = await startServer({ port: 0, folder: 'dist' });
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
for (const [hash, w, h, name, scheme] of [
  ['', 1440, 900, 'b1', 'light'],
  ['#/browse?cat=Agent%20Tools&sort=attention.desc', 1440, 900, 'b2', 'dark'],
  ['#/browse?cat=Agent%20Tools&tool=browser_click&turns=50-', 1440, 900, 'b3', 'light'],
  ['#/browse?cat=Agent%20Tools', 390, 844, 'b4', 'light'],
] as const) {
  const ctx = await browser.newContext({ viewport: { width: w, height: h }, colorScheme: scheme });
  const page = await ctx.newPage();
  page.on('console', (m) => console.log(m.type(), m.text().slice(0, 300)));
  page.on('pageerror', (e) => console.log('pageerror', e.message));
  page.on('requestfailed', (e) => console.log('failed', e.url()));
  await page.goto(server.url + hash);
  await page
    .waitForSelector('html[data-idle="true"]', { timeout: 20000 })
    .catch(() => console.log('NOT IDLE', hash));
  await page.waitForTimeout(1200);
  await page
    .waitForSelector('html[data-idle="true"]', { timeout: 20000 })
    .catch(() => console.log('NOT IDLE', hash));
  await page.screenshot({ path: `/tmp/${name}.png` });
  await ctx.close();
}
process.exit(0);
