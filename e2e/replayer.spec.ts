/** The replayer's movement and views: every key by keyboard alone, every point by mouse. */
import { demoRuns, placeOfStep, type DemoRun } from './demoPlaces';
import { PHONE_LOOK, expect, test } from './fixtures';

const current = '[aria-current="location"]';

test('keys and buttons: view, blocks, go to a step, find', async ({ retrace }) => {
  test.slow();
  const { page, replayer, heading } = retrace;

  await test.step('t hides and shows think, r shows blocks as recorded, x folds and opens all', async () => {
    await retrace.open('#/t/~0.0?step=2');
    const article = page.getByRole('article', { name: /^Step 2: / });
    const view = page.getByRole('group', { name: 'View' });
    await expect(article.getByRole('group', { name: 'Think' })).toBeVisible();
    await page.keyboard.press('t');
    await expect(replayer.getByRole('group', { name: 'Think' })).toHaveCount(0);
    await expect(view.getByRole('button', { name: 'Think' })).toHaveAttribute('aria-pressed', 'false');
    await view.getByRole('button', { name: 'Think' }).click();
    await expect(article.getByRole('group', { name: 'Think' })).toBeVisible();

    await page.keyboard.press('r');
    await expect(article.getByRole('group', { name: /^Tool call: / }).first()).toContainText('<tool_call>');
    await expect(article.getByRole('group', { name: 'Think' })).toContainText('<think>');
    await view.getByRole('button', { name: 'Raw' }).click();
    await expect(article).not.toContainText('<tool_call>');

    await page.keyboard.press('x');
    await expect(article.getByRole('group', { name: 'Think' })).toContainText('folded');
    await expect(article.getByRole('group', { name: /^Tool response: / })).toHaveCount(0);
    await article
      .getByRole('button', { name: /folded/ })
      .last()
      .click();
    await expect(article.getByRole('group', { name: /^Tool response: / }).first()).toBeVisible();
    await view.getByRole('button', { name: 'Fold all' }).click();
    await expect(article.getByRole('group', { name: /^Tool response: / }).first()).toBeVisible();
    await expect(article).not.toContainText('folded');
  });

  await test.step('l and h walk the blocks, over the borders of steps, and the address follows', async () => {
    await retrace.open('#/t/~0.0?step=2');
    await page.keyboard.press('l');
    const focused = replayer.locator(current);
    await expect(focused).toHaveAccessibleName('Think');
    await expect(focused).toBeFocused();
    await expect(page).toHaveURL(/step=2&block=\d+\.0/);
    await page.keyboard.press('l');
    await expect(focused.or(focused.getByRole('group', { name: /^Tool call: / })).first()).toBeVisible();
    await expect(page).toHaveURL(/step=2&block=\d+\.1/);
    await page.keyboard.press('h');
    await page.keyboard.press('h');
    await expect(heading).toHaveText(/^Step 1 of/);
    await expect(focused).toHaveAccessibleName(/^Tool response: /);
    for (let press = 0; press < 6; press += 1) await page.keyboard.press('l');
    await expect(heading).not.toHaveText(/^Step 1 of/);
    await expect(focused).toHaveCount(1);
    await page.keyboard.press('j');
    await expect(focused).toHaveCount(0);
  });

  await test.step(': and the button open a field that goes to a step; Escape closes it', async () => {
    await retrace.open('#/t/~0.0');
    await page.keyboard.press(':');
    const field = page.getByRole('textbox', { name: /^Go to step/ });
    await expect(field).toBeFocused();
    await page.keyboard.type('5');
    await page.keyboard.press('Enter');
    await expect(heading).toHaveText(/^Step 5 of/);
    await expect(heading).toBeFocused();
    await page.getByRole('button', { name: 'Go to step' }).click();
    await page.keyboard.type('99999');
    await page.keyboard.press('Enter');
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await page.keyboard.press('Escape');
    await expect(field).toHaveCount(0);
    await expect(heading).toBeFocused();
    await expect(heading).toHaveText(/^Step 5 of/);
  });

  await test.step('/ finds in the whole trajectory, counts, goes to each hit and lights it; Escape gives focus back', async () => {
    await retrace.open('#/t/~0.0?step=2');
    await page.keyboard.press('/');
    const field = page.getByRole('searchbox', { name: 'Find in trajectory' });
    await expect(field).toBeFocused();
    await page.keyboard.type('RATE LIMITER');
    const found = page.getByRole('status', { name: 'Found' });
    await expect(found).toHaveText(/^\d+ of \d+$/);
    const first = await found.textContent();
    await expect(page).toHaveURL(/block=\d+\.\d+/);
    await expect.poll(() => page.evaluate(() => CSS.highlights.get('retrace-here')?.size ?? 0)).toBe(1);
    await page.keyboard.press('Enter');
    await expect(found).not.toHaveText(first ?? '');
    await expect(field).toBeFocused();
    await page.keyboard.press('Shift+Enter');
    await expect(found).toHaveText(first ?? '');
    await page.getByRole('button', { name: 'Next match' }).click();
    await expect(found).not.toHaveText(first ?? '');
    await field.fill('no such text anywhere');
    await expect(found).toHaveText('Not found');
    await field.press('Escape');
    await expect(field).toHaveCount(0);
    await expect(heading).toBeFocused();
    await page.getByRole('button', { name: 'Find in trajectory' }).click();
    await expect(field).toBeFocused();
    await field.press('Escape');
  });

  await test.step('find opens what hides the hit: folded blocks and think that is not shown', async () => {
    await retrace.open('#/t/~0.0?step=3');
    await page.keyboard.press('x');
    await page.keyboard.press('t');
    await expect(replayer.getByRole('group', { name: 'Think' })).toHaveCount(0);
    await page.keyboard.press('/');
    await expect(page.getByRole('searchbox', { name: 'Find in trajectory' })).toBeFocused();
    await page.keyboard.type('<think>');
    await expect(page.getByRole('status', { name: 'Found' })).toHaveText(/^\d+ of \d+$/);
    await expect(replayer.locator(current)).toHaveAccessibleName('Think');
  });
});

test('a permalink is lit on arrival: its step, the quoted text', async ({ retrace }) => {
  const { page, replayer } = retrace;
  await page.addInitScript(() => {
    const lit: string[] = [];
    Object.assign(globalThis, { lit });
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        if (target instanceof HTMLElement && target.dataset['arrived'] === 'true') lit.push(target.id);
      }
    }).observe(document, { subtree: true, attributeFilter: ['data-arrived'] });
  });
  const lit = (): Promise<unknown> => page.evaluate('globalThis.lit');
  await retrace.open('#/t/~0.0?step=3');
  await expect.poll(lit).toEqual(['s-3']);
  await page.goto('about:blank');
  await retrace.open('#/t/~0.0?step=1&quote=rate%20limiter');
  await expect
    .poll(() => page.evaluate(() => [...(CSS.highlights.get('retrace-here') ?? [])].map(String)))
    .toEqual([expect.stringMatching(/rate limiter/i)]);
  await expect(replayer.getByRole('group', { name: 'User' }).first()).toBeVisible();
});

test('the outline follows the step, and leads to steps and prompts, by mouse and by keys', async ({
  retrace,
}) => {
  const { page, heading } = retrace;
  await retrace.open('#/t/~0.0?step=2');
  await page.getByRole('tab', { name: 'Outline' }).click();
  const outline = page.getByRole('listbox', { name: 'Outline' });
  const here = outline.locator('[aria-current="step"]');
  await expect(here).toHaveAccessibleName(/^Step 2: /);
  await expect(outline.getByRole('option').first()).toHaveAccessibleName(/^Prompt: /);
  await outline.getByRole('option', { name: /^Step 5: / }).click();
  await expect(heading).toHaveText(/^Step 5 of/);
  await expect(here).toHaveAccessibleName(/^Step 5: /);
  await outline.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(heading).toHaveText(/^Step (\d+) of \1$/);
  await expect(here).toBeInViewport();
  await page.keyboard.press('k');
  await expect(heading).not.toHaveText(/^Step (\d+) of \1$/);
  await outline.getByRole('option').first().click();
  await expect(heading).toHaveText(/^Step 1 of/);
  await expect(page).toHaveURL(/block=\d+\.0/);
  await page.reload();
  await expect(outline).toBeVisible();
});

test('the inspector says why, per rule; it folds away and stays so', async ({ retrace }) => {
  const { page, heading } = retrace;
  await page.setViewportSize({ width: 1440, height: 900 });
  await retrace.open('#/t/~0.0');
  await page.keyboard.press('e');
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await expect(inspector).toContainText(/failed\. /);
  const rules = inspector.getByRole('table', { name: 'What each rule says' });
  for (const rule of ['structured', 'batch_runner', 'tutorial']) {
    await expect(
      rules.getByRole('rowheader', { name: rule }).or(rules.getByRole('columnheader', { name: rule })),
    ).toBeVisible();
  }
  await inspector
    .getByRole('button', { name: /^Why: / })
    .first()
    .click();
  await expect(inspector.getByText('Share of run')).toBeVisible();
  await inspector.getByRole('tab', { name: 'Step' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(inspector.getByRole('tab', { name: 'Tools' })).toBeFocused();
  await expect(inspector.getByRole('heading', { name: 'Offered, not used' })).toBeVisible();
  await inspector.getByRole('button', { name: /^terminal/ }).click();
  await expect(inspector.getByRole('group', { name: 'JSON' })).toBeVisible();
  await inspector.getByRole('tab', { name: 'Record' }).click();
  await expect(inspector.getByText('Think words')).toBeVisible();
  await inspector.getByRole('button', { name: 'Definitions' }).click();
  await expect(inspector.getByText(/what the dataset card counts/)).toBeVisible();
  await inspector.getByRole('button', { name: /^System prompt/ }).click();
  await page.getByRole('button', { name: 'Inspector', exact: true }).click();
  await expect(inspector).toHaveCount(0);
  await page.reload();
  await expect(heading).toBeVisible();
  await expect(inspector).toHaveCount(0);
  await page.getByRole('button', { name: 'Inspector', exact: true }).click();
  await expect(inspector.getByRole('tab', { name: 'Record' })).toHaveAttribute('aria-selected', 'true');
});

test('a tag says why where it stands; n walks the calls of one tool; a block is picked by mouse', async ({
  retrace,
}) => {
  const { page, heading, replayer } = retrace;
  await retrace.open(
    await placeOfStep(
      ({ number, failures }, { findings }) =>
        failures.structured > 0 && findings.some(({ step, start }) => step === number && start !== undefined),
    ),
  );
  const article = replayer.locator('article[data-current="true"]');
  const failed = article.getByRole('button', { name: 'failed', exact: true }).last();
  const card = page.getByRole('dialog', { name: 'Why this outcome' });
  await failed.focus();
  await page.keyboard.press('Enter');
  await expect(card).toContainText('Why: ');
  await expect(card.getByRole('rowheader', { name: 'batch_runner' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(card).toHaveCount(0);
  await expect(failed).toBeFocused();
  await failed.click();
  await expect(card).toBeVisible();
  await failed.click();
  await expect(card).toHaveCount(0);
  await article.locator('[title="Why?"]:has([data-tone="finding"])').last().click();
  await expect(page.getByRole('dialog', { name: 'Why flagged' })).toContainText('Why flagged');
  await page.keyboard.press('Escape');
  await article.getByText('Response', { exact: true }).first().click();
  await expect(replayer.locator(current)).toHaveAccessibleName(/^Tool response: /);
  await expect(page).toHaveURL(/block=\d+\.\d+/);

  // the second step with the tool calls another one first
  const { file, row, tool, steps } = await walkOfOneTool();
  await retrace.open(`#/t/~${file}.${row}?step=${steps[0]}`);
  for (const [key, at] of [
    ['n', 1],
    ['n', 2],
    ['N', 1],
  ] as const) {
    await page.keyboard.press(key);
    await expect(heading).toHaveText(new RegExp(`^Step ${steps[at]} of`));
  }
  await replayer.locator('[title="Calls of this tool"]', { hasText: tool }).click();
  await page
    .getByRole('dialog', { name: 'Calls of this tool' })
    .getByRole('button', { name: /^Next/ })
    .click();
  await expect(heading).toHaveText(new RegExp(`^Step ${steps[2]} of`));
});

/** A run with three steps that call a tool, the first of them as its first call and the second not. */
async function walkOfOneTool(): Promise<DemoRun & { tool: string; steps: readonly number[] }> {
  for (const run of await demoRuns) {
    const { steps } = run.trajectory;
    const tool = steps[0]?.calls[0]?.name ?? '';
    const own = steps.filter(({ calls }) => calls.some(({ name }) => name === tool));
    if (tool !== '' && own.length > 2 && own[1]?.calls[0]?.name !== tool) {
      return { ...run, tool, steps: own.map(({ number }) => number) };
    }
  }
  throw new Error('the demo has no such run');
}

test('below 1280 px the inspector is a drawer', async ({ retrace }) => {
  const { page } = retrace;
  await page.setViewportSize({ width: 1100, height: 800 });
  await retrace.open('#/t/~0.0?step=3');
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await expect(inspector).toHaveCount(0);
  await page.getByRole('button', { name: 'Inspector', exact: true }).click();
  await expect(inspector.getByRole('tab', { name: 'Step' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(inspector).toHaveCount(0);
});

test('a step is copied as Markdown, a trajectory as JSON and as messages', async ({ retrace, context }) => {
  const { page } = retrace;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await retrace.open('#/t/~0.0?step=2');
  const copied = async (item: string, toast: string): Promise<string> => {
    await page.getByRole('button', { name: 'Copy as' }).click();
    await page.getByRole('menuitem', { name: item }).click();
    await expect(page.getByText(toast).last()).toBeVisible();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  expect(await copied('Link', 'Link copied')).toContain('step=2');
  expect(await copied('Markdown of this step', 'Markdown copied')).toMatch(/^## .*\n\nStep 2 of \d+/);
  expect(JSON.parse(await copied('JSON of the trajectory', 'JSON copied'))).toHaveProperty('steps');
  expect(JSON.parse(await copied('OpenAI messages', 'Messages copied'))).toContainEqual(
    expect.objectContaining({ role: 'assistant' }),
  );
});

test('a phone has tabs, and the transport under the thumb', async ({ retrace }) => {
  const { page, heading, replayer } = retrace;
  await page.setViewportSize({ width: 390, height: 844 });
  await retrace.open('#/t/~0.0?step=2');
  await page.getByRole('button', { name: 'Next failure' }).click();
  await expect(heading).not.toHaveText(/^Step 2 of/);
  for (const name of ['Previous step', 'Previous failure', 'Play', 'Next failure', 'Next step']) {
    const box = await page.getByRole('button', { name, exact: true }).boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(44);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(844);
  }
  await page.getByRole('tab', { name: 'Outline' }).click();
  await page.getByRole('option', { name: /^Step 4: / }).click();
  await expect(heading).toHaveText(/^Step 4 of/);
  await expect(replayer.getByRole('article', { name: /^Step 4: / })).toBeVisible();
  await page.getByRole('tab', { name: 'Inspector' }).click();
  await expect(page.getByRole('tab', { name: 'Record' })).toBeVisible();
  await expect(heading).toHaveCount(1);
  await page.getByRole('link', { name: 'Back to the list' }).click();
  await expect(retrace.list).toBeVisible();
});

for (const look of PHONE_LOOK) {
  test(`no axe violation in any pane, ${look.scheme} ${look.width}`, async ({ retrace }) => {
    const { page } = retrace;
    test.slow();
    await retrace.wear(look);
    await retrace.open('#/t/~0.0?step=3');
    await page.keyboard.press('/');
    await expect(page.getByRole('searchbox', { name: 'Find in trajectory' })).toBeFocused();
    await page.keyboard.type('bucket');
    await expect(page.getByRole('status', { name: 'Found' })).toHaveText(/^\d+ of \d+$/);
    await retrace.look('replay-find');
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: 'Outline' }).click();
    if (look.width === 390) {
      await retrace.look('replay-outline');
      await page.getByRole('tab', { name: 'Inspector' }).click();
    }
    for (const tab of ['Tools', 'Findings', 'Record']) {
      await page.getByRole('tab', { name: tab, exact: true }).click();
      await retrace.look(`replay-${tab.toLowerCase()}`);
    }
  });
}
