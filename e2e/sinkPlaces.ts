/**
 * The places of the product that show a string of data or of a link: how to get there, and what must be found at each
 * sink. Places follow each other in this order, so that few of them have to be opened.
 */
import type { Download, Locator, Page } from '@playwright/test';
import { expect, type Retrace } from './fixtures';
import { fileName, namedStrings, toolUses, type SinkFiles, type ToolUse } from './sinkData';
import { findCsvDifferences, findExportDifferences } from './writtenOracles';

export interface Visit {
  readonly retrace: Retrace;
  readonly page: Page;
  /** All of them are in the data. */
  readonly texts: readonly string[];
  /** Whose turn it is where one stands alone: the task of row `at`. */
  readonly text: string;
  readonly at: number;
  readonly files: SinkFiles;
  /** `src=…` of the data. */
  readonly src: string;
  /** What was downloaded, the newest last. */
  readonly saved: Download[];
  /** Every renderer shows these strings as they are, markdown and terminals too. */
  readonly isLiteral: boolean;
}

export interface Sink {
  readonly at: (visit: Visit) => Locator;
  /** What must be found there. */
  readonly texts: (visit: Visit) => readonly string[];
}

export interface Place {
  readonly name: string;
  readonly go: (visit: Visit) => Promise<void>;
  readonly sinks?: Readonly<Record<string, Sink>>;
  /** What is wrong with what was copied or downloaded here. */
  readonly check?: (visit: Visit) => Promise<readonly string[]>;
  /** One string stands here alone: with DEEP each has its turn, where that costs a second or more the dense ones alone. */
  readonly takesTurns?: 'all' | 'dense';
}

type At = Sink['at'];
const all = (at: At): Sink => ({ at, texts: ({ texts }) => texts });
const one = (at: At, as = (text: string) => text): Sink => ({ at, texts: ({ text }) => [as(text)] });
/** The names of so many files. */
const named = (at: At, from = 0, to = 3): Sink => ({ at, texts: ({ files }) => files.names.slice(from, to) });

/** As the value of a facet in an address. */
export const write = (value: string): string =>
  encodeURIComponent(/^[-\\]/.test(value) ? `\\${value}` : value);
const pairs = (key: string, texts: readonly string[]): string =>
  texts.map((text) => `&${key}=${write(text)}`).join('');

const group = ({ page }: Visit, name: string): Locator => page.getByRole('group', { name, exact: true });
const figure = (name: string) => (visit: Visit) => visit.page.getByRole('figure', { name, exact: true });
const dialog: At = ({ page }) => page.getByRole('dialog');
const main: At = ({ page }) => page.getByRole('main');
const details: At = ({ page }) => page.getByRole('region', { name: 'Inspector details' });
const sourceMenu: At = ({ page }) => page.getByRole('button', { name: /^Dataset: / });
const sqlError: At = ({ page }) => page.getByRole('alert').filter({ hasText: 'The SQL gave no result' });

/** Opens all that is folded within, and what was folded in it. */
async function unfold(at: Locator): Promise<void> {
  await at.evaluateAll(async (roots) => {
    const closed = (): readonly HTMLElement[] =>
      roots.flatMap((root) => [...root.querySelectorAll<HTMLElement>('button[aria-expanded="false"]')]);
    for (let left = closed(); left.length > 0; left = closed()) {
      for (const button of left) button.click();
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  });
}

async function openTab(visit: Visit, name: string): Promise<void> {
  await visit.page.getByRole('tab', { name, exact: true }).click();
  await visit.retrace.idle();
  await unfold(details(visit));
}

/** The newest file of that ending, once it is whole. */
async function savedText({ saved }: Visit, ending: string): Promise<string> {
  const find = (): Download | undefined =>
    saved.findLast((download) => download.suggestedFilename().endsWith(ending));
  await expect.poll(find).toBeDefined();
  const stream = await find()?.createReadStream();
  const chunks: Buffer[] = [];
  for await (const chunk of stream ?? []) chunks.push(chunk as Buffer); // of a stream without encoding
  return Buffer.concat(chunks).toString('utf8');
}

async function copied({ page }: Visit, form: string, said: string): Promise<string> {
  await page.getByRole('button', { name: 'Copy as' }).click();
  await page.getByRole('menuitem', { name: form }).click();
  await expect(page.getByText(said).first()).toBeVisible();
  return page.evaluate(() => navigator.clipboard.readText());
}

/** What a JSON text lacks of the strings. */
const lacking = (what: string, json: string, texts: readonly string[]): readonly string[] =>
  texts
    .filter((text) => !json.includes(JSON.stringify(text).slice(1, -1)))
    .map((text) => `${what} lacks ${JSON.stringify(text)}`);

/** As if its first file had been opened on its own before. */
export async function rememberSource(page: Page, { sources }: SinkFiles): Promise<void> {
  await page.addInitScript((source) => {
    const key = 'retrace.workspace';
    if (location.protocol !== 'about:')
      localStorage.setItem(key, JSON.stringify({ state: { recent: [source] }, version: 1 }));
  }, sources[0]);
}

/** A call's group and its response's, with the strings that name their fields. */
function toolSinks(): Readonly<Record<string, Sink>> {
  const drawn = (value: unknown, { text, isLiteral }: Visit): readonly string[] => {
    // a terminal may be told to write over a field's name
    if (!isLiteral && /[^\P{Cc}\n\t]/u.test(text)) return [];
    return namedStrings(value).map((each) =>
      (isLiteral && !/\p{Cc}|\]\(/u.test(each) ? each : each.slice(0, each.indexOf(' '))).trim(),
    );
  };
  const find = (text: string, name: string): ToolUse | undefined =>
    toolUses(text).find((use) => use.name === name);
  // by selector: to tell the names of all groups by role costs a second
  const at =
    (kind: string, name: string): At =>
    ({ retrace }) =>
      retrace.replayer.locator(`article:first-of-type [role="group"][aria-label="${kind}: ${name}"]`);
  return Object.fromEntries(
    toolUses('').flatMap(({ name }): readonly (readonly [string, Sink])[] => [
      [
        `call of ${name}`,
        { at: at('Tool call', name), texts: (visit) => drawn(find(visit.text, name)?.args, visit) },
      ],
      [
        `response of ${name}`,
        { at: at('Tool response', name), texts: (visit) => drawn(find(visit.text, name)?.content, visit) },
      ],
    ]),
  );
}

export const PLACES: readonly Place[] = [
  {
    name: 'list, filtered by link',
    go: async ({ retrace, texts, src }) => {
      await retrace.open(
        `#/browse?${src}${pairs('cat', texts)}${pairs('sub', texts)}${pairs('tool', texts)}${pairs('model', texts)}`,
      );
    },
    sinks: {
      rows: all(({ retrace }) => retrace.list.getByRole('option')),
      'facet Category': all((visit) => group(visit, 'Category')),
      'facet Tool': all((visit) => group(visit, 'Tool')),
      'facet Model': all((visit) => group(visit, 'Model')),
      chips: all((visit) => group(visit, 'Filters')),
      'filter text': all(({ page }) => page.getByRole('searchbox', { name: 'Search' })),
    },
  },
  {
    name: 'rows that are none',
    go: ({ page }) => page.getByRole('button', { name: 'Show rows' }).click(),
    sinks: {
      'name of the file': named(main, 0, 1),
      'reason, which quotes the line': {
        at: main,
        texts: ({ texts }) => [`not an object (${JSON.stringify([texts[0]]).slice(0, 40)}`],
      },
    },
  },
  {
    name: 'how this list was made',
    go: async ({ page, retrace }) => {
      await page.getByRole('button', { name: 'How was this list made?' }).click();
      await retrace.idle();
    },
    sinks: { filter: all(dialog), files: named(dialog, 0, 2) },
  },
  {
    name: 'completion of the filter text',
    go: async ({ page }) => {
      const field = page.getByRole('searchbox', { name: 'Search' });
      await field.fill('cat:');
      await expect(page.getByRole('listbox', { name: 'Suggestions' })).toBeVisible();
    },
  },
  {
    name: 'no match',
    go: async ({ retrace, texts, src }) => {
      await retrace.open(`#/browse?${src}${pairs('cat', texts)}&model=nobody`);
    },
    sinks: { 'without each': all(main) },
  },
  {
    name: 'a note, and what a link asks that is not understood',
    go: async ({ page, retrace, text, src }) => {
      await retrace.open(`#/browse?${src}&sort=${encodeURIComponent(text)}`);
      await retrace.list.focus();
      await page.keyboard.press('m');
      await page.getByRole('textbox', { name: 'Note' }).fill(text);
      await page.keyboard.press('Enter');
      await page.getByLabel('Marks file').setInputFiles({
        name: 'marks.jsonl',
        mimeType: 'application/jsonl',
        buffer: Buffer.from(`${JSON.stringify({ id: `nobody ${text}`, verdict: 'keep' })}\n`),
      });
      await expect(page.getByText(/match nothing that is open/).first()).toBeVisible();
      await retrace.list.focus();
      await page.keyboard.press('m');
    },
    sinks: {
      'row’s note': one(({ retrace }) => retrace.list.getByRole('option').first()),
      'note dialog': one(dialog),
      toasts: one(({ page }) => page.locator('.mantine-Notification-root')),
    },
    // they would lie over what is pressed next
    check: async ({ page }) => {
      await page
        .locator('.mantine-Notification-closeButton')
        .evaluateAll((buttons: HTMLElement[]) => buttons.forEach((button) => button.click()));
      return [];
    },
    takesTurns: 'all',
  },
  {
    name: 'marks as a file',
    go: async ({ page }) => {
      await page.getByRole('button', { name: 'Tick and mark' }).click();
      await page.getByRole('menuitem', { name: /^Export/ }).click();
    },
    check: async (visit) => {
      const [line = ''] = (await savedText(visit, 'marks.jsonl')).split('\n');
      const { id, note, file } = JSON.parse(line) as { id: string; note: string; file: string }; // a mark has them
      const said = visit.text.replaceAll(/\r\n?/g, '\n').trim();
      const isSame = id === visit.texts[0] && note === said && file === visit.files.names[0];
      return isSame ? [] : [`marks as a file: ${line}`];
    },
    takesTurns: 'all',
  },
  {
    name: 'download of the list',
    go: async ({ page }) => {
      await page.getByRole('button', { name: 'Download this list' }).click();
      await page.getByRole('menuitem', { name: 'Original rows (JSONL)' }).click();
      await expect(page.getByRole('dialog').getByText('Downloaded: ')).toBeVisible();
    },
    sinks: { 'names of the files': { at: dialog, texts: () => ['retrace-3-sources-rows.manifest.json'] } },
    check: async (visit) => [
      ...findExportDifferences(await savedText(visit, '-rows.jsonl'), visit.files),
      ...lacking('manifest', await savedText(visit, '.manifest.json'), visit.files.names.slice(0, 2)),
    ],
  },
  {
    name: 'full text, and why rows deserve attention',
    go: async ({ page, retrace, text, src }) => {
      await retrace.open(`#/browse?${src}&sort=attention.desc&text=${encodeURIComponent(text)}`);
      await page
        .getByRole('complementary', { name: 'Full text' })
        .getByRole('button', { name: 'Search' })
        .click();
      await retrace.idle();
    },
    sinks: { hits: one(({ page }) => page.getByRole('complementary', { name: 'Full text' })) },
    takesTurns: 'all',
  },
  {
    name: 'figures',
    go: async (visit) => {
      await visit.retrace.open(`#/insights?${visit.src}`);
      await figure('Category')(visit).scrollIntoViewIfNeeded();
      await visit.retrace.idle();
    },
    sinks: { 'axis labels': all(figure('Category')) },
  },
  {
    name: 'data of figures',
    go: async (visit) => {
      for (const name of ['Category', 'Tool calls', 'Subcategory']) {
        const at = figure(name)(visit);
        await at.scrollIntoViewIfNeeded();
        await at.getByRole('button', { name: 'Show data' }).click();
      }
      await visit.page.getByRole('button', { name: 'Save Category as CSV' }).click();
      await visit.retrace.idle();
    },
    sinks: {
      Category: all(figure('Category')),
      'Tool calls': all(figure('Tool calls')),
      Subcategory: all(figure('Subcategory')),
    },
    check: async (visit) =>
      findCsvDifferences(await savedText(visit, 'category.csv'), {
        column: 0,
        head: 'Category',
        cells: visit.texts,
      }),
  },
  {
    name: 'recorded beside ours',
    go: async ({ page, retrace }) => {
      await page
        .getByRole('heading', { name: 'Does it agree with the published card?' })
        .scrollIntoViewIfNeeded();
      await retrace.idle();
    },
    sinks: {
      'tools of the records': all(({ page }) => page.getByRole('table', { name: 'Recorded check' })),
      'tools of the summary': all(({ page }) => page.locator('[aria-labelledby="recorded-check"] h3 ~ div')),
      'name of the summary': named(({ page }) => page.locator('[aria-labelledby="recorded-check"] h3'), 2),
    },
  },
  {
    name: 'side by side',
    go: async (visit) => {
      const [, rows = ''] = visit.files.sources;
      await visit.retrace.open(`#/insights?${visit.src}&vs=${encodeURIComponent(rows)}`);
      await figure('Category')(visit).getByRole('button', { name: 'Show data' }).click();
      await visit.page.getByRole('button', { name: /^beside / }).click();
      await visit.retrace.idle();
    },
    sinks: {
      'name over its numbers': named(
        ({ page }) => page.getByRole('table', { name: 'Both in numbers' }),
        1,
        2,
      ),
      data: all(figure('Category')),
      'name of the other': named(({ page }) => page.getByRole('button', { name: /^beside / }), 1, 2),
      'what else can stand there': named(({ page }) => page.getByRole('menu'), 0, 1),
    },
  },
  {
    name: 'recent sources',
    go: async (visit) => {
      await sourceMenu(visit).click();
      await expect(visit.page.getByRole('menuitem', { name: 'Demo' })).toBeVisible();
    },
    sinks: {
      recent: named(({ page }) => page.getByRole('menu'), 0, 1),
    },
  },
  {
    name: 'SQL',
    go: async ({ page, retrace, text, src }) => {
      const sql = `SELECT DISTINCT model AS "${text.replaceAll('"', '""')}" FROM trajectory`;
      await retrace.open(`#/sql?${src}&sql=${encodeURIComponent(sql)}`);
      await expect(page.getByText('Not run: check it, then run')).toBeVisible();
      await page.getByRole('button', { name: /^Run/ }).click();
      await expect(page.getByRole('table', { name: 'Result' }).getByRole('cell').first()).toBeVisible();
      await page.getByRole('button', { name: 'CSV', exact: true }).click();
      await retrace.idle();
    },
    sinks: { 'result and its names': all(({ page }) => page.getByRole('table', { name: 'Result' })) },
    check: async (visit) =>
      findCsvDifferences(await savedText(visit, 'result.csv'), {
        column: 0,
        head: visit.text,
        cells: visit.texts,
      }),
  },
  {
    name: 'raw tables',
    go: async ({ page, retrace }) => {
      await page.getByRole('group', { name: 'Load into the raw tables' }).getByRole('button').first().click();
      await expect(page.getByText(/ turns? loaded/)).toBeVisible();
      await retrace.idle();
    },
    sinks: {
      'a file that is loaded': named(
        ({ page }) => page.getByRole('list', { name: 'Loaded into the raw tables' }),
        0,
        1,
      ),
      'a file that is not': named(
        ({ page }) => page.getByRole('group', { name: 'Load into the raw tables' }),
        1,
        2,
      ),
    },
  },
  {
    name: 'an error of SQL, and its history',
    go: async (visit) => {
      const { page, retrace, text } = visit;
      if (visit.at > 0) await retrace.open(`#/sql?${visit.src}`);
      const field = page.getByRole('textbox', { name: 'SQL', exact: true });
      await field.fill(`SELECT "${text.replaceAll('"', '""')}" FROM trajectory`);
      await page.getByRole('button', { name: /^Run/ }).click();
      await expect(sqlError(visit)).toBeVisible();
      await page.getByRole('button', { name: 'History', exact: true }).click();
      await retrace.idle();
    },
    // the engine reads a statement up to its first NUL
    sinks: {
      error: one(sqlError, (text) => (text.includes('\0') ? '' : text)),
      history: one(({ page }) => page.getByRole('menuitem')),
    },
    takesTurns: 'all',
  },
  {
    name: 'trajectory',
    go: async ({ retrace, page, src, text }) => {
      await retrace.open(`#/t/${encodeURIComponent(text)}?${src}`);
      await page.getByRole('tab', { name: 'Outline', exact: true }).click();
      await unfold(retrace.replayer.getByRole('article').first().locator('[aria-label^="Tool "]'));
      await retrace.idle();
    },
    sinks: {
      'calls and responses': {
        at: ({ retrace }) => retrace.replayer.getByRole('article'),
        texts: ({ texts, text, at }) => (at === 0 ? texts : [text]),
      },
      outline: {
        at: ({ page }) => page.getByRole('listbox', { name: 'Outline' }),
        texts: ({ texts, text, at }) => (at === 0 ? texts : [text]),
      },
      ...toolSinks(),
    },
    takesTurns: 'dense',
  },
  {
    name: 'title and find',
    go: async ({ page, text, retrace }) => {
      await page.getByRole('button', { name: 'Find in trajectory' }).click();
      await page.getByRole('searchbox', { name: 'Find in trajectory' }).fill(text.split('\n')[0] ?? '');
      await retrace.idle();
    },
    sinks: {
      heading: one(({ page }) => page.getByRole('heading', { level: 1 })),
      'document.title': one(({ page }) => page.locator('head title')),
    },
    takesTurns: 'dense',
  },
  {
    name: 'turns as recorded',
    go: async ({ retrace }) => {
      await retrace.replayer.getByRole('button', { name: 'Turns as recorded' }).first().click();
      await retrace.idle();
    },
    sinks: {
      'values and tags': {
        at: ({ page }) => page.getByRole('region', { name: /^Turn \d+ as recorded$/ }),
        // a long turn is cut
        texts: ({ texts, isLiteral }) => [
          ...texts,
          ...(isLiteral ? ['<think>', '</think>', '<tool_call>', '<tool_response>'] : ['<think>']),
        ],
      },
    },
  },
  {
    name: 'why an outcome',
    go: async ({ page, retrace }) => {
      await retrace.replayer.getByRole('button', { name: 'Turns as recorded' }).first().click();
      const response = retrace.replayer.getByRole('group', { name: /^Tool response: / }).first();
      await response.getByRole('button', { name: /^(ok|failed)$/ }).click();
      await expect(page.getByRole('dialog', { name: 'Why this outcome' })).toBeVisible();
    },
    sinks: { 'name of the call': one(dialog) },
  },
  {
    name: 'copies',
    go: () => Promise.resolve(),
    check: async (visit) => [
      ...lacking('JSON', await copied(visit, 'JSON of the trajectory', 'JSON copied'), visit.texts),
      ...lacking('Markdown', await copied(visit, 'Markdown of this step', 'Markdown copied'), visit.texts),
    ],
  },
  { name: 'inspector: step', go: (visit) => openTab(visit, 'Step'), sinks: { step: all(details) } },
  {
    name: 'inspector: tools',
    go: (visit) => openTab(visit, 'Tools'),
    sinks: { 'names, descriptions, schemas': all(details) },
  },
  { name: 'inspector: findings', go: (visit) => openTab(visit, 'Findings') },
  {
    name: 'inspector: record',
    go: (visit) => openTab(visit, 'Record'),
    sinks: {
      'metadata, keys and values': all(details),
      'tools beside ours': all(({ page }) => page.getByRole('table', { name: 'Recorded check' })),
    },
  },
  {
    name: 'command palette',
    go: async ({ page, text }) => {
      await page.keyboard.press('Control+k');
      await page
        .getByRole('searchbox', { name: 'Command' })
        .or(page.getByRole('textbox', { name: 'Command' }))
        .fill(text);
      await expect(page.getByText('No command of that name')).toBeVisible();
    },
    takesTurns: 'dense',
  },
  {
    name: 'compare',
    go: async ({ page, retrace, src, text, at }) => {
      await retrace.open(`#/compare?${src}&a=${encodeURIComponent(text)}&b=~1.${at}`);
      await page.getByRole('button', { name: /^Steps 1 and 1/ }).click();
      await retrace.idle();
    },
    sinks: {
      'run A': one(({ page }) => page.getByRole('region', { name: 'Run A' })),
      'run B': one(({ page }) => page.getByRole('region', { name: 'Run B' })),
    },
    takesTurns: 'dense',
  },
  {
    name: 'a file that cannot be read',
    go: async (visit) => {
      const { page, retrace, text } = visit;
      await sourceMenu(visit).click();
      await page.getByRole('menuitem', { name: 'Open files or a URL…' }).click();
      await page.getByTestId('file-picker').setInputFiles({
        name: `${fileName(text)}.parquet`,
        mimeType: 'application/octet-stream',
        buffer: Buffer.from('no parquet'),
      });
      await expect(page.getByRole('alert').first()).toBeVisible();
      await retrace.idle();
    },
    sinks: {
      error: one(({ page }) => page.getByRole('alert'), fileName),
      'name of the dataset': one(sourceMenu, fileName),
    },
    takesTurns: 'all',
  },
  {
    name: 'a link to elsewhere',
    go: async ({ retrace, text }) =>
      retrace.open(`#/browse?src=${encodeURIComponent(`url:https://${fileName(text)}/a.parquet`)}`),
    takesTurns: 'all',
  },
];
