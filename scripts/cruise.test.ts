/** A planted violation of each dependency rule turns the check red; a clean house leaves it silent. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { checkDependencies } from './cruise';

const root = fileURLToPath(new URL('..', import.meta.url));
const config = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as {
  readonly forbidden: readonly { readonly name: string }[];
};
const made: string[] = [];

afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A house of a few files: path below src → its text. */
function plant(
  files: Readonly<Record<string, string>>,
  change: (config: string) => string = (text) => text,
): string {
  const folder = mkdtempSync(join(tmpdir(), 'retrace-cruise-'));
  made.push(folder);
  cpSync(join(root, 'tsconfig.json'), join(folder, 'tsconfig.json'));
  const text = readFileSync(join(root, '.dependency-cruiser.cjs'), 'utf8');
  writeFileSync(join(folder, '.dependency-cruiser.cjs'), change(text));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const [path, source] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, 'src', path)), { recursive: true });
    writeFileSync(join(folder, 'src', path), source);
  }
  return folder;
}

const use = (...paths: string[]): string =>
  paths
    .map((path, index) => `import * as m${index} from '${path}';\nexport const k${index} = m${index};\n`)
    .join('');

/** Every rule broken once, each in a file of its own. */
const BROKEN: Readonly<Record<string, string>> = {
  'main.tsx': use('./lib/a', './views/a'),
  'lib/a.ts': use('../trace/a'),
  'trace/a.ts': use('../source/a'),
  'source/a.ts': use('../engine/a'),
  'engine/a.ts': use('../source/b'),
  'source/b.ts': 'export const b = 1;\n',
  'worker/a.ts': use('../client/a'),
  'cli/a.ts': use('../worker/a'),
  'client/a.ts': use('../worker/b'),
  'worker/b.ts': 'export const b = 1;\n',
  'state/a.ts': use('../client/a'),
  'ui/a.ts': use('../state/a'),
  'views/a.ts': use('../worker/b'),
  'pages/one/a.ts': use('../../engine/a', '../two/a'),
  'pages/two/a.ts': 'export const a = 1;\n',
  'trace/circle1.ts': use('./circle2'),
  'trace/circle2.ts': use('./circle1'),
  'trace/node.ts': use('node:fs'),
  'trace/package.ts': use('react'),
  'trace/nowhere.ts': use('./not-there'),
  'lib/orphan.ts': 'export const alone = 1;\n',
  'views/helper.ts': use('../testing/builders'),
  'testing/builders.ts': 'export const built = 1;\n',
  'views/upward.ts': use('../main'),
  'lib/packages.ts': use(
    '@duckdb/duckdb-wasm',
    'apache-arrow',
    'kysely',
    'hyparquet',
    'hyparquet-compressors',
    'zustand',
    'recharts',
    '@tanstack/react-virtual',
    '@tanstack/react-query',
    'react-markdown',
    'jsonrepair',
  ),
};

describe('the dependency rules', () => {
  const problems = checkDependencies(plant(BROKEN));

  it.each(config.forbidden.map(({ name }) => name))('%s is caught', (name) => {
    expect(problems.filter((problem) => problem.startsWith(`${name}: `))).not.toEqual([]);
  });

  it('a house in order is silent', () => {
    const folder = plant({
      'main.tsx': use('./views/a'),
      'views/a.ts': use('../lib/a'),
      'lib/a.ts': 'export const a = 1;\n',
    });
    expect(checkDependencies(folder)).toEqual([]);
  });

  it('fewer modules cruised than there are files is caught', () => {
    const folder = plant(
      { 'main.tsx': use('./lib/a'), 'lib/a.ts': 'export const a = 1;\n', 'lib/hidden.ts': use('./a') },
      (text) => text.replace("parser: 'swc',", "parser: 'swc', exclude: { path: 'hidden' },"),
    );
    expect(checkDependencies(folder)).toEqual(['not cruised: src/lib/hidden.ts']);
  });
});
