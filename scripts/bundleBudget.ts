/** What the first page loads before anything is clicked: entry script and everything it imports statically. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

export const INITIAL_JS_LIMIT_KIB = 250;

interface ManifestChunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
}

function initialFiles(manifest: Readonly<Record<string, ManifestChunk>>): readonly string[] {
  const seen = new Set<string>();
  const visit = (key: string): void => {
    const chunk = manifest[key];
    if (chunk === undefined || seen.has(key)) return;
    seen.add(key);
    chunk.imports?.forEach(visit);
  };
  for (const [key, chunk] of Object.entries(manifest)) if (chunk.isEntry === true) visit(key);
  return [...seen].map((key) => manifest[key]?.file).filter((file) => file !== undefined);
}

/** Problems of the build in `<root>/dist`; prints the size. */
export function checkBundle(root: string): readonly string[] {
  const dist = join(root, 'dist');
  // Vite's documented manifest
  const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Record<
    string,
    ManifestChunk
  >;
  const files = initialFiles(manifest).filter((file) => file.endsWith('.js'));
  const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file))).byteLength, 0);
  const kib = bytes / 1024;
  console.log(
    `initial JavaScript: ${kib.toFixed(1)} KiB gzip in ${files.length} files (limit ${INITIAL_JS_LIMIT_KIB})`,
  );
  return kib > INITIAL_JS_LIMIT_KIB ? [`initial JavaScript is ${kib.toFixed(1)} KiB gzip`] : [];
}
