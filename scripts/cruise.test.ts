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

const importing = (...paths: string[]): string =>
  paths
    .map((path, index) => `import * as m${index} from '${path}';\nexport const k${index} = m${index};\n`)
    .join('');

/** Every rule broken once, each in a file of its own. */
const BROKEN: Readonly<Record<string, string>> = {
  'main.tsx': importing('./lib/a', './views/a'),
  'lib/a.ts': importing('../trace/a'),
  'trace/a.ts': importing('../source/a'),
  'source/a.ts': importing('../engine/a'),
  'engine/a.ts': importing('../source/b'),
  'source/b.ts': 'export const b = 1;\n',
  'worker/a.ts': importing('../client/a'),
  'cli/a.ts': importing('../worker/a'),
  'client/a.ts': importing('../worker/b'),
  'worker/b.ts': 'export const b = 1;\n',
  'state/a.ts': importing('../client/a'),
  'ui/a.ts': importing('../state/a'),
  'views/a.ts': importing('../worker/b'),
  'pages/one/a.ts': importing('../../engine/a', '../two/a'),
  'pages/two/a.ts': 'export const a = 1;\n',
  'trace/circle1.ts': importing('./circle2'),
  'trace/circle2.ts': importing('./circle1'),
  'trace/node.ts': importing('node:fs'),
  'trace/package.ts': importing('react'),
  'trace/nowhere.ts': importing('./not-there'),
  'lib/orphan.ts': 'export const alone = 1;\n',
  'views/helper.ts': importing('../testing/builders'),
  'testing/builders.ts': 'export const built = 1;\n',
  'views/upward.ts': importing('../main'),
  'lib/packages.ts': importing(
    '@duckdb/duckdb-wasm',
    'apache-arrow',
    'kysely',
    'hyparquet',
    'hyparquet-compressors',
    'hyparquet-writer',
    'zustand',
    'recharts',
    '@tanstack/react-virtual',
    '@tanstack/react-query',
    'react-markdown',
    'lowlight',
    'diff',
  ),
};

describe('the dependency rules', () => {
  const problems = checkDependencies(plant(BROKEN));

  it.each(config.forbidden.map(({ name }) => name))('%s is caught', (name) => {
    expect(problems.filter((problem) => problem.startsWith(`${name}: `))).not.toEqual([]);
  });

  it('a house in order is silent', () => {
    const folder = plant({
      'main.tsx': importing('./views/a'),
      'views/a.ts': importing('../lib/a'),
      'lib/a.ts': 'export const a = 1;\n',
    });
    expect(checkDependencies(folder)).toEqual([]);
  });

  it('fewer modules cruised than there are files is caught', () => {
    const folder = plant(
      {
        'main.tsx': importing('./lib/a'),
        'lib/a.ts': 'export const a = 1;\n',
        'lib/hidden.ts': importing('./a'),
      },
      (text) => text.replace("parser: 'swc',", "parser: 'swc', exclude: { path: 'hidden' },"),
    );
    expect(checkDependencies(folder)).toEqual(['not cruised: src/lib/hidden.ts']);
  });
});
