/** How a run is read: one step at a time, played by kinds, in panes as wide as the reader likes, turns as recorded. */
import { PHONE_LOOK, expect, test } from './fixtures';

test('one step at a time: keys, find and links still lead anywhere, and it is remembered', async ({
  retrace,
}) => {
  const { page, heading, replayer } = retrace;
  await retrace.open('#/t/~0.0?step=2');
  const articles = replayer.getByRole('article');
  expect(await articles.count()).toBeGreaterThan(1);
  await page.keyboard.press('o');
  await expect(articles).toHaveCount(1);
  await expect(articles).toHaveAccessibleName(/^Step 2: /);
  await page.keyboard.press('j');
  await expect(heading).toHaveText(/^Step 3 of/);
  await expect(articles).toHaveAccessibleName(/^Step 3: /);
  await page.mouse.move(700, 600);
  await page.mouse.wheel(0, 4000);
  await retrace.idle();
  await expect(heading).toHaveText(/^Step 3 of/);
  await page.keyboard.press('/');
  await page.keyboard.type('rate limiter');
  await expect(page.getByRole('status', { name: 'Found' })).toHaveText(/^\d+ of \d+$/);
  await expect.poll(() => page.evaluate(() => CSS.highlights.get('retrace-here')?.size ?? 0)).toBe(1);
  await expect(articles).toHaveCount(1);
  await page.keyboard.press('Escape');
  await retrace.open('#/t/~0.0?step=1&quote=rate%20limiter');
  await expect(articles).toHaveCount(1);
  await expect(replayer.getByRole('region', { name: 'Preamble' })).toBeVisible();
  await page.reload();
  await expect(articles).toHaveCount(1);
  await page.getByRole('button', { name: 'One step at a time' }).click();
  await expect(articles).not.toHaveCount(1);
});

test('play goes through chosen kinds only, stops at failures when asked, and pauses at the last', async ({
  retrace,
}) => {
  const { page, heading } = retrace;
  await retrace.open('#/t/~0.0?step=1');
  for (let press = 0; press < 4; press += 1) await page.keyboard.press('+');
  await expect(page.getByRole('button', { name: 'Speed 16×' })).toBeVisible();
  await page.getByRole('button', { name: 'What to step through' }).click();
  const options = page.getByRole('dialog', { name: 'What to step through' });
  await options.getByRole('checkbox', { name: 'Failures', exact: true }).check();
  await expect(options).toContainText(/\d+ of \d+ steps/);
  await options.getByRole('checkbox', { name: 'Stop at failures' }).check();
  await page.keyboard.press('Escape');
  await expect(options).toHaveCount(0);
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(heading).not.toHaveText(/^Step 1 of/);
  // the first step played is the first failure, and it stops there
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  const stopped = await heading.textContent();
  await page.keyboard.press('g');
  await page.keyboard.press('g');
  await page.keyboard.press('e');
  await expect(heading).toHaveText(stopped ?? '');

  await page.getByRole('button', { name: 'What to step through' }).click();
  await options.getByRole('checkbox', { name: 'Stop at failures' }).uncheck();
  await options.getByRole('checkbox', { name: 'Failures', exact: true }).uncheck();
  await options.getByRole('checkbox', { name: /^Answers/ }).check();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
  await expect(heading).toHaveText(/^Step (\d+) of \1$/);
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
});

test('every kind of block is collapsed on its own, by keys, and stays so; a phone plays what and as fast as asked', async ({
  retrace,
}) => {
  const { page, replayer } = retrace;
  await retrace.open('#/t/~0.0?step=2');
  const article = replayer.getByRole('article', { name: /^Step 2: / });
  const responses = article.getByRole('group', { name: /^Tool response: / });
  const menu = page.getByRole('dialog', { name: 'Collapse by kind' });
  await expect(responses.first()).not.toContainText('folded');
  await page.keyboard.press('c');
  await expect(menu.getByRole('checkbox')).toHaveCount(5);
  const collapse = async (name: string): Promise<void> => {
    await menu.getByRole('checkbox', { name, exact: true }).focus();
    await page.keyboard.press('Space');
  };
  await collapse('Think');
  await expect(article.getByRole('group', { name: 'Think' })).toContainText('folded');
  await collapse('Responses');
  await expect(responses.first()).toContainText('folded');
  await collapse('Prompts and notices');
  await collapse('Text and answers');
  await collapse('Calls with their responses');
  await expect(responses).toHaveCount(0);
  await retrace.look('collapse-by-kind');
  await page.keyboard.press('Escape');
  await expect(menu).toHaveCount(0);
  await page.reload();
  await expect(article.getByRole('group', { name: /^Tool call: / }).first()).toContainText('folded');
  await article
    .getByRole('button', { name: /folded/ })
    .last()
    .click();
  await expect(responses.first()).toContainText('folded');
  await responses
    .first()
    .getByRole('button', { name: /folded/ })
    .click();
  await expect(responses.first()).not.toContainText('folded');
  await page.keyboard.press('g');
  await page.keyboard.press('g');
  await expect(replayer.getByRole('group', { name: 'User' }).first()).toContainText('folded');
  await page.keyboard.press('G');
  await expect(replayer.getByRole('group', { name: 'Answer' }).last()).toContainText('folded');

  for (const look of PHONE_LOOK) {
    await retrace.wear(look);
    await retrace.open('#/t/~0.0?step=1');
    await page.getByRole('button', { name: 'What to step through' }).click();
    const play = page.getByRole('dialog', { name: 'What to step through' });
    await play.getByRole('checkbox', { name: 'Failures', exact: true }).click();
    await play.getByRole('button', { name: '16×' }).click();
    await expect(play.getByRole('button', { name: '16×' })).toHaveAttribute('aria-pressed', 'true');
    await retrace.look('phone-play');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Collapse by kind' }).click();
    await expect(menu).toBeVisible();
    await page.keyboard.press('Escape');
  }
});

test('side panes are resized by mouse and by keys, within bounds, and stay so', async ({ retrace }) => {
  const { page } = retrace;
  await page.setViewportSize({ width: 1440, height: 900 });
  await retrace.open('#/t/~0.0');
  const pane = page.getByRole('complementary', { name: 'List and outline' });
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  const widthOf = async (of: typeof pane): Promise<number> => (await of.boundingBox())?.width ?? 0;
  const designed = await widthOf(pane);
  const edge = page.getByRole('separator', { name: 'Width of the left pane' });
  await edge.focus();
  await page.keyboard.press('ArrowRight');
  expect(await widthOf(pane)).toBe(designed + 16);
  await page.keyboard.press('End');
  await expect(edge).toHaveAttribute('aria-valuenow', '420');
  await page.keyboard.press('Enter');
  expect(await widthOf(pane)).toBe(designed);
  const innerEdge = page.getByRole('separator', { name: 'Width of the inspector' });
  const box = await innerEdge.boundingBox();
  const x = (box?.x ?? 0) + 3;
  const before = await widthOf(inspector);
  await page.mouse.move(x, 400);
  await page.mouse.down();
  await page.mouse.move(x - 60, 420);
  await page.mouse.up();
  expect(await widthOf(inspector)).toBe(before + 60);
  await page.reload();
  await expect(inspector).toBeVisible();
  expect(await widthOf(inspector)).toBe(before + 60);
  expect(await retrace.violations()).toEqual([]);
});

test('the turns of a step as recorded: every character, its tags marked off, and find leads into them', async ({
  retrace,
}) => {
  const { page, replayer } = retrace;
  await retrace.open('#/t/~0.0?step=2');
  const article = replayer.getByRole('article', { name: /^Step 2: / });
  await article.getByRole('button', { name: 'Turns as recorded' }).click();
  const turns = article.getByRole('region', { name: /^Turn \d+ as recorded$/ });
  await expect(turns).not.toHaveCount(0);
  await expect(turns.first()).toContainText(/<think>[^]*<\/think>[^]*<tool_call>[^]*<\/tool_call>/);
  await expect(turns.nth(1)).toContainText(/<tool_response>[^]*<\/tool_response>/);
  await page.keyboard.press('/');
  await page.keyboard.type('</think>');
  await expect.poll(() => page.evaluate(() => CSS.highlights.get('retrace-here')?.size ?? 0)).toBe(1);
  await expect(article.locator('[aria-current="location"]')).toBeVisible();
  await page.keyboard.press('Escape');
  expect(await retrace.violations()).toEqual([]);
  await article.getByRole('button', { name: 'Turns as recorded' }).click();
  await expect(turns).toHaveCount(0);
});

/** A red square of 2 × 2 px. */
const RED_PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==';

/** Says it is 60,000 × 60,000 px. */
function asBomb(png: string): string {
  const bytes = Buffer.from(png, 'base64');
  bytes.writeUInt32BE(60_000, 16);
  bytes.writeUInt32BE(60_000, 20);
  return bytes.toString('base64');
}

test('pictures in the data are drawn when asked for, none from elsewhere; a prompt shows what differs', async ({
  retrace,
}) => {
  const { page, replayer } = retrace;
  const answer = (content: unknown): string =>
    `<tool_response>\n${JSON.stringify({ tool_call_id: 'a', name: 'shoot', content })}\n</tool_response>`;
  const run = (prompt: string): string =>
    JSON.stringify({
      conversations: [
        { from: 'system', value: prompt },
        { from: 'human', value: 'Take a picture' },
        { from: 'gpt', value: '<tool_call>\n{"name": "shoot", "arguments": {}}\n</tool_call>' },
        {
          from: 'tool',
          value: answer({
            screenshot: RED_PNG,
            huge: asBomb(RED_PNG),
            drawing: `data:image/svg+xml;base64,${Buffer.from('<svg onload="alert(1)"/>'.repeat(3)).toString('base64')}`,
          }),
        },
        {
          from: 'gpt',
          value: `Seen ![here](data:image/png;base64,${RED_PNG}) and ![there](https://pictures.example/a.png).`,
        },
      ],
    });
  const lines = [run('You are one.\nBe brief.'), run('You are one.\nBe long.')].join('\n');
  await retrace.open();
  await page.getByRole('button', { name: /^Dataset: / }).click();
  await page.getByRole('menuitem', { name: 'Open files or a URL…' }).click();
  await page
    .getByTestId('file-picker')
    .setInputFiles({ name: 'pictures.jsonl', mimeType: 'application/jsonl', buffer: Buffer.from(lines) });
  await expect(retrace.matches).toHaveText('2 of 2 trajectories');
  await retrace.list.getByRole('option').nth(1).click();
  const response = replayer.getByRole('group', { name: 'Tool response: shoot' });
  await expect(response).toContainText('PNG, 2 × 2 px');
  await expect(response).toContainText('60,000 × 60,000 is above');
  await expect(response).toContainText('SVG is shown as text');
  await expect(response).toContainText(RED_PNG);
  await expect(page.locator('img')).toHaveCount(0);
  await response.getByRole('button', { name: 'Show image' }).click();
  const picture = response.getByRole('img', { name: /PNG, 2 × 2 px/ });
  await expect(picture).toBeVisible();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(2);
  await response.getByRole('button', { name: 'Hide image' }).click();
  await expect(page.locator('img')).toHaveCount(0);
  const answered = replayer.getByRole('group', { name: 'Answer' });
  await expect(answered).toContainText('image blocked: pictures.example');
  await answered.getByRole('button', { name: 'Show image' }).click();
  await expect(answered.getByRole('img', { name: /PNG/ })).toBeVisible();

  await page.getByRole('tab', { name: 'Record' }).click();
  await page.getByRole('button', { name: /^What differs from the first/ }).click();
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await expect(inspector).toContainText('Be brief.');
  await expect(inspector).toContainText('Be long.');
});
