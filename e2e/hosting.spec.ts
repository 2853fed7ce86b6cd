/** Any static host, any sub-path; the headers that `npm start` sends; nothing fetched from elsewhere. */
import { fileURLToPath } from 'node:url';
import { startServer } from '../scripts/serve';
import { expect, test } from './fixtures';

test('works below a sub-path', async ({ browser }) => {
  const folder = fileURLToPath(new URL('../dist', import.meta.url));
  const server = await startServer({ port: 0, folder, basePath: '/deep/down/' });
  const page = await browser.newPage();
  await page.goto(server.url);
  await page.getByRole('option').first().click();
  await expect(page.getByRole('heading', { name: /^Step 1 of/ })).toBeVisible();
  await page.close();
  await server.close();
});

test('ranges, types, compression and security headers', async ({ app, request }) => {
  const page = await request.get(app.url);
  expect(page.headers()['content-security-policy']).toContain("default-src 'self'");
  expect(page.headers()['content-security-policy']).toContain("require-trusted-types-for 'script'");
  expect(page.headers()['x-content-type-options']).toBe('nosniff');
  expect(page.headers()['content-encoding']).toBe('br');
  const plain = await request.get(app.url, { headers: { 'accept-encoding': 'identity' } });
  expect(plain.headers()['content-encoding']).toBeUndefined();
  expect(await plain.text()).toBe(await page.text());
  const part = await request.get(`${app.url}demo/kimi.parquet`, { headers: { range: 'bytes=0-3' } });
  expect(part.status()).toBe(206);
  expect(await part.text()).toBe('PAR1');
  expect(part.headers()['etag']).toBeTruthy();
  expect((await request.get(`${app.url}nothing-here`)).status()).toBe(404);
});
