/**
 * Checks the dependency table of docs/ARCHITECTURE.md. dependency-cruiser without a parser for this TypeScript
 * cruises 0 modules and exits 0, so fewer modules than source files is a failure too.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface CruiseResult {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly { from: string; to: string; rule: { name: string; severity: string } }[];
  };
  readonly modules: readonly { readonly source: string }[];
}

const CRUISER = fileURLToPath(
  new URL('../node_modules/dependency-cruiser/bin/dependency-cruise.mjs', import.meta.url),
);

const TSX_FOR_SWC = new URL('./swcTsx.mjs', import.meta.url).href;

function sourceFiles(folder: string): readonly string[] {
  const inside = readdirSync(join(folder, 'src'), { recursive: true, encoding: 'utf8' });
  return inside.map((file) => `src/${file.replaceAll('\\', '/')}`).filter((file) => /\.tsx?$/.test(file));
}

/** Sentences of what is wrong below `folder` (the project's root, or a planted copy of it); empty when all is well. */
export function checkDependencies(folder: string): readonly string[] {
  const files = sourceFiles(folder);
  const args = [
    '--import',
    TSX_FOR_SWC,
    CRUISER,
    'src',
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'json',
  ];
  const run = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 256 << 20 });
  if (run.stdout === '') return [`dependency-cruiser printed nothing: ${run.stderr.slice(0, 2000)}`];
  const result = JSON.parse(run.stdout) as CruiseResult; // the tool's documented output
  const cruised = new Set(result.modules.map((module) => module.source));
  const missed = files.filter((file) => !cruised.has(file));
  return [
    ...missed.map((file) => `not cruised: ${file}`),
    ...result.summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`),
  ];
}
