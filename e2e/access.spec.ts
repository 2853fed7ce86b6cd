/** What axe does not see: narrow windows, zoom, size of targets, live regions, motion. */
import { expect, test, type Retrace } from './fixtures';

const PLACES = ['#/browse', '#/t/~0.0?step=3', '#/insights', '#/sql', '#/browse?cat=Nope', '#/t/nobody'];

/** 320 CSS px, and a laptop of 1366 px at 200 %. */
const WINDOWS = [
  { width: 320, height: 640 },
  { width: 683, height: 384 },
];

async function tooWide({ page }: Retrace): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

/** Controls below 24 × 24 px that no label or row around them makes larger. Links in text are exempt (WCAG 2.5.8). */
async function smallTargets({ page }: Retrace): Promise<readonly string[]> {
  return page.evaluate(() => {
    const controls = document.querySelectorAll<HTMLElement>(
      'button, nav a, header a, input, [role="slider"], [role="tab"], [role="option"], [role="separator"]',
    );
    const isSmall = (box: DOMRect): boolean => box.width < 23.5 || box.height < 23.5;
    return [...controls]
      .filter((control) => {
        const box = control.getBoundingClientRect();
        if (box.width === 0 || box.height === 0 || !control.checkVisibility({ visibilityProperty: true }))
          return false;
        const around = control.closest('label, form, [data-target]');
        return isSmall(box) && (around === null || isSmall(around.getBoundingClientRect()));
      })
      .map((control) => {
        const { width, height } = control.getBoundingClientRect();
        const name = control.getAttribute('aria-label') ?? control.textContent ?? '';
        return `${control.tagName} "${name.slice(0, 40)}" ${Math.round(width)} × ${Math.round(height)}`;
      });
  });
}

test('narrow and zoomed windows: nothing is wider, no target is too small', async ({ retrace }) => {
  test.slow();
  const { page } = retrace;
  for (const place of PLACES) {
    await page.setViewportSize({ width: 1440, height: 900 });
    await retrace.open(place);
    for (const size of WINDOWS) {
      await page.setViewportSize(size);
      await retrace.idle();
      await page.screenshot({
        path: `.cache/screens/narrow-${size.width}-${place.replace(/\W+/g, '-')}.png`,
      });
      expect(await tooWide(retrace), `${place} at ${size.width}`).toBeLessThanOrEqual(0);
      expect(await smallTargets(retrace), `${place} at ${size.width}`).toEqual([]);
    }
  }
});

test('reduced motion: nothing moves by itself; play can be paused; errors alone interrupt', async ({
  retrace,
}) => {
  const { page } = retrace;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const moving = (): Promise<number> =>
    page.evaluate(
      () =>
        document
          .getAnimations()
          .filter((each) => each.playState === 'running' && Number(each.effect?.getTiming().duration) > 1)
          .length,
    );
  await retrace.open('#/t/~0.0?step=3');
  await page.getByRole('button', { name: 'Next step' }).first().click();
  expect(await moving()).toBe(0);
  await retrace.heading.focus();
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Pause' }).first()).toBeVisible();
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Play' }).first()).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(page.locator('[aria-live="assertive"]')).toHaveCount(0);

  await retrace.open('#/browse');
  expect(await moving()).toBe(0);
  await expect(page.getByRole('status')).toHaveCount(1);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await retrace.open('#/t/nobody');
  await expect(page.getByRole('alert')).toHaveCount(1);
});
