/** Every page in both themes at 1440 and 390 px, into .cache/screens to be looked at; and axe in each. */
import { expect, test } from './fixtures';

const PAGES = [
  { name: 'browse', hash: '#/browse' },
  { name: 'replay', hash: '#/t/~0.0?step=3' },
  { name: 'replay-unknown', hash: '#/t/nobody' },
  { name: 'error', hash: '#/browse?src=url:http://example.com/a.parquet' },
] as const;

for (const scheme of ['light', 'dark'] as const) {
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ] as const) {
    for (const { name, hash } of PAGES) {
      test(`${name} ${scheme} ${width}: looks, and no axe violation`, async ({ retrace }) => {
        const { page } = retrace;
        await page.setViewportSize({ width, height });
        await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
        await retrace.open(hash);
        await page.screenshot({ path: `.cache/screens/${name}-${scheme}-${width}.png` });
        expect(await retrace.violations()).toEqual([]);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(overflow).toBeLessThanOrEqual(0);
      });
    }
  }
}
