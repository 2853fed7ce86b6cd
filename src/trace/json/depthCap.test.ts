import { afterEach, expect, it } from 'vitest';
import { parseJson } from './parseJson';

const scope = globalThis as { name?: string };
const DEPTH = 60_000;
const text = `${'['.repeat(DEPTH)}1${']'.repeat(DEPTH)}`;

afterEach(() => {
  globalThis.__SABOTAGE__ = undefined;
  delete scope.name;
});

/** What crosses between threads must survive this. */
function cross(): unknown {
  const parsed = parseJson(text);
  return structuredClone(parsed.ok ? parsed.value : undefined);
}

it('deep JSON crosses between threads', () => {
  expect(() => cross()).not.toThrow();
});

it('without the cap it does not: the test above can fail', () => {
  globalThis.__SABOTAGE__ = true;
  scope.name = 'worker?sabotage=depthCap';
  expect(() => cross()).toThrow(/stack|size/i);
});
