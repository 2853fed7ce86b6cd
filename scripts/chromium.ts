/**
 * Finds a Chromium for the browser tests, or installs one, and says which. Order: CHROMIUM_PATH, Playwright's
 * own, a system one, Playwright's download, Debian's package (as root).
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

function onPath(): string | undefined {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const found = NAMES.map((name) => join(folder, name)).find((path) => existsSync(path));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Path of a browser that is there already. */
export function findChromium(): { path: string; origin: string } | undefined {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined && existsSync(named)) return { path: named, origin: 'CHROMIUM_PATH' };
  const own = chromium.executablePath();
  if (existsSync(own)) return { path: own, origin: "Playwright's own" };
  const system = onPath();
  return system === undefined ? undefined : { path: system, origin: 'system' };
}

function tryRun(command: string, args: readonly string[]): boolean {
  console.log(`$ ${command} ${args.join(' ')}`);
  const run = spawnSync(command, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: 300_000,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return run.status === 0;
}

function installChromium(): void {
  const isRoot = process.getuid?.() === 0;
  const hasApt = existsSync('/usr/bin/apt-get');
  if (isRoot && hasApt) {
    tryRun('apt-get', ['update', '-qq']);
    if (tryRun('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'])) return;
  }
  tryRun('npx', ['playwright', 'install', 'chromium']);
}

/** Path of a browser that works, installed if need be; throws with what to do when there is none. */
export function ensureChromium(): string {
  if (findChromium() === undefined) {
    console.log('No Chromium found: installing one.');
    installChromium();
  }
  const found = findChromium();
  if (found === undefined) {
    throw new Error('No Chromium found and none could be installed. Set CHROMIUM_PATH to a browser.');
  }
  const version = execFileSync(found.path, ['--version', '--no-sandbox'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
  console.log(`Chromium: ${found.path} (${found.origin}; ${version})`);
  return found.path;
}
