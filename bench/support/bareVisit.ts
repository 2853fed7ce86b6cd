/**
 * One visit in a browser that nothing is attached to, for its memory. Playwright turns the network domain of DevTools on, and
 * the renderer then keeps up to 200 MB of what was fetched, as base64: no reader's browser does. A profile on disk, too: in a
 * private context the files of the index lie in memory. Other browsers must not run beside: code pages count by share.
 */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ensureChromium } from '../../scripts/chromium';
import { startServer } from '../../scripts/serve';
import { sumPssMb } from './memory';
import { installProbe, type PaintCondition, type PageProbe } from './pageProbe';
import { createLine, startShapedProxy } from './shapedProxy';
import { NETS } from './nets';

const DIST = join(import.meta.dirname, '../../dist');
const SWITCHES = [
  '--headless=new',
  '--window-size=1440,900',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-extensions',
  '--no-first-run',
  '--no-default-browser-check',
  '--password-store=basic',
];
const PAINTED = '/painted/';
const EMPTY = 'empty.html';
const SAMPLE_MS = 100;
const REST_MS = 3_000;

export interface BareVisit {
  /** Navigation → painted. */
  readonly durationMs: number;
  /** The most that all of its processes took together until then. */
  readonly peakMb: number;
  /** What they take with an empty page. */
  readonly restMb: number;
}

export interface BareOptions {
  readonly conditions: readonly PaintCondition[];
  /** How many the page believes the machine has. */
  readonly cores: number;
}

function tell(probe: PageProbe, path: string): void {
  void probe.painted.then(({ durationMs }) => fetch(`${path}${durationMs}`, { method: 'POST' }));
}

/** The build with the probe before its own scripts. */
function probedBuild({ conditions, cores }: BareOptions): string {
  const folder = mkdtempSync(join(tmpdir(), 'retrace-bare-'));
  cpSync(DIST, folder, { recursive: true });
  const script = [
    'globalThis.__name = (target) => target;',
    `Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => ${cores} });`,
    `(${installProbe.toString()})(${JSON.stringify(conditions)});`,
    `(${tell.toString()})(globalThis.retraceProbe, ${JSON.stringify(PAINTED)});`,
  ];
  writeFileSync(join(folder, 'probe.js'), script.join('\n'));
  const page = readFileSync(join(DIST, 'index.html'), 'utf8');
  writeFileSync(
    join(folder, 'index.html'),
    page.replace('<head>', '<head><script src="./probe.js"></script>'),
  );
  // the server prefers it
  rmSync(join(folder, 'index.html.br'), { force: true });
  writeFileSync(join(folder, EMPTY), '<!doctype html><title>Empty</title>');
  return folder;
}

/** Megabytes of all of its processes until it is over. Rejects when that takes ten minutes, or the browser ends. */
async function openOnce(url: string, isOver: () => boolean): Promise<readonly number[]> {
  const profile = mkdtempSync(join(tmpdir(), 'retrace-profile-'));
  const browser = spawn(ensureChromium(), [...SWITCHES, `--user-data-dir=${profile}`, url], {
    stdio: 'ignore',
    detached: true,
  });
  const { pid } = browser;
  const ended = once(browser, 'exit');
  if (pid === undefined) throw new Error('the browser could not be started');
  const startedAt = performance.now();
  const samples: number[] = [];
  try {
    while (!isOver()) {
      if (browser.exitCode !== null || performance.now() - startedAt > 600_000)
        throw new Error(`nothing was painted: ${url}`);
      samples.push(sumPssMb(pid));
      await pause(SAMPLE_MS);
    }
    return samples;
  } finally {
    // all of its processes, which are a group
    process.kill(-pid, 'SIGKILL');
    await ended;
    await pause(500);
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** The page at `hash` in a fresh profile. */
export async function visitBare(hash: string, options: BareOptions): Promise<BareVisit> {
  const folder = probedBuild(options);
  const server = await startServer({ port: 0, folder });
  const app = await startShapedProxy(server.url, createLine(NETS.loopback));
  try {
    const settledAt = performance.now() + REST_MS;
    const rest = await openOnce(`${app.origin}/${EMPTY}`, () => performance.now() > settledAt);
    const painted = (): string | undefined =>
      app.log.map(({ path }) => path).find((path) => path.startsWith(PAINTED));
    const samples = await openOnce(`${app.origin}/${hash}`, () => painted() !== undefined);
    return {
      durationMs: Number(painted()?.slice(PAINTED.length)),
      peakMb: Math.max(...samples),
      restMb: rest.at(-1) ?? 0,
    };
  } finally {
    await app.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
