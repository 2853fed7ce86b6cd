/**
 * The gate: `npm test` (seeded samples) and `npm run test:deep` (`--deep`: full counts). Runs every check, also
 * after one failed, and ends with the counts on a line of their own.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CORPUS_COUNTS, type CorpusCount } from '../src/testing/corpusCount';
import { ensureChromium } from './chromium';
import { checkBundle } from './bundleBudget';
import { checkSwitches } from './checkSwitches';
import { checkDependencies } from './cruise';

const root = fileURLToPath(new URL('..', import.meta.url));
const deep = process.argv.includes('--deep');
const UNIT_REPORT = '.cache/unit.json';
const E2E_REPORT = '.cache/e2e.json';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const total: Counts = { passed: 0, failed: 0, skipped: 0 };

function run(command: string, args: readonly string[], env: Record<string, string> = {}): boolean {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...(deep ? { DEEP: '1' } : {}), ...env },
  });
  return result.status === 0;
}

/** One check counts as one test; a check with a report of its own adds that report's counts. */
function check(title: string, act: () => boolean): void {
  console.log(`\n── ${title}`);
  const startedAt = Date.now();
  let ok = false;
  try {
    ok = act();
  } catch (error) {
    console.log(error instanceof Error ? error.message : error);
  }
  total[ok ? 'passed' : 'failed'] += 1;
  console.log(`${ok ? '✓' : '✗'} ${title} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
}

/** What was thrown at it: a row a corpus, the counts of its tests added up. */
function printCorpora(): void {
  if (!existsSync(CORPUS_COUNTS)) return;
  const rows = new Map<string, { tried: number; failed: number }>();
  for (const line of readFileSync(CORPUS_COUNTS, 'utf8').split('\n')) {
    if (line === '') continue;
    // written by countCorpus
    const { corpus, tried, failed } = JSON.parse(line) as CorpusCount;
    const row = rows.get(corpus) ?? { tried: 0, failed: 0 };
    rows.set(corpus, { tried: row.tried + tried, failed: row.failed + failed });
  }
  const width = Math.max(0, ...[...rows.keys()].map(({ length }) => length));
  console.log(`\n${'inputs'.padEnd(width)}    tried  failed`);
  for (const [corpus, { tried, failed }] of [...rows].sort(([a], [b]) => a.localeCompare(b)))
    console.log(`${corpus.padEnd(width)} ${String(tried).padStart(8)} ${String(failed).padStart(7)}`);
}

function noProblems(problems: readonly string[]): boolean {
  for (const problem of problems) console.log(problem);
  return problems.length === 0;
}

function addUnitCounts(): void {
  if (!existsSync(UNIT_REPORT)) return;
  // vitest's documented JSON report
  const report = JSON.parse(readFileSync(UNIT_REPORT, 'utf8')) as Record<string, number>;
  total.passed += report['numPassedTests'] ?? 0;
  total.failed += report['numFailedTests'] ?? 0;
  total.skipped += report['numPendingTests'] ?? 0;
}

function addBrowserCounts(): void {
  if (!existsSync(E2E_REPORT)) return;
  // Playwright's documented JSON report
  const { stats } = JSON.parse(readFileSync(E2E_REPORT, 'utf8')) as { stats: Record<string, number> };
  total.passed += (stats['expected'] ?? 0) + (stats['flaky'] ?? 0);
  total.failed += stats['unexpected'] ?? 0;
  total.skipped += stats['skipped'] ?? 0;
  if ((stats['flaky'] ?? 0) > 0) console.log(`${stats['flaky']} flaky`);
}

process.chdir(root);
mkdirSync('.cache', { recursive: true });
for (const report of [UNIT_REPORT, E2E_REPORT, CORPUS_COUNTS]) rmSync(report, { force: true });

check('types', () => run('npx', ['tsc', '-b']));
check('lint', () => run('npx', ['oxlint', '--deny-warnings']));
check('format', () => run('npx', ['oxfmt', '--check']));
check('dependency rules', () => noProblems(checkDependencies(root)));
check('unit and property tests', () =>
  run('npx', ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${UNIT_REPORT}`]),
);
addUnitCounts();
check('build', () => run('npx', ['vite', 'build', '--logLevel', 'warn']));
check('size of the first load', () => noProblems(checkBundle(root)));
check('no switch of the tests in the build', () => noProblems(checkSwitches('dist')));
check('build with the switches of the tests', () => run('npm', ['run', '--silent', 'build:sabotage']));
check('browser tests', () => {
  const chromiumPath = ensureChromium();
  return run('npx', ['playwright', 'test', '--reporter=list,json'], {
    CHROMIUM_PATH: chromiumPath,
    PLAYWRIGHT_JSON_OUTPUT_NAME: E2E_REPORT,
  });
});
addBrowserCounts();

printCorpora();
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 ? 0 : 1);
