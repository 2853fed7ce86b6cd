import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';

const ROOT = join(import.meta.dirname, '../..');

/**
 * A module of `src` as it ships, bundled: the tsx loader keeps function names at a cost of a third (measured: 201 against
 * 150 ms of parsing). `T` is the type of that module.
 */
export async function loadShipped<T>(source: string): Promise<T> {
  const entry = join(ROOT, source);
  const name = basename(entry, '.ts');
  const outDir = join(ROOT, '.cache/bench', name);
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    build: { ssr: entry, outDir, copyPublicDir: false, emptyOutDir: true, target: 'es2023', minify: true },
  });
  // What was built is that module.
  return (await import(pathToFileURL(join(outDir, `${name}.js`)).href)) as T;
}
