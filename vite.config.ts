import react from '@vitejs/plugin-react';
import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { compressed } from './scripts/compressed.ts';

// the file is ours: it has a version
const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** `base: './'`: the build works from any static host and any sub-path. */
export default defineConfig(({ command, mode }) => ({
  base: './',
  plugins: [react(), compressed()],
  define: {
    __APP_VERSION__: JSON.stringify(version),
    // lib/sabotage.ts: true only in the build of `--mode sabotage`
    ...(command === 'build' && { 'globalThis.__SABOTAGE__': String(mode === 'sabotage') }),
  },
  build: {
    target: 'es2023',
    manifest: true,
    sourcemap: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  worker: { format: 'es' },
  optimizeDeps: { exclude: ['@duckdb/duckdb-wasm'] },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
    environment: 'node',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // one less than the cores by default: half of a small machine would rest
    maxWorkers: 2,
  },
}));
