/**
 * What a reader sees of calls, responses and prose: a renderer per tool, and hostile strings as nothing but text.
 * With DEEP in the environment every string of the corpora is tried, else a seeded sample.
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countCorpus } from '../src/testing/corpusCount';
import { demoRuns, placeOfResponse, placeOfStep, placeOfText } from './demoPlaces';
import { IS_DEEP, PHONE_LOOK, expect, test, type Retrace } from './fixtures';
import { CORPORA } from './hostileStrings';
import { findBreaches, watch } from './oracles';

const response = (retrace: Retrace, tool: string) =>
  retrace.replayer.getByRole('group', { name: `Tool response: ${tool}` });
const call = (retrace: Retrace, tool: string) =>
  retrace.replayer.getByRole('group', { name: `Tool call: ${tool}` });

test('a renderer per tool, in the demo', async ({ retrace }) => {
  test.slow();
  await test.step('patch: counts, numbers, both signs, the request folded', async () => {
    await retrace.open(await placeOfResponse('patch', 'tests/test_bucket.py'));
    await expect(call(retrace, 'patch').first()).toContainText('tests/test_bucket.py+10 −0');
    const added = response(retrace, 'patch').first().locator('[data-kind="add"]');
    await expect(added).toHaveCount(10);
    await expect(added.first().locator('[data-number="31"]')).toBeVisible();
    await call(retrace, 'patch').first().getByRole('button', { name: 'As asked' }).click();
    await expect(call(retrace, 'patch').first().locator('[data-kind="add"]').first()).toBeVisible();
  });

  await test.step('read_file: recorded numbers in a gutter that is not text, highlighted', async () => {
    await retrace.open(await placeOfResponse('read_file', 'import configparser'));
    const file = response(retrace, 'read_file').first();
    await expect(file.locator('[data-line="1"]')).toHaveText('import configparser');
    await expect(file.locator('[data-scope="keyword"]').first()).toHaveText('import');
  });

  await test.step('todo: a checklist and what changed', async () => {
    await retrace.open(await placeOfResponse('todo', 'Convert the file'));
    await expect(response(retrace, 'todo').first().getByRole('listitem')).toHaveCount(5);
    await expect(response(retrace, 'todo').first().getByRole('listitem').first()).toHaveText(
      'in progress: Convert the file',
    );
  });

  await test.step('search_files: hits by file with counts', async () => {
    await retrace.open(await placeOfResponse('search_files', 'nginx cache settings'));
    await expect(response(retrace, 'search_files').nth(1)).toContainText('notes/decisions.md1 hit');
    await expect(response(retrace, 'search_files').nth(1).locator('[data-line="6"]')).toHaveText(
      '## nginx cache settings',
    );
  });

  await test.step('browser: address as text, snapshot as outline', async () => {
    await retrace.open(await placeOfText('"https://shelf.second-hand-books.example/'));
    await expect(call(retrace, 'browser_navigate').first()).toContainText('shelf.second-hand-books.example/');
    await expect(call(retrace, 'browser_navigate').first().getByRole('link')).toHaveCount(0);
    await retrace.open(await placeOfResponse('browser_snapshot', 'heading "All books"'));
    await expect(response(retrace, 'browser_snapshot').first()).toContainText(
      '- heading "All books" [level=1]',
    );
  });

  await test.step('terminal: colours, what was left out, and all of it on demand', async () => {
    await retrace.open(await placeOfResponse('terminal', 'yellow ground'));
    const output = response(retrace, 'terminal').filter({ hasText: 'yellow ground' });
    await expect(output).toContainText('2 overwritten lines left out');
    await expect(output.getByText('red', { exact: true })).toHaveCSS('color', /rgb/);
    await expect(output).not.toContainText('[31m');
    await output.getByRole('button', { name: 'Control characters' }).click();
    await expect(output).toContainText('[31m');
  });

  await test.step('hidden characters: counted, shown on demand, kept in the text', async () => {
    await retrace.open(await placeOfResponse('terminal', 'yellow ground'));
    const output = response(retrace, 'terminal').filter({ hasText: 'yellow ground' });
    const badge = output.getByRole('button', { name: /8 hidden characters: U\+202E/ });
    await expect(badge).toHaveAttribute('aria-pressed', 'false');
    await badge.click();
    await expect(badge).toHaveAttribute('aria-pressed', 'true');
    const marked = output.locator('[data-code="U+202E"]').first();
    expect(await marked.evaluate((node) => getComputedStyle(node, '::before').content)).toContain('U+202E');
    await expect(marked).toHaveText('\u202E');
  });

  await test.step('the rest: memory, delegation, clarifying, cron, skills, code', async () => {
    const cases = [
      ['memory', 'Projects live in ~/src'],
      ['delegate_task', 'No injection found'],
      ['clarify', 'Delete everything older than 30 days'],
      ['cronjob', 'weekday-disk'],
      ['skill_view', 'List the commits since the last tag'],
      ['execute_code', 'Traceback (most recent call last)'],
    ] as const;
    for (const [tool, text] of cases) {
      await retrace.open(await placeOfResponse(tool, text));
      await expect(response(retrace, tool).filter({ hasText: text }).first()).toBeVisible();
    }
  });

  await test.step('a malformed call: where reading stopped', async () => {
    await retrace.open(await placeOfStep((step) => step.calls.some(({ status }) => status === 'malformed')));
    const malformed = call(retrace, '<malformed>').first();
    await expect(malformed).toContainText(/not JSON: line \d+, column \d+/);
  });

  await test.step('markdown: tables and code, and every block as recorded', async () => {
    await retrace.open(await placeOfText('naive timestamp'));
    await expect(retrace.replayer.getByRole('cell', { name: 'naive timestamp' }).first()).toBeVisible();
    await retrace.replayer.getByRole('button', { name: 'As recorded', exact: true }).first().click();
    await expect(retrace.replayer).toContainText('<tool_call>');
  });
});

for (const worn of PHONE_LOOK) {
  test(`no accessibility violations in renderers: ${worn.scheme} ${worn.width}`, async ({ retrace }) => {
    if (IS_DEEP) test.setTimeout(300_000);
    await retrace.wear(worn);
    for (const [name, place] of [
      ...(await everyTool()),
      ['diff', placeOfResponse('patch', 'tests/test_bucket.py')],
      ['terminal', placeOfResponse('terminal', 'yellow ground')],
      ['todo', placeOfResponse('todo', 'Convert the file')],
      ['markdown', placeOfText('naive timestamp')],
    ] as const) {
      await retrace.open(await place);
      await retrace.look(`tool-${name}`);
    }
  });
}

/** With DEEP a place of every tool of the demo: each renderer is looked at in both themes and widths. */
async function everyTool(): Promise<readonly (readonly [string, Promise<string>])[]> {
  if (!IS_DEEP) return [];
  const names = (await demoRuns).flatMap(({ trajectory }) =>
    trajectory.steps.flatMap(({ calls }) => calls.map(({ name }) => name)),
  );
  return [...new Set(names)].map((tool) => [
    tool.replaceAll(/\W/g, ''),
    placeOfStep(({ calls }) => calls.some(({ name, response }) => name === tool && response !== undefined)),
  ]);
}

function record(text: string, index: number): string {
  const args = JSON.stringify({ name: 'terminal', arguments: { command: text } });
  const other = JSON.stringify({ name: 'foreign', arguments: { a: text, b: [text, { [text]: text }] } });
  const answer = (name: string, content: unknown): string =>
    `<tool_response>\n${JSON.stringify({ tool_call_id: name, name, content })}\n</tool_response>`;
  return JSON.stringify({
    id: `hostile-${index}`,
    task: text,
    conversations: [
      { from: 'human', value: text },
      {
        from: 'gpt',
        value: `<think>\n${text}\n</think>\n<tool_call>\n${args}\n</tool_call>\n<tool_call>\n${other}\n</tool_call>`,
      },
      {
        from: 'tool',
        value: `${answer('terminal', { output: text, exit_code: 0, error: null })}\n${answer('foreign', { a: [[text]], [text]: text })}`,
      },
      { from: 'gpt', value: `<think>\n</think>\n${text}` },
    ],
  });
}

/** Words of the text missing from the prompt as it is drawn; markdown's own signs are not words. */
function lostWords(text: string): readonly string[] {
  const prompt = document.querySelector('section[aria-label="Replayer"] [role="group"][aria-label="User"]');
  const links = [...(prompt?.querySelectorAll('[title]') ?? [])].map(
    (node) => node.getAttribute('title') ?? '',
  );
  const drawn = `${prompt?.textContent ?? ''} ${links.join(' ')}`;
  const decoded = (word: string): boolean => {
    try {
      return drawn.includes(decodeURIComponent(word)) || drawn.includes(encodeURI(word));
    } catch {
      return false;
    }
  };
  // a character reference (&lt;) is drawn as its character, a definition ([1]: …) only where it is used
  const plain = text
    .replace(/&#?\w+;?/g, ' ')
    .replace(/^ {0,3}\[[^\]]*\]:.*$/gm, ' ')
    .replace(/^ {0,3}(```|~~~).*$/gm, ' ');
  return (plain.match(/[\p{L}\p{N}]{2,}/gu) ?? []).filter((word) => !drawn.includes(word) && !decoded(word));
}

/** A corpus a test where all of them are tried, else one page for the samples. */
const TRIED = IS_DEEP ? CORPORA.map((corpus) => [corpus]) : [CORPORA];

for (const corpora of TRIED) {
  const strings = corpora.flatMap((corpus) => corpus.strings);
  const name = corpora.map((corpus) => `${corpus.name} (${corpus.strings.length})`).join(', ');
  const count = (failed: 1 | -1): void => {
    for (const corpus of corpora)
      if (corpus.strings.length > 0)
        countCorpus(`text in the page: ${corpus.name}`, failed === 1 ? corpus.strings.length : 0, failed);
  };
  test(`hostile text is text: ${name}`, async ({ retrace, page }) => {
    test.skip(strings.length === 0, `no ${name} here`);
    test.setTimeout(60_000 + strings.length * 6000);
    const path = join(mkdtempSync(join(tmpdir(), 'retrace-hostile-')), 'hostile.jsonl');
    writeFileSync(path, `${strings.map(record).join('\n')}\n`);
    const findRun = await watch(page);
    await retrace.open();
    await page.getByRole('button', { name: /^Dataset: / }).click();
    await page.getByRole('menuitem', { name: 'Open files or a URL…' }).click();
    await page.getByTestId('file-picker').setInputFiles([path]);
    await retrace.idle();
    await retrace.list.getByRole('option').first().click();
    // counted as failed until the end is reached
    count(1);
    for (const [index, text] of strings.entries()) {
      await expect(page).toHaveURL(new RegExp(`/t/hostile-${index}\\?`));
      await retrace.idle();
      const terminal = response(retrace, 'terminal').first();
      await expect(terminal).toBeVisible();
      const raw = terminal.getByRole('button', { name: 'Control characters' });
      if ((await raw.count()) > 0) await raw.click();
      for (const group of [call(retrace, 'terminal').first(), terminal]) {
        const all = group.getByRole('button', { name: 'Show all' });
        if ((await all.count()) > 0) await all.first().click();
      }
      if (text.length < 40_000) {
        const drawn = [await call(retrace, 'terminal').first().textContent(), await terminal.textContent()];
        for (const content of drawn)
          expect(wellFormed(content ?? '')).toContain(withoutSequences(text, content ?? ''));
      }
      const isShort = text.length < 2000 && text.split('\n').length < 12;
      if (isShort && !text.includes('\u001B') && !text.includes('\r')) {
        const foreign = await call(retrace, 'foreign').first().textContent();
        expect(wellFormed(foreign ?? '')).toContain(wellFormed(text));
      }
      if (isShort) expect(await page.evaluate(lostWords, text), text).toEqual([]);
      expect(await page.evaluate(findBreaches), text).toEqual([]);
      expect(await page.title()).toMatch(/· step \d+ of \d+ · Retrace$/);
      expect(await findRun()).toEqual([]);
      if (index + 1 < strings.length) await page.keyboard.press('J');
    }
    count(-1);
  });
}

/** Lone surrogates do not survive the way out of the browser. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}

/** The text as recorded; drawn output that leaves out nothing but colours has them out here as well. */
function withoutSequences(text: string, drawn: string): string {
  const whole = wellFormed(text);
  // eslint-disable-next-line no-control-regex
  return drawn.includes(whole) ? whole : whole.replace(/\u001B\[[\d;:]*m/g, '');
}

test('hidden characters of task and tool names are marked; a hit behind a renderer’s own cut is revealed', async ({
  retrace,
  page,
  data,
}) => {
  const tool = 'search_files';
  const odd = 'evil\u202Etool';
  const matches = Array.from({ length: 60 }, (_, line) => ({
    path: 'a.py',
    line,
    content: `hit number ${line};`,
  }));
  const tag = (name: string, value: unknown): string => `<${name}>\n${JSON.stringify(value)}\n</${name}>`;
  const answer = (name: string, content: unknown): string =>
    tag('tool_response', { tool_call_id: '', name, content });
  const hidden = {
    id: 'hidden',
    task: 'task\u202Ewith a turn',
    conversations: [
      { from: 'human', value: 'Search.' },
      {
        from: 'gpt',
        value: `${tag('tool_call', { name: tool, arguments: { pattern: 'hit' } })}\n${tag('tool_call', { name: odd, arguments: {} })}`,
      },
      {
        from: 'tool',
        value: `${answer(tool, { matches, total_count: 60 })}\n${answer(odd, { deep: { deeper: { list: ['in the tree'] } } })}`,
      },
      { from: 'gpt', value: 'Done.' },
    ],
  };
  data.files.set('hidden.jsonl', new TextEncoder().encode(`${JSON.stringify(hidden)}\n`));
  await retrace.open(`#/t/~0.0?src=${encodeURIComponent(`url:${data.origin}/fault/ok/hidden.jsonl`)}`);
  await expect(page.locator('h1 [data-code="U+202E"]')).toHaveCount(1);
  await expect(retrace.list.locator('[data-code="U+202E"]')).toHaveCount(1);
  const article = page.getByRole('article', { name: /^Step 1/ });
  // in the step's tag and in the call's frame
  await expect(article.locator('[data-code="U+202E"]')).toHaveCount(2);
  for (const text of ['hit number 57;', 'in the tree']) {
    await expect(article).not.toContainText(text);
    await page.keyboard.press('/');
    const field = page.getByRole('searchbox', { name: 'Find in trajectory' });
    await field.fill(text);
    await expect(page.getByRole('status', { name: 'Found' })).toHaveText('1 of 1');
    await expect(article).toContainText(text);
    await expect
      .poll(() => page.evaluate(() => [...(CSS.highlights.get('retrace-here') ?? [])].map(String)))
      .toEqual([text]);
    await field.press('Escape');
  }
});
