/** A long session: what was walked through is let go of. Run with DEEP only: it takes a minute. */
import { expect, test, deepTest } from './fixtures';

const WALKED = 100;
const SHARE = 0.2;

deepTest(
  'the heap is back where it was after a walk through 100 trajectories',
  async ({ retrace, context }) => {
    test.setTimeout(300_000);
    const { page, heading } = retrace;
    const cdp = await context.newCDPSession(page);
    await retrace.open('#/browse?src=demo');
    await page.getByRole('option').first().click();
    await expect(heading).toHaveText(/^Step 1 of/);
    const place = page.getByRole('complementary', { name: 'List and outline' });
    const walk = async (key: string): Promise<void> => {
      const before = await page.evaluate(() => location.hash);
      await page.keyboard.press(key);
      await expect.poll(() => page.evaluate(() => location.hash)).not.toBe(before);
      await expect(heading).toHaveText(/^Step \d+ of/);
      await page.keyboard.press('j');
      await page.keyboard.press('G');
    };
    const heap = async (): Promise<number> => {
      // what was open is kept for a minute after it was left
      await page.clock.runFor(120_000);
      await retrace.idle();
      await cdp.send('HeapProfiler.collectGarbage');
      return (await cdp.send('Runtime.getHeapUsage')).usedSize;
    };
    await page.clock.install();
    // all code is here, and both ends of the list were seen
    for (let at = 0; at < 10; at += 1) await walk('J');
    const before = await heap();
    for (let at = 0; at < WALKED; at += 1) await walk(at % 40 < 20 ? 'J' : 'K');
    await expect(place).toBeVisible();
    const after = await heap();
    test.info().annotations.push({ type: 'heap, MB', description: `${before / 1e6} → ${after / 1e6}` });
    expect(after).toBeLessThan(before * (1 + SHARE));
  },
);
