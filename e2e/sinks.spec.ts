/**
 * Hostile strings in every place of the product that shows a string of data or of a link. `PLACES` is the table: how to
 * get there, and for each sink where the string must stand. On every place the whole page is searched for breaches.
 * By default a few dense strings; with DEEP also a seeded choice of each corpus, of what is short enough to be a name.
 */
import type { Download, Locator } from '@playwright/test';
import { countCorpus } from '../src/testing/corpusCount';
import { createRandom } from '../src/testing/random';
import { spellHidden } from '../src/ui/content/hidden';
import { IS_DEEP, expect, test, deepTest } from './fixtures';
import { CORPORA } from './hostileStrings';
import { findPageBreaches, watch } from './oracles';
import { recordOf, serveSinkFiles } from './sinkData';
import { PLACES, rememberSource, write, type Place, type Sink, type Visit } from './sinkPlaces';
import { findCsvDifferences, findExportDifferences } from './writtenOracles';

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

/** What a sink lacks of its strings, once it had the time to draw them. */
async function findMissing(visit: Visit, { at, texts }: Sink): Promise<readonly string[]> {
  let left = texts(visit);
  for (let turn = 0; turn < 40 && left.length > 0; turn += 1) {
    if (turn > 0) await visit.page.waitForTimeout(50);
    const read = await readSink(at(visit));
    left = left.filter((text) => !carries(read, text));
  }
  return left;
}

async function look(visit: Visit, place: Place): Promise<readonly string[]> {
  const found: string[] = [];
  try {
    await place.go(visit);
    await visit.retrace.idle();
    found.push(...(await visit.page.evaluate(findPageBreaches)));
    for (const [name, sink] of Object.entries(place.sinks ?? {})) {
      const left = await findMissing(visit, sink);
      found.push(...left.map((text) => `${name} lacks ${JSON.stringify(text)}`));
    }
    found.push(...((await place.check?.(visit)) ?? []));
    // menus and dialogs of this place
    await visit.page.keyboard.press('Escape');
  } catch (error) {
    // the other places are looked at all the same
    found.push(String(error).slice(0, 600));
  }
  return found.map((each) => `${place.name}: ${each}`);
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

/** The visits of a group: to every place, and with DEEP once more for each other string to those that show one alone. */
function visitsOf(first: Visit): readonly { readonly visit: Visit; readonly places: readonly Place[] }[] {
  const others = IS_DEEP ? first.texts.slice(1) : [];
  const inTurn = PLACES.filter(
    ({ takesTurns }) => takesTurns === 'all' || (takesTurns === 'dense' && first.isLiteral),
  );
  return [
    { visit: first, places: PLACES },
    ...others.map((text, index) => ({ visit: { ...first, text, at: index + 1 }, places: inTurn })),
  ];
}

for (const { name, groups } of SETS) {
  test(`hostile text in every sink: ${name}`, async ({ retrace, page, data, context, allowedErrors }) => {
    test.skip(groups.length === 0, `no ${name} here`);
    test.setTimeout(60_000 + groups.length * 60_000 * (IS_DEEP ? 2 : 1));
    // a query that names no column is answered with an error
    allowedErrors.push(/Binder Error/);
    page.setDefaultTimeout(20_000);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const seen = await watch(page);
    const saved: Download[] = [];
    page.on('download', (download) => saved.push(download));
    const found: string[] = [];
    for (const [index, texts] of groups.entries()) {
      const files = serveSinkFiles(data, texts, index);
      const src = files.sources.map((source) => `src=${encodeURIComponent(source)}`).join('&');
      const [text = ''] = texts;
      await rememberSource(page, files);
      const isLiteral = name === 'dense';
      const visits = visitsOf({ retrace, page, texts, text, at: 0, files, src, saved, isLiteral });
      const count = visits
        .flatMap(({ visit, places }) =>
          places.flatMap(({ sinks = {} }) => Object.values(sinks).map((sink) => sink.texts(visit).length)),
        )
        .reduce((sum, each) => sum + each, 0);
      // counted as failed until it is known
      countCorpus(`text in every sink: ${name}`, count, count);
      const breaches: string[] = [];
      for (const { visit, places } of visits)
        for (const place of places) breaches.push(...(await look(visit, place)));
      breaches.push(...(await seen()));
      countCorpus(`text in every sink: ${name}`, 0, breaches.length - count);
      found.push(...breaches);
      await page.goto('about:blank');
    }
    expect(found).toEqual([]);
  });
}

deepTest('each oracle can fail', async ({ page, retrace, sabotaged, data }) => {
  const records = [0, 1].map((at) => recordOf([DENSE[0] ?? '', DENSE[2] ?? ''], at));
  data.files.set(
    'sinks-off.jsonl',
    new TextEncoder().encode(records.map((record) => `${JSON.stringify(record)}\n`).join('')),
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
  // names of files: beside another source, in the raw tables
  const files = serveSinkFiles(data, DENSE, 9);
  const [, rows = ''] = files.sources.map((source) => encodeURIComponent(source));
  expect(await breaches(`${off}#/insights?${src}&vs=${rows}`)).toContain('not isolated "beside שלום');
  expect(await breaches(`${off}#/sql?src=${rows}`)).toContain('not isolated "שלום');
  await breaches(sabotaged.url);
  const added = await page.evaluate(() => {
    document.styleSheets[0]?.insertRule('b::before { content: attr(data-line) }');
    const drawn = document.createElement('b');
    drawn.dataset['line'] = '7\u202E';
    document.body.append(drawn);
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
    'drawn data-line',
  ])
    expect(found).toContain(word);
});

deepTest('what is written: each oracle can fail', async () => {
  const cells = ['=1+1, "a"', 'x\u202E'];
  const csv = '"na""me",n\r\n"=1+1, ""a""",1\r\nx\u202E,2\r\n';
  const differences = (text: string) =>
    findCsvDifferences(text, { column: 0, head: 'na"me', cells }).join('\n');
  expect(differences(csv)).toBe('');
  expect(differences(spellHidden(csv))).toContain('CSV lacks "x');
  expect(differences(csv.replace('"=1', '"\'=1'))).toContain('CSV lacks "=1');
  expect(differences(csv.replace('=1+1, ""a""', '=1+1, "a"'))).toContain('no CSV');
  expect(differences(csv.replaceAll('\r\n', '\n'))).toContain('no CSV');
  expect(differences(csv.replace('",1', '",1,1'))).toContain('another width');
  const lines = [recordOf(DENSE, 0)];
  const text = `${JSON.stringify(lines[0])}\n{"id":"p","task":"t"}\n`;
  const rows = [{ id: 'p', task: 't' }];
  expect(findExportDifferences(text, { lines, rows })).toEqual([]);
  expect(findExportDifferences(spellHidden(text), { lines, rows }).join()).toContain('export lacks');
  expect(findExportDifferences(text.replace('"t"', '"u"'), { lines, rows })).toHaveLength(1);
  expect(findExportDifferences('', { lines, rows }).length).toBeGreaterThan(0);
  expect(carries('a·goal =1+1', 'a·goal =1+1')).toBe(true);
  expect(carries('a·goal', 'a·goal =1+1')).toBe(false);
});
