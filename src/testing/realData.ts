import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../../../shared/data');

/** A file or folder of the data nobody here wrote; undefined, with a printed notice, where it is absent. */
export function realData(path: string): string | undefined {
  const full = resolve(ROOT, path);
  if (existsSync(full)) return full;
  process.stderr.write(`skipped: no ../shared/data/${path} here\n`);
  return undefined;
}
