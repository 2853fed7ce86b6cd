import { defineConfig } from '@playwright/test';

/** Against the production build in dist/ (`npm run build` first; the gate does). */
export default defineConfig({
  testDir: 'e2e',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  outputDir: '.cache/e2e-results',
  forbidOnly: process.env['CI'] !== undefined,
  reporter: 'list',
});
