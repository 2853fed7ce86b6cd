import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { build } from 'vite';

/** One .mjs of a TypeScript entry, for `worker_threads`: Node 20 cannot run TypeScript in a thread. */
export async function bundleWorker(entry: string): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), 'retrace-'));
  await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: {
      ssr: resolve(import.meta.dirname, entry),
      outDir,
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'worker.mjs' } },
    },
  });
  return join(outDir, 'worker.mjs');
}
