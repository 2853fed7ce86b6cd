/** The committed shards are what the committed recordings give, byte for byte. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { buildDemo } from './build';
import { CONFIGS } from './types';

describe('the demo shards', () => {
  const built = buildDemo();

  test.each(CONFIGS)('%s.parquet is what the recordings give', (config) => {
    const committed = readFileSync(new URL(`../../public/demo/${config}.parquet`, import.meta.url));
    // When it differs: run `npm run demo:build` and commit public/demo.
    expect(committed.byteLength).toBe(built[config].byteLength);
    expect(committed.equals(built[config])).toBe(true);
  });

  test('two builds give the same bytes', () => {
    const again = buildDemo();
    for (const config of CONFIGS) expect(Buffer.from(again[config]).equals(built[config])).toBe(true);
  });
});
