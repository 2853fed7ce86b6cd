import { execFileSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';
import { findChromium } from '../../scripts/chromium';
import type { BenchResult } from './results';
import { round } from './statistics';

function chromiumVersion(): string {
  const found = findChromium();
  if (found === undefined) return 'none';
  return execFileSync(found.path, ['--version', '--no-sandbox'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}

/** Where and when: the first line of every result file. */
export function describeMachine(): BenchResult {
  const [first] = cpus();
  return {
    bench: 'machine',
    cores: cpus().length,
    cpu: first?.model ?? 'unknown',
    memoryGb: Math.round(totalmem() / 1e9),
    load1: round(loadavg()[0] ?? 0, 2),
    node: process.version,
    chromium: chromiumVersion(),
    platform: `${process.platform} ${process.arch}`,
    at: new Date().toISOString(),
  };
}
