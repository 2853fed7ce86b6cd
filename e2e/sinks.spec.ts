/**
 * Hostile strings in every place of the product that shows a string of data or of a link. `PLACES` is the table: how to
 * get there, and for each sink where the string must stand. On every place the whole page is searched for breaches.
 * By default a few dense strings; with DEEP also a seeded choice of each corpus, of what is short enough to be a name.
 */
import type { Locator, Page } from '@playwright/test';
import { countCorpus } from '../src/testing/corpusCount';
import { writeTestParquet } from '../src/testing/parquetFiles';
import { createRandom } from '../src/testing/random';
import { spellHidden } from '../src/ui/content/hidden';
import { IS_DEEP, expect, test, type Retrace } from './fixtures';
import { CORPORA } from './hostileStrings';
import { findPageBreaches } from './oracles';

/** So few that every sink draws all of them. */
const GROUP = 4;
const MOST_GROUPS = 4;
const MOST_CHARS = 600;

/** Each has several attacks in one, and differs from the others in its first characters. */
const DENSE = [
  '=1+1 "><img src=x onerror=alert(1)><script>alert(1)</script> \u202Etxt.exe\u202C \u200Bz',
  'constructor',
  'שלום 12 <svg onload=alert(1)> [a](javascript:alert(1)) ${7*7} %00 \u{E0041}\u{E0042}',
  "'; DROP TABLE t;-- \u001B[8m\u001B]8;;https://evil.example\u0007link \u2066 <a href=//evil.example style=position:fixed>x</a>",
];

interface Visit {
  readonly retrace: Retrace;
  readonly page: Page;
  /** All of them are in the data; the first is the task of the trajectory that is opened. */
  readonly texts: readonly string[];
  /** `src=…` of the data. */
  readonly src: string;
}

interface Place {
  readonly name: string;
  readonly go: (visit: Visit) => Promise<void>;
  /** Where the strings must be found: all of them (`each`) or the first. */
  readonly sinks: Readonly<Record<string, (visit: Visit) => Locator>>;
  /** Sinks that show the first string alone. */
  readonly single?: boolean;
  /** What of a string is shown here. */
  readonly as?: (text: string) => string;
}

const write = (value: string): string => encodeURIComponent(/^[-\\]/.test(value) ? `\\${value}` : value);
const pairs = (key: string, texts: readonly string[]): string =>
  texts.map((text) => `&${key}=${write(text)}`).join('');
const group = ({ page }: Visit, name: string): Locator => page.getByRole('group', { name, exact: true });
const figure = (name: string) => (visit: Visit) => visit.page.getByRole('figure', { name, exact: true });
const dialog = ({ page }: Visit): Locator => page.getByRole('dialog');
const details = ({ page }: Visit): Locator => page.getByRole('region', { name: 'Inspector details' });

async function showData({ page, retrace }: Visit): Promise<void> {
  await retrace.idle();
  for (const name of ['Category', 'Tool calls', 'Subcategory']) {
    const one = page.getByRole('figure', { name, exact: true });
    await one.scrollIntoViewIfNeeded();
    await one.getByRole('button', { name: 'Show data' }).click();
  }
  await retrace.idle();
}

async function openTab(visit: Visit, name: string): Promise<void> {
  await visit.page.getByRole('tab', { name, exact: true }).click();
  await visit.retrace.idle();
  const closed = details(visit).locator('button[aria-expanded="false"]');
  for (let left = await closed.count(); left > 0; left = await closed.count()) await closed.first().click();
}

const PLACES: readonly Place[] = [
  {
    name: 'list, filtered by link',
    go: async ({ retrace, texts, src }) => {
      await retrace.open(
        `#/browse?${src}${pairs('cat', texts)}${pairs('sub', texts)}${pairs('tool', texts)}${pairs('model', texts)}`,
      );
    },
    sinks: {
      rows: ({ retrace }) => retrace.list.getByRole('option'),
      'facet Category': (visit) => group(visit, 'Category'),
      'facet Tool': (visit) => group(visit, 'Tool'),
      'facet Model': (visit) => group(visit, 'Model'),
      chips: (visit) => group(visit, 'Filters'),
      'filter text': ({ page }) => page.getByRole('searchbox', { name: 'Search' }),
    },
  },
  {
    name: 'completion of the filter text',
    go: async ({ page }) => {
      const field = page.getByRole('searchbox', { name: 'Search' });
      await field.fill('cat:');
      await expect(page.getByRole('listbox', { name: 'Suggestions' })).toBeVisible();
    },
    sinks: {},
  },
  {
    name: 'how this list was made',
    go: async ({ page, retrace, texts, src }) => {
      await retrace.open(`#/browse?${src}${pairs('cat', texts)}`);
      await page.getByRole('button', { name: 'How was this list made?' }).click();
      await retrace.idle();
    },
    sinks: { provenance: dialog },
  },
  {
    name: 'no match',
    go: async ({ retrace, texts, src }) => {
      await retrace.open(`#/browse?${src}${pairs('cat', texts)}&model=nobody`);
    },
    sinks: { 'without each': ({ page }) => page.getByRole('main') },
  },
  {
    name: 'a note, and what a link asks that is not understood',
    go: async ({ page, retrace, texts, src }) => {
      await retrace.open(`#/browse?${src}&sort=${encodeURIComponent(texts[0] ?? '')}`);
      await retrace.list.focus();
      await page.keyboard.press('m');
      await page.getByRole('textbox', { name: 'Note' }).fill(texts[0] ?? '');
      await page.keyboard.press('Enter');
      await page.getByLabel('Marks file').setInputFiles({
        name: 'marks.jsonl',
        mimeType: 'application/jsonl',
        buffer: Buffer.from(`${JSON.stringify({ id: `nobody ${texts[0] ?? ''}`, verdict: 'keep' })}\n`),
      });
      await expect(page.getByText(/match nothing that is open/)).toBeVisible();
      await retrace.list.focus();
      await page.keyboard.press('m');
    },
    sinks: {
      'row’s note': ({ retrace }) => retrace.list.getByRole('option').first(),
      'note dialog': dialog,
      toasts: ({ page }) => page.locator('.mantine-Notification-root'),
    },
    single: true,
  },
  {
    name: 'full text',
    go: async ({ page, retrace, texts, src }) => {
      await retrace.open(`#/browse?${src}&text=${encodeURIComponent(texts[0] ?? '')}`);
      await page
        .getByRole('complementary', { name: 'Full text' })
        .getByRole('button', { name: 'Search' })
        .click();
      await retrace.idle();
    },
    sinks: { hits: ({ page }) => page.getByRole('complementary', { name: 'Full text' }) },
    single: true,
  },
  {
    name: 'figures',
    go: async (visit) => {
      await visit.retrace.open(`#/insights?${visit.src}`);
      await visit.page.getByRole('figure', { name: 'Category', exact: true }).scrollIntoViewIfNeeded();
      await visit.retrace.idle();
    },
    sinks: { 'axis labels': figure('Category') },
  },
  {
    name: 'data of figures',
    go: showData,
    sinks: {
      Category: figure('Category'),
      'Tool calls': figure('Tool calls'),
      Subcategory: figure('Subcategory'),
    },
  },
  {
    name: 'SQL',
    go: async ({ page, retrace, texts, src }) => {
      const name = `"${(texts[0] ?? '').replaceAll('"', '""')}"`;
      const sql = `SELECT DISTINCT model AS ${name} FROM trajectory`;
      await retrace.open(`#/sql?${src}&sql=${encodeURIComponent(sql)}`);
      await expect(page.getByText('Not run: check it, then run')).toBeVisible();
      await page.getByRole('button', { name: /^Run/ }).click();
      await expect(page.getByRole('table', { name: 'Result' }).getByRole('cell').first()).toBeVisible();
      await retrace.idle();
    },
    sinks: { 'result and its names': ({ page }) => page.getByRole('table', { name: 'Result' }) },
  },
  {
    name: 'an error of SQL, and its history',
    go: async ({ page, retrace, texts }) => {
      const field = page.getByRole('textbox', { name: 'SQL', exact: true });
      await field.fill(`SELECT "${(texts[0] ?? '').replaceAll('"', '""')}" FROM trajectory`);
      await page.getByRole('button', { name: /^Run/ }).click();
      await expect(page.getByRole('alert').filter({ hasText: 'The SQL gave no result' })).toBeVisible();
      await page.getByRole('button', { name: 'History' }).click();
      await retrace.idle();
    },
    sinks: {
      error: ({ page }) => page.getByRole('alert').filter({ hasText: 'The SQL gave no result' }),
      history: ({ page }) => page.getByRole('menuitem'),
    },
    single: true,
  },
  {
    name: 'trajectory',
    go: async ({ retrace, page, src }) => {
      await retrace.open(`#/t/~0.0?${src}`);
      await page.getByRole('tab', { name: 'Outline', exact: true }).click();
    },
    sinks: {
      'calls and responses': ({ retrace }) => retrace.replayer.getByRole('article'),
      outline: ({ page }) => page.getByRole('listbox', { name: 'Outline' }),
    },
  },
  {
    name: 'inspector: step',
    go: (visit) => openTab(visit, 'Step'),
    sinks: { step: details },
  },
  {
    name: 'inspector: tools',
    go: (visit) => openTab(visit, 'Tools'),
    sinks: { 'names, descriptions, schemas': details },
  },
  {
    name: 'inspector: findings',
    go: (visit) => openTab(visit, 'Findings'),
    sinks: {},
  },
  {
    name: 'inspector: record',
    go: (visit) => openTab(visit, 'Record'),
    sinks: { 'metadata, keys and values': details },
  },
  {
    name: 'title and find',
    go: async ({ page, texts, retrace }) => {
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Find in trajectory' }).click();
      await page
        .getByRole('searchbox', { name: 'Find in trajectory' })
        .fill((texts[0] ?? '').split('\n')[0] ?? '');
      await retrace.idle();
    },
    sinks: {
      heading: ({ page }) => page.getByRole('heading', { level: 1 }),
      'document.title': ({ page }) => page.locator('head title'),
    },
    single: true,
  },
  {
    name: 'compare',
    go: async ({ page, retrace, src }) => {
      await retrace.open(`#/compare?${src}&a=~0.0&b=~1.0`);
      await page.getByRole('button', { name: /^Steps 1 and 1/ }).click();
      await retrace.idle();
    },
    sinks: {
      'run A': ({ page }) => page.getByRole('region', { name: 'Run A' }),
      'run B': ({ page }) => page.getByRole('region', { name: 'Run B' }),
    },
    single: true,
  },
  {
    name: 'a file that cannot be read',
    go: async ({ page, retrace, texts }) => {
      await page.getByRole('button', { name: /^Dataset: / }).click();
      await page.getByRole('menuitem', { name: 'Open files or a URL…' }).click();
      const name = `${fileName(texts[0] ?? '')}.parquet`;
      await page
        .getByTestId('file-picker')
        .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from('no parquet') });
      await expect(page.getByRole('alert').first()).toBeVisible();
      await retrace.idle();
    },
    sinks: {
      error: ({ page }) => page.getByRole('alert'),
      'name of the dataset': ({ page }) => page.getByRole('button', { name: /^Dataset: / }),
    },
    single: true,
    as: fileName,
  },
  {
    name: 'a link to elsewhere',
    go: async ({ retrace, texts }) =>
      retrace.open(`#/browse?src=${encodeURIComponent(`url:https://${fileName(texts[0] ?? '')}/a.parquet`)}`),
    sinks: {},
  },
];

/** As much of a string as a file system takes. */
function fileName(text: string): string {
  return text.replace(/[/\\~?#\p{Cc}]/gu, '_').slice(0, 60);
}

/** Every place a tool's arguments and answers have a renderer of their own, with the string in each of its fields. */
function toolCalls(text: string): readonly (readonly [string, object, unknown])[] {
  return [
    [text, { a: text, [text]: [text] }, { [text]: text }],
    ['terminal', { command: text }, { output: text, exit_code: 1, error: text }],
    ['read_file', { path: text }, { content: `1|${text}`, path: text }],
    [
      'todo',
      { todos: [{ id: text, content: text, status: text }] },
      { todos: [{ content: text, status: 'pending' }] },
    ],
    ['browser_navigate', { url: `https://${text}` }, { url: text, title: text }],
    [
      'search_files',
      { pattern: text },
      { matches: [{ path: text, line: 1, content: text }], total_count: 1 },
    ],
  ];
}

/** A record with the string in every field. The first also has the other strings, as tools, metadata and calls. */
function recordOf(texts: readonly string[], index: number) {
  const text = texts[index] ?? '';
  const all = index === 0 ? texts : [text];
  const calls = [...all.map((each) => toolCalls(each)[0] ?? []), ...toolCalls(text).slice(1)];
  const answers = calls.map(
    ([name, , content]) =>
      `<tool_response>\n${JSON.stringify({ tool_call_id: '', name, content })}\n</tool_response>`,
  );
  const asked = calls.map(
    ([name, args]) => `<tool_call>\n${JSON.stringify({ name, arguments: args })}\n</tool_call>`,
  );
  return {
    id: text,
    task: text,
    category: text,
    subcategory: text,
    model: text,
    completed: true,
    ...Object.fromEntries(all.map((each) => [`k ${each}`, each])),
    counts: { [text]: { [text]: 1 } },
    nested: { [text]: [text, { [text]: text }] },
    tools: JSON.stringify(
      all.map((each) => ({
        type: 'function',
        function: {
          name: each,
          description: each,
          parameters: { type: 'object', properties: { [each]: { description: each } } },
        },
      })),
    ),
    conversations: [
      { from: 'system', value: text },
      { from: 'human', value: text },
      { from: 'gpt', value: `<think>\n${text}\n</think>\n${asked.join('\n')}` },
      { from: 'tool', value: answers.join('\n') },
      { from: text, value: text },
      { from: 'gpt', value: `<think>\n</think>\n${text}` },
    ],
  };
}

/** White space is drawn as it comes, lone surrogates do not leave the browser. */
const plain = (text: string): string =>
  text
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(/[\s\p{Cc}⏎]+/gu, ' ')
    .trim();

/** What is read at a sink: text, tooltips, names for screen readers, values of fields. */
async function readSink(sink: Locator): Promise<string> {
  const read = await sink.evaluateAll((nodes) =>
    nodes.flatMap((node) => [
      node.textContent,
      ...[node, ...node.querySelectorAll('*')].flatMap((each) => [
        each.getAttribute('title') ?? '',
        each.getAttribute('aria-label') ?? '',
        each instanceof HTMLInputElement || each instanceof HTMLTextAreaElement ? each.value : '',
      ]),
    ]),
  );
  return plain(read.join('\n'));
}

/** As recorded or spelt, whole or (in cut lines and labels) its beginning; in a filter's text it is a quoted word. */
function carries(read: string, text: string): boolean {
  return [
    text,
    spellHidden(text),
    JSON.stringify(text).slice(1, -1),
    text.replaceAll("'", "''"),
    text.replaceAll('"', '""'),
    text.replaceAll(/["\\]/g, '\\$&'),
    // a field of one line has no line ends
    text.replaceAll(/[\r\n]/g, ''),
    JSON.stringify(text.replaceAll(/[\r\n]/g, '')).slice(1, -1),
  ].some((form) => read.includes(plain(plain(form.slice(0, 100)).slice(0, 40))));
}

/** What is copied is what was recorded: marks and isolates are only drawn. */
async function lookAtCopy({ page, retrace, texts, src }: Visit): Promise<readonly string[]> {
  await retrace.open(`#/t/~0.0?${src}`);
  await page.getByRole('button', { name: 'Copy as' }).click();
  await page.getByRole('menuitem', { name: 'JSON of the trajectory' }).click();
  await expect(page.getByText('JSON copied').first()).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  return texts
    .filter((text) => !copied.includes(JSON.stringify(text).slice(1, -1)))
    .map((text) => `copy lacks ${text}`);
}

async function look(visit: Visit, place: Place): Promise<readonly string[]> {
  try {
    await place.go(visit);
  } catch (error) {
    // the other places are looked at all the same
    return [`${place.name}: ${String(error).slice(0, 600)}`];
  }
  await visit.retrace.idle();
  const found = (await visit.page.evaluate(findPageBreaches)).map((breach) => `${place.name}: ${breach}`);
  const texts = place.single === true ? visit.texts.slice(0, 1) : visit.texts;
  for (const [name, sink] of Object.entries(place.sinks)) {
    const missing = async (): Promise<readonly string[]> => {
      const read = await readSink(sink(visit));
      return texts.filter((text) => !carries(read, place.as?.(text) ?? text));
    };
    let left = await missing();
    for (let turn = 0; turn < 40 && left.length > 0; turn += 1) {
      await visit.page.waitForTimeout(50);
      left = await missing();
    }
    found.push(...left.map((text) => `${place.name}: ${name} lacks ${JSON.stringify(text)}`));
  }
  // menus and dialogs of this place
  await visit.page.keyboard.press('Escape');
  return found;
}

/** Nothing of it may run: dialogs, windows, policies broken; told at the end. */
async function watch(page: Page): Promise<() => Promise<readonly string[]>> {
  const dialogs: string[] = [];
  page.on('dialog', (shown) => {
    dialogs.push(shown.message());
    shown.dismiss().catch(() => undefined);
  });
  await page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(globalThis, { violations: seen });
    document.addEventListener('securitypolicyviolation', (event) => seen.push(event.violatedDirective));
    globalThis.open = () => {
      seen.push('open');
      return null;
    };
  });
  return async () => [...dialogs, ...((await page.evaluate('globalThis.violations')) as readonly string[])];
}

function isName(text: string): boolean {
  return plain(text) !== '' && text.length <= MOST_CHARS && !/\p{Surrogate}/u.test(text);
}

/** Groups of strings, each shown together, in a seeded order; no two begin alike. */
function groupsOf(strings: readonly string[]): readonly (readonly string[])[] {
  const names = [...new Map(strings.filter(isName).map((text) => [plain(text).slice(0, 40), text])).values()];
  const random = createRandom(Number(process.env['SEED'] ?? 1));
  const mixed = names
    .map((text) => ({ text, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ text }) => text);
  const count = Math.min(MOST_GROUPS, Math.ceil(mixed.length / GROUP));
  return Array.from({ length: count }, (_, index) => mixed.slice(index * GROUP, (index + 1) * GROUP));
}

const SETS = [
  { name: 'dense', groups: [DENSE] },
  ...(IS_DEEP ? CORPORA.map(({ name, strings }) => ({ name, groups: groupsOf(strings) })) : []),
];

for (const { name, groups } of SETS) {
  test(`hostile text in every sink: ${name}`, async ({ retrace, page, data, context, allowedErrors }) => {
    test.skip(groups.length === 0, `no ${name} here`);
    test.setTimeout(60_000 + groups.length * 60_000);
    // a query that names no column is answered with an error
    allowedErrors.push(/Binder Error/);
    page.setDefaultTimeout(20_000);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const seen = await watch(page);
    const found: string[] = [];
    for (const [index, texts] of groups.entries()) {
      const records = texts.map((_, at) => recordOf(texts, at));
      const files = [`sinks-${index}.jsonl`, `sinks-${index}.parquet`] as const;
      data.files.set(
        files[0],
        new TextEncoder().encode(records.map((row) => `${JSON.stringify(row)}\n`).join('')),
      );
      data.files.set(files[1], writeTestParquet(records));
      const src = files.map((file) => `src=${encodeURIComponent(`url:${data.url('ok', file)}`)}`).join('&');
      const sinks = PLACES.flatMap(({ sinks: here, single }) =>
        Object.keys(here).map(() => (single === true ? 1 : texts.length)),
      );
      const count = sinks.reduce((sum, each) => sum + each, 0);
      // counted as failed until it is known
      countCorpus(`text in every sink: ${name}`, count, count);
      const breaches: string[] = [];
      for (const place of PLACES) breaches.push(...(await look({ retrace, page, texts, src }, place)));
      breaches.push(...(await lookAtCopy({ retrace, page, texts, src })), ...(await seen()));
      countCorpus(`text in every sink: ${name}`, 0, breaches.length - count);
      found.push(...breaches);
      await page.goto('about:blank');
    }
    expect(found).toEqual([]);
  });
}

test('each oracle can fail', async ({ page, retrace, sabotaged, data }) => {
  test.skip(!IS_DEEP, 'with DEEP=1');
  data.files.set(
    'sinks-off.jsonl',
    new TextEncoder().encode(`${JSON.stringify(recordOf([DENSE[0] ?? '', DENSE[2] ?? ''], 0))}\n`),
  );
  const src = `src=${encodeURIComponent(`url:${data.url('ok', 'sinks-off.jsonl')}`)}`;
  const breaches = async (address: string): Promise<string> => {
    await page.goto('about:blank');
    await page.goto(address);
    await retrace.idle();
    return (await page.evaluate(findPageBreaches)).join('\n');
  };
  expect(await breaches(`${sabotaged.url}#/browse?${src}&cat=${write(DENSE[0] ?? '')}`)).toBe('');
  const off = `${sabotaged.url}?sabotage=bidiMarks`;
  // tooltips and names, rows, facets and chips
  const list = await breaches(`${off}#/browse?${src}&cat=${write(DENSE[0] ?? '')}`);
  for (const word of ['title "=1+1', 'aria-label "=1+1', 'hidden "=1+1', 'not isolated "שלום'])
    expect(list).toContain(word);
  expect(await breaches(`${off}#/t/~0.0?${src}`)).toContain('document.title');
  expect(await breaches(`${off}#/insights?${src}`)).toContain('hidden "=1+1');
  await breaches(sabotaged.url);
  const added = await page.evaluate(() => {
    for (const tag of ['iframe', 'object', 'base']) document.body.append(document.createElement(tag));
    const link = document.createElement('a');
    link.href = 'javascript:0';
    link.target = '_blank';
    link.style.backgroundImage = 'url("data:,")';
    link.setAttribute('onanything', '');
    document.body.append(link, Object.assign(document.createElement('img'), { src: 'data:,' }));
  });
  expect(added).toBeUndefined();
  const found = (await page.evaluate(findPageBreaches)).join('\n');
  for (const word of [
    '<iframe>',
    '<object>',
    '<base>',
    'href "javascript:0"',
    'a onanything',
    'style ',
    'a without rel',
    '<img ',
  ])
    expect(found).toContain(word);
});
