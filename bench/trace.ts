/**
 * Benches of the shared parsers, one JSON line a result:
 *   npx tsx bench/trace.ts            worst cases of 5 MB, then parse-only against the tutorial's Python on the same turns
 *   npx tsx bench/trace.ts --mb 1     smaller
 * `ratio` is the time for twice the input: 2 is linear, 4 quadratic; below a few milliseconds it measures the clock.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type * as trace from '../src/trace';
import { loadShipped } from './support/loadShipped';
import { WORST_CASES, type WorstCase } from './traceCases';
import { makeTurns, type BenchTurn } from './traceTurns';

const { computeAttention, computeMetrics, computeStrip, encodeStrip, parseRecord, scanTurn } =
  await loadShipped<typeof trace>('src/trace/index.ts');

const ROUNDS = 5;

function print(result: Readonly<Record<string, string | number | boolean>>): void {
  console.log(JSON.stringify(result));
}

/** Without collecting first, the garbage of one round is paid for by the next. */
const collect = globalThis.gc ?? (() => undefined);

function timeMs(act: () => void): number {
  collect();
  const startedAt = performance.now();
  act();
  return performance.now() - startedAt;
}

function best(rounds: number, act: () => void): number {
  return Math.min(...Array.from({ length: rounds }, () => timeMs(act)));
}

function benchCase({ name, role, make }: WorstCase, length: number): void {
  const half = make(length / 2);
  const full = make(length);
  const halfMs = best(ROUNDS, () => scanTurn(role, half));
  const fullMs = best(ROUNDS, () => scanTurn(role, full));
  print({
    bench: 'trace.worst',
    case: name,
    bytes: full.length,
    ms: round(fullMs),
    halfMs: round(halfMs),
    ratio: round(fullMs / halfMs),
  });
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Rows as they would be read: the turns of a few steps each. */
function toRows(
  turns: readonly BenchTurn[],
): readonly { readonly conversations: readonly { from: string; value: string }[] }[] {
  const conversations = turns.map(({ role, value }) => ({ from: role, value }));
  return Array.from({ length: Math.ceil(turns.length / 24) }, (_, i) => ({
    conversations: conversations.slice(i * 24, i * 24 + 24),
  }));
}

/** One thread each, the same decoded turns; reading the file is outside both clocks. */
function benchTutorial(turns: readonly BenchTurn[]): void {
  const bytes = turns.reduce((sum, { value }) => sum + value.length, 0);
  const rows = toRows(turns);
  const passes = {
    // Blocks, outcomes and the findings of each turn: what the tutorial's parsers are compared with.
    'retrace, blocks': () => turns.forEach(({ role, value }) => scanTurn(role, value)),
    // Also steps, pairing, loops, the tutorial's rule, metrics, strip and attention: what the index runs.
    'retrace, core pass': () =>
      rows.forEach((row) => {
        const parsed = parseRecord(row);
        if (parsed.kind === 'bad') return;
        computeMetrics(parsed.trajectory);
        computeAttention(parsed.trajectory);
        encodeStrip(computeStrip(parsed.trajectory));
      }),
  };
  const python = runPython(turns);
  for (const [who, act] of Object.entries(passes)) {
    const ms = best(ROUNDS * 3, act);
    const faster = python === undefined ? {} : { timesFasterThanTutorial: round(python / ms) };
    print({
      bench: 'trace.parseOnly',
      who,
      turns: turns.length,
      bytes,
      ms: round(ms),
      mbPerS: round(bytes / ms / 1000),
      ...faster,
    });
  }
  if (python === undefined) print({ bench: 'trace.parseOnly', who: 'tutorial', skipped: 'no python3 here' });
  else print({ bench: 'trace.parseOnly', who: 'tutorial', turns: turns.length, bytes, ms: round(python) });
}

function runPython(turns: readonly BenchTurn[]): number | undefined {
  if (spawnSync('python3', ['--version']).status !== 0) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'retrace-bench-'));
  try {
    const path = join(folder, 'turns.json');
    writeFileSync(path, JSON.stringify(turns));
    const out = execFileSync(
      'python3',
      [join(import.meta.dirname, 'tutorial.py'), path, String(ROUNDS * 3)],
      {
        encoding: 'utf8',
      },
    );
    return Number(out.trim());
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const mbAt = process.argv.indexOf('--mb');
const length = (mbAt < 0 ? 5 : Number(process.argv[mbAt + 1])) * 1_000_000;
// The first case would pay for compiling the scanner.
for (const { role, make } of WORST_CASES) scanTurn(role, make(50_000));
for (const worst of WORST_CASES) benchCase(worst, length);
benchTutorial(makeTurns());
