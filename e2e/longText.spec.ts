/** A response too long for the page: it opens without a freeze, and every character of it is read, found, linked and copied. */
import { IS_DEEP, expect, test } from './fixtures';

/** Characters of the response. */
const CHARS = IS_DEEP ? 100_000_000 : 3_000_000;
const MOST_GROWTH_BYTES = 50_000_000;

/** Lines that say their number, the middle one something more. */
function logOf(chars: number): string {
  const lines: string[] = [];
  for (let length = 0; length < chars; length += 60) {
    const number = String(lines.length).padStart(8, '0');
    lines.push(`${number} "built" module ${number} of the tree in 12 ms, ok ok`);
  }
  lines[Math.floor(lines.length / 2)] = 'the NEEDLE in the "middle"';
  return lines.join('\n');
}

function jsonl(output: string): Buffer {
  const content = JSON.stringify({ tool_call_id: '', name: 'terminal', content: { output, exit_code: 1 } });
  // above what is drawn in one piece, below what stays in the worker
  const short = `${'a line\n'.repeat(9_000)}the second NEEDLE\n${'a line\n'.repeat(9_000)}`;
  const shortContent = { tool_call_id: '', name: 'terminal', content: { output: short, exit_code: 0 } };
  const conversations = [
    { from: 'human', value: 'Show the log.' },
    {
      from: 'gpt',
      value: '<tool_call>\n{"name": "terminal", "arguments": {"command": "cat build.log"}}\n</tool_call>',
    },
    { from: 'tool', value: `<tool_response>\n${content}\n</tool_response>` },
    {
      from: 'gpt',
      value: '<tool_call>\n{"name": "terminal", "arguments": {"command": "cat short.log"}}\n</tool_call>',
    },
    { from: 'tool', value: `<tool_response>\n${JSON.stringify(shortContent)}\n</tool_response>` },
    { from: 'gpt', value: 'That is the log.' },
  ];
  return Buffer.from(`${JSON.stringify({ id: 'long', conversations })}\n`);
}

test('a response too long for the page is read, found, linked and copied from where it is', async ({
  retrace,
  data,
  context,
}) => {
  test.setTimeout(IS_DEEP ? 300_000 : 60_000);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { page, replayer } = retrace;
  const log = logOf(CHARS);
  data.files.set('long.jsonl', jsonl(log));
  const cdp = await context.newCDPSession(page);
  const heap = async (): Promise<number> => {
    await cdp.send('HeapProfiler.collectGarbage');
    return (await cdp.send('Runtime.getHeapUsage')).usedSize;
  };
  await retrace.open('#/t/~0.0?src=demo');
  const before = await heap();
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(globalThis, { tasks });
    new PerformanceObserver((list) =>
      tasks.push(...list.getEntries().map(({ duration }) => duration)),
    ).observe({
      type: 'longtask',
    });
  });
  const src = encodeURIComponent(`url:${data.url('ok', 'long.jsonl')}`);
  await retrace.open(`#/t/~0.0?src=${src}&step=1`);
  const response = replayer
    .getByRole('article', { name: /^Step 1: / })
    .getByRole('group', { name: 'Tool response: terminal' });
  await expect(response).toContainText('failed');
  const size = CHARS >= 1e8 ? /1\d\d MB/ : /3\.\d MB/;
  await expect(response).toContainText(size);
  await expect(response).toContainText('lines loaded here');
  expect((await heap()) - before).toBeLessThan(MOST_GROWTH_BYTES);

  // read: to its last row, decoded
  await response.getByRole('button', { name: 'Open output in full' }).click();
  const box = response.getByRole('region', { name: 'Full text' });
  await expect(box).toContainText('00000002 "built"');
  await box.focus();
  await page.keyboard.press('End');
  await expect(box).toContainText(log.slice(-60).trim());

  // found: counted where the text is, opened at its row as recorded, lit
  await page.keyboard.press('/');
  const field = page.getByRole('searchbox', { name: 'Find in trajectory' });
  await field.fill('the needle in the "middle"');
  await expect(page.getByRole('status', { name: 'Found' })).toHaveText('1 of 1');
  await expect(box).toContainText(String.raw`the NEEDLE in the \"middle\"`);
  await expect
    .poll(() => page.evaluate(() => [...(CSS.highlights.get('retrace-here') ?? [])].map(String)))
    .toEqual([expect.stringMatching(/needle/i)]);
  await field.fill('the second needle');
  const shortBox = replayer
    .getByRole('article', { name: /^Step 2: / })
    .getByRole('region', { name: 'Full text' });
  await expect(shortBox.locator('[data-here]')).toHaveText('the second NEEDLE');
  await expect(shortBox.locator('[data-here]')).toBeInViewport();
  await expect
    .poll(() => page.evaluate(() => [...(CSS.highlights.get('retrace-here') ?? [])].map(String)))
    .toEqual(['the second NEEDLE']);
  await page.keyboard.press('Escape');

  // linked
  await retrace.open(`#/t/~0.0?src=${src}&step=1&block=2.0&quote=${encodeURIComponent('the NEEDLE in the')}`);
  await expect(box).toContainText('the NEEDLE in the');

  const tasks = await page.evaluate(() => (globalThis as unknown as { tasks: number[] }).tasks);
  // said, not asserted: a loaded machine is no fault of the page
  test.info().annotations.push({ type: 'longest task, ms', description: String(Math.max(0, ...tasks)) });

  // copied whole
  await replayer.getByRole('button', { name: 'Copy as' }).click();
  await page.getByRole('menuitem', { name: 'OpenAI messages' }).click();
  await expect(page.getByText('Messages copied')).toBeVisible();
  expect(await page.evaluate(async () => (await navigator.clipboard.readText()).length)).toBeGreaterThan(
    CHARS,
  );
});
