/** Contrast of every pair of tokens that meets on the page, in both themes (WCAG 2.x: text 4.5, marks and borders 3). */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrast, type Rgb } from './content/contrast';
import { THEMES } from './content/ansiColours';

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');

function tokensOf(theme: 'light' | 'dark'): ReadonlyMap<string, Rgb> {
  const start = css.indexOf(`[data-mantine-color-scheme='${theme}']`);
  const block = css.slice(start, css.indexOf('}', start));
  return new Map(
    [...block.matchAll(/--rt-([\w-]+): #([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2});/g)].map(
      ([, name = '', ...channels]) => [name, channels.map((hex) => parseInt(hex, 16)) as unknown as Rgb],
    ),
  );
}

/** Where text of every kind stands. */
const GROUNDS = ['canvas', 'surface', 'sunken', 'raised', 'hover', 'accent-soft'];
const OWN_SOFT = ['accent', 'call', 'answer', 'failed', 'finding', 'think'];
const TEXT = ['ink', 'ink-2', 'ink-3', ...OWN_SOFT];
const MARKS = ['control', 'tick', 'tick-failed', 'tick-finding', 'tick-answer'];

const PAIRS: readonly (readonly [ink: string, ground: string, ratio: number])[] = [
  ...TEXT.flatMap((ink) => GROUNDS.map((ground) => [ink, ground, 4.5] as const)),
  ...OWN_SOFT.map((ink) => [ink, `${ink}-soft`, 4.5] as const),
  ...OWN_SOFT.map((soft) => ['ink', `${soft}-soft`, 4.5] as const),
  ...MARKS.flatMap((mark) =>
    ['surface', 'canvas', 'accent-soft'].map((ground) => [mark, ground, 3] as const),
  ),
  ...['user', 'system', 'ok'].flatMap((ink) =>
    ['surface', 'hover'].map((ground) => [ink, ground, 4.5] as const),
  ),
  ['on-accent', 'accent', 4.5],
  ['add-ink', 'add-bg', 4.5],
  ['del-ink', 'del-bg', 4.5],
  ['ink', 'add-bg', 4.5],
  ['ink', 'del-bg', 4.5],
  ['ink', 'mark', 4.5],
  ['chart-sel', 'surface', 3],
  ['chart-sel', 'canvas', 3],
];

describe.each(['light', 'dark'] as const)('tokens, %s', (theme) => {
  const tokens = tokensOf(theme);
  it.each(PAIRS)('%s on %s reaches %d', (ink, ground, ratio) => {
    const [over, under] = [tokens.get(ink), tokens.get(ground)];
    if (over === undefined || under === undefined) throw new Error(`no token ${ink} or ${ground}`);
    expect(contrast(over, under)).toBeGreaterThanOrEqual(ratio);
  });

  it('are what terminal colours are corrected against', () => {
    expect(THEMES[theme]).toEqual({ ink: tokens.get('ink'), ground: tokens.get('sunken') });
  });
});
