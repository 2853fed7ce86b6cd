/** The hostile strings of the browser tests: all of the corpora with DEEP in the environment, else a seeded sample. */
import { IS_DEEP } from './fixtures';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom } from '../src/testing/random';
import { realData } from '../src/testing/realData';

export interface Corpus {
  readonly name: string;
  readonly strings: readonly string[];
}

function jsonStrings(path: string, pick: (value: unknown) => unknown): readonly string[] {
  const file = realData(path);
  if (file === undefined) return [];
  const values: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return Array.isArray(values) ? values.map(pick).filter((value) => typeof value === 'string') : [];
}

function streams(): readonly string[] {
  const folder = realData('corpora/xterm-fixtures/test');
  if (folder === undefined) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.in'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
}

/** A property of untrusted JSON. */
const payloadOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'payload' in value ? value.payload : undefined;

function sample(strings: readonly string[], count: number): readonly string[] {
  if (IS_DEEP) return strings;
  const short = strings.filter((text) => text.length < 2000);
  const random = createRandom(20_260_314);
  return Array.from(
    { length: Math.min(count, short.length) },
    () => short[Math.floor(random() * short.length)] ?? '',
  );
}

export const CORPORA: readonly Corpus[] = [
  {
    name: 'written here',
    strings: [
      '<img src=x onerror=alert(1)><script>alert(1)</script>',
      '[a](javascript:alert(1)) ![p](https://tracker.example/p.png) <https://evil.example/x>',
      '[https://good.example](https://evil.example/) www.evil.example a@evil.example',
      '\u202Etxt.exe\u202C \u200Bz\u200Bw \u{E0041}\u{E0042}',
      '\u001B]8;;https://evil.example\u0007link\u001B]8;;\u0007 \u001B[8mhidden\u001B[0m',
      '{"__proto__": {"x": 1}} ${7*7} {{7*7}} %00 \u0000',
      `${'>'.repeat(600)} deep`,
      `${'- '.repeat(200)}deep`,
      `${'['.repeat(300)}a${']'.repeat(300)}(x)`,
      '[^1] text\n\n[^1]: <svg onload=alert(1)>\n\n[ref]: javascript:alert(1) "title"\n[ref]',
    ],
  },
  { name: 'naughty strings', strings: sample(jsonStrings('corpora/blns/blns.json', String), 5) },
  {
    name: 'sanitiser payloads',
    strings: sample(jsonStrings('corpora/dompurify/payloads.json', payloadOf), 5),
  },
  { name: 'terminal streams', strings: sample(streams(), 4) },
];
