/**
 * `npm run bench [-- name…]`: runs the benches, each in a process of its own, prints their tables and writes their lines to
 * `bench/results/<name>.jsonl`, the machine first. Benches report: nothing here passes or fails on a figure.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import { describeMachine } from './support/machine';
import { parseResult, type BenchResult } from './support/results';
import { toTables, toText } from './support/table';

const ROOT = join(import.meta.dirname, '..');
const RESULTS = join(import.meta.dirname, 'results');
const BENCHES = ['trace', 'browser', 'replayer', 'reading', 'engine', 'insights', 'index', 'find'] as const;

/** Its lines, as they came; what is no result goes to the terminal. */
async function runBench(name: string): Promise<readonly BenchResult[]> {
  const args = ['--expose-gc', '--max-old-space-size=8192', '--import', 'tsx', join('bench', `${name}.ts`)];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  const results: BenchResult[] = [];
  const exited = new Promise<number | null>((resolve) => {
    child.on('close', resolve);
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const result = parseResult(line);
    if (result === undefined) console.log(line);
    else results.push(result);
  }
  const code = await exited;
  if (code !== 0) console.log(`${name}: exit code ${code}`);
  return results;
}

const wanted = process.argv.slice(2).filter((name) => !name.startsWith('-'));
const unknown = wanted.filter((name) => !(BENCHES as readonly string[]).includes(name));
if (unknown.length > 0) {
  console.error(`No bench ${unknown.join(', ')}; there are ${BENCHES.join(', ')}.`);
  process.exit(1);
}
// anew: a build that lies there may be of other sources
await build({ root: ROOT, logLevel: 'error' });
mkdirSync(RESULTS, { recursive: true });
for (const name of BENCHES) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n── ${name}`);
  const machine = describeMachine();
  const results = await runBench(name);
  const lines = [machine, ...results].map((result) => `${JSON.stringify(result)}\n`);
  writeFileSync(join(RESULTS, `${name}.jsonl`), lines.join(''));
  for (const table of toTables(results)) console.log(toText(table));
  if (results.length === 0) process.exitCode = 1;
}
