/** `npm run bench:doc`: docs/BENCH.md from the last results of every bench, with the machine they were made on. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MEANINGS } from './support/meanings';
import { parseResult, type BenchResult } from './support/results';
import { toMarkdown, toTables } from './support/table';

const RESULTS = join(import.meta.dirname, 'results');
const DOC = join(import.meta.dirname, '../docs/BENCH.md');

function readResults(name: string): readonly BenchResult[] {
  const path = join(RESULTS, `${name}.jsonl`);
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => parseResult(line) ?? []);
}

function describe(machine: BenchResult | undefined): string {
  if (machine === undefined) return '';
  const { cores, cpu, memoryGb, node, chromium, platform, load1, at } = machine;
  return `Made on ${String(at).slice(0, 10)}: ${cores} cores (${cpu}), ${memoryGb} GB, ${platform}, Node ${node}, ${chromium}; load before it began ${load1}.`;
}

function section(name: string, title: string, intro: string): string {
  const [machine, ...results] = readResults(name);
  const tables = toTables(results).map((table) => {
    const meaning = MEANINGS.tables[table.name];
    return [`### ${table.name}`, ...(meaning === undefined ? [] : [meaning]), toMarkdown(table)].join('\n\n');
  });
  const body = tables.length === 0 ? ['Not run yet.'] : [describe(machine), ...tables];
  return [`## ${title}`, intro, ...body].join('\n\n');
}

const parts = [
  '# Benches',
  '<!-- Made by `npm run bench:doc` from bench/results; run `npm run bench` first. -->',
  MEANINGS.intro,
  ...MEANINGS.sections.map(({ name, title, intro }) => section(name, title, intro)),
  MEANINGS.columns.map(([column, meaning]) => `* **${column}**: ${meaning}`).join('\n'),
];
writeFileSync(DOC, `${parts.join('\n\n')}\n`);
console.log(DOC);
